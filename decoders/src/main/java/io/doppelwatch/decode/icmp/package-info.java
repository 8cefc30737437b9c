// SPDX-License-Identifier: Apache-2.0
/**
 * ICMP and ICMPv6 errors and redirects, and the packet they quote (RFC 792, RFC 4443). The door is {@link
 * io.doppelwatch.decode.icmp.IcmpError}. May use: {@code io.doppelwatch.decode}, {@code io.netty.buffer}.
 */
package io.doppelwatch.decode.icmp;
