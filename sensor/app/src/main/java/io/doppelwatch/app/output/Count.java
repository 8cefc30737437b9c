// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.output;

import java.util.Locale;

/**
 * What summary.json counts, by the names of the contract. Messages, not packets; name service messages that an ICMP error
 * quotes are counted too, as tshark does, so that the two can be compared.
 */
public enum Count {
    ARP_REQUEST,
    ARP_REPLY,
    /** Port 53, UDP and TCP. */
    DNS_QUERY,
    /** Port 53, UDP and TCP. */
    DNS_RESPONSE,
    /** Those of the responses that came by TCP. */
    DNS_TCP_RESPONSE,
    MDNS,
    LLMNR,
    /** NetBIOS name service. */
    NBNS,
    /** With a message type: BOOTP without one is not DHCP. */
    DHCP,
    DHCPV6,
    /** Neighbour Discovery, ICMPv6 types 133 to 137. */
    ND,
    /** TLS by TCP and QUIC; neither SSL 2.0's nor DTLS's. */
    CLIENT_HELLO,
    SERVER_HELLO,
    /** Certificate messages, of servers and clients. */
    CERTIFICATE,
    /** The same by DTLS. */
    DTLS_CERTIFICATE;

    /** As summary.json spells it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
