// SPDX-License-Identifier: Apache-2.0
/** Who takes an IPv4 address: {@link io.doppelwatch.engine.rules.arp.ArpRules} lists them. May use: base, tables, trust, event, observe, net, stats. */
package io.doppelwatch.engine.rules.arp;
