// SPDX-License-Identifier: Apache-2.0
/**
 * DHCP for IPv4 (RFC 2131, 2132) and for IPv6 (RFC 8415). The doors are {@link io.doppelwatch.decode.dhcp.DhcpPacket} and
 * {@link io.doppelwatch.decode.dhcp.Dhcp6Message}. May use: {@code io.doppelwatch.decode}, its {@code dns} for names in
 * options, {@code io.netty.buffer}.
 */
package io.doppelwatch.decode.dhcp;
