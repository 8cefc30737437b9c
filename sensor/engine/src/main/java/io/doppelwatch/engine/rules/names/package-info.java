// SPDX-License-Identifier: Apache-2.0
/** Who answers for names on the local link (mDNS, LLMNR, NBNS): {@link io.doppelwatch.engine.rules.names.NameRules} lists them. May use: base, tables, trust, event, observe, net, stats. */
package io.doppelwatch.engine.rules.names;
