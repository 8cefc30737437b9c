// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.observe;

import io.doppelwatch.engine.net.Ip;

/**
 * An ARP packet for IPv4 over 48-bit addresses (RFC 826), any operation.
 *
 * @param operation 1 request, 2 reply, 3 and 4 RARP, 8 and 9 InARP, or what else the packet says
 * @param senderMac 48 bits; need not equal the Ethernet source in {@code where}, and where it does not that is a fact too
 */
public record ArpSeen(Where where, int operation, long senderMac, Ip senderIp, long targetMac, Ip targetIp)
        implements Observation {}
