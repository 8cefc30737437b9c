// SPDX-License-Identifier: Apache-2.0
/** Who answers for a name in DNS: {@link io.doppelwatch.engine.rules.dns.DnsRules} lists them. May use: base, tables, trust, event, observe, net, stats, and names and values of the decoders. */
package io.doppelwatch.engine.rules.dns;
