// SPDX-License-Identifier: Apache-2.0
/**
 * DNS messages (RFC 1035 and what grew on it), also as mDNS (RFC 6762) and LLMNR (RFC 4795) send them.
 *
 * <p>The door is {@link io.doppelwatch.decode.dns.DnsMessage}: header, and {@link io.doppelwatch.decode.dns.DnsRecords},
 * a reused cursor over the sections. {@link io.doppelwatch.decode.dns.DnsName} is one name where it lies, compressed or
 * not: hash, comparison and text. {@link io.doppelwatch.decode.dns.DnsRdata} writes record data as text, {@link
 * io.doppelwatch.decode.dns.DnsOptions} walks EDNS options and SVCB parameters, {@link
 * io.doppelwatch.decode.dns.DnsCodes} names numbers. May use: {@code io.doppelwatch.decode}, {@code io.netty.buffer}.
 */
package io.doppelwatch.decode.dns;
