// SPDX-License-Identifier: Apache-2.0
/** Rules over DHCP and DHCPv6. The door is {@link io.doppelwatch.engine.rules.dhcp.DhcpRules}. May use: base, tables, trust, event, observe, net, and values of the decoders. */
package io.doppelwatch.engine.rules.dhcp;
