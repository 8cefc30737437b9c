// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.observe.Where;

/**
 * A DHCP or DHCPv6 message, read.
 *
 * @param xid 32 bits, 24 in DHCPv6
 * @param client hash of the client's hardware address or DUID
 * @param alias hash of the client identifier (option 61), which a machine keeps when it changes cards; of the DUID in DHCPv6
 * @param clientMac chaddr, or the MAC in the DUID; {@link io.doppelwatch.engine.net.Mac#NONE} without one
 * @param clientIp ciaddr
 * @param yourIp yiaddr, or the first address of DHCPv6; zero or {@link Ip#NONE} without one
 * @param askedIp option 50
 * @param server identifier as text: an IPv4 address, or a DUID in hexadecimal; empty where none is named
 * @param serverIp the identifier as an address; in DHCPv6 the source of an answer that was not relayed
 * @param relayed a relay agent passed it on
 * @param network the network {@code yourIp} or {@code clientIp} is in, as far as a mask says; {@link Ip#NONE} where not
 * @param leaseSeconds option 51; -1 without it
 * @param bootOnly it comes from a server for network boot that gives no addresses (PXE, 2.1)
 */
public record DhcpMessage(
        Where where,
        boolean v6,
        Kind kind,
        int xid,
        long client,
        long alias,
        long clientMac,
        Ip clientIp,
        Ip yourIp,
        Ip askedIp,
        String server,
        Ip serverIp,
        boolean relayed,
        Ip network,
        long leaseSeconds,
        boolean bootOnly,
        DhcpTerms terms) {

    /** What it is for, in the words of RFC 2131, 3.1; DHCPv6 has the same under other names. */
    public enum Kind {
        /** SOLICIT in DHCPv6. */
        DISCOVER,
        /** ADVERTISE. */
        OFFER,
        /** REQUEST, CONFIRM, RENEW, REBIND. */
        REQUEST,
        /** REPLY. */
        ACK,
        NAK,
        DECLINE,
        RELEASE,
        /** INFORMATION-REQUEST. */
        INFORM,
        OTHER;

        public boolean isAnswer() {
            return this == OFFER || this == ACK || this == NAK;
        }
    }

    /** The same message, in which what the client asked for and was not told is told to be none. */
    public DhcpMessage answering(DhcpMessage asked) {
        DhcpTerms a = asked.terms();
        // An offer may leave out what every ACK says, but not what only some are to have.
        DhcpTerms none = kind == Kind.ACK
                ? a
                : kind == Kind.OFFER ? new DhcpTerms(null, null, a.routes(), a.proxy(), null) : null;
        return none == null ? this : with(terms.over(none));
    }

    private DhcpMessage with(DhcpTerms other) {
        return new DhcpMessage(
                where,
                v6,
                kind,
                xid,
                client,
                alias,
                clientMac,
                clientIp,
                yourIp,
                askedIp,
                server,
                serverIp,
                relayed,
                network,
                leaseSeconds,
                bootOnly,
                other);
    }

    public long nanos() {
        return where.timeNanos();
    }

    public boolean hasAddress() {
        return yourIp.high() != 0 || (int) yourIp.low() != 0;
    }

    /** True where the frame came from the client's own card, as far as nobody passed it on. */
    public boolean isDirect() {
        return !relayed && where.sourceMac() == clientMac;
    }

    /** {@code DHCP server 10.0.0.1}, {@code DHCPv6 server fe80::1 (DUID 0003…)}. */
    public String who() {
        if (!v6) {
            return "DHCP server " + server;
        }
        return serverIp.equals(Ip.NONE)
                ? "DHCPv6 server with DUID " + server
                : "DHCPv6 server " + serverIp + " (DUID " + server + ")";
    }
}
