// SPDX-License-Identifier: Apache-2.0
/**
 * Who takes an address that routers share: {@link io.doppelwatch.engine.rules.redundancy.RedundancyRules} lists them. May
 * use: base, tables, trust, event, observe, net.
 */
package io.doppelwatch.engine.rules.redundancy;
