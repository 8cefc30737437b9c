// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.observe;

import io.doppelwatch.engine.net.Ip;

/**
 * An ICMP error or redirect, or an ICMPv6 error, and the packet it quotes. A quote is its sender's claim, not traffic: a
 * DNS answer in it is no answer.
 *
 * @param type ICMP or ICMPv6 type, by {@code where.protocol()}
 * @param gateway of an ICMP redirect; {@link Ip#NONE} for another type
 * @param protocol IANA number of the quoted packet
 * @param sourcePort of the quoted packet, 0 where it has none or it was not quoted
 * @param payload the quoted UDP payload as far as it is there; empty for another protocol. Never changed by anybody.
 */
@SuppressWarnings("ArrayRecordComponent") // one copy of the wire bytes is the fact; identity is not compared
public record IcmpErrorSeen(
        Where where,
        int type,
        int code,
        Ip gateway,
        int protocol,
        Ip source,
        Ip destination,
        int sourcePort,
        int destinationPort,
        byte[] payload)
        implements Observation {}
