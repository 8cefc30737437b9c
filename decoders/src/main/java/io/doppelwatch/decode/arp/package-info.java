// SPDX-License-Identifier: Apache-2.0
/**
 * ARP and its kin (RFC 826, 903, 2390, 5227). The door is {@link io.doppelwatch.decode.arp.ArpPacket}. May use: {@code
 * io.doppelwatch.decode}, {@code io.netty.buffer}.
 */
package io.doppelwatch.decode.arp;
