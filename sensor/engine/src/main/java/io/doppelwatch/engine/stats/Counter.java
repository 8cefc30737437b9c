// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.stats;

/** Everything the sensor counts. The key is where it stands in an EVE {@code stats} event; Suricata's name where it has one. */
public enum Counter {
    PACKETS("decoder.pkts"),
    BYTES("decoder.bytes"),
    /** Packets given up because a decoder of ours threw. Always a bug; should stay 0. */
    INTERNAL_ERRORS("doppelwatch.internal_errors"),

    /** Directions given up because what should have been a TLS record was none. */
    TLS_INVALID_RECORD("app_layer.error.tls.parser"),
    /** Hellos and certificate lists that contradict themselves or were cut; what could be read of them was stated. */
    TLS_MALFORMED_MESSAGE("doppelwatch.tls.malformed_message"),
    /** Handshake messages too long, over the budget, interrupted by a hole, or never finished. */
    TLS_MESSAGE_GIVEN_UP("doppelwatch.tls.message_given_up"),
    /** Directions given up because a hole hid where the next record begins. */
    TLS_GAP("doppelwatch.tls.gap"),
    DECODER_ETHERNET("decoder.ethernet"),
    DECODER_VLAN("decoder.vlan"),
    DECODER_VLAN_QINQ("decoder.vlan_qinq"),
    DECODER_BACKBONE("decoder.ieee8021ah"),
    DECODER_ETAG("decoder.etag"),
    DECODER_VNTAG("decoder.vntag"),
    DECODER_MPLS("decoder.mpls"),
    DECODER_PPPOE("decoder.pppoe"),
    DECODER_PPP("decoder.ppp"),
    DECODER_CHDLC("decoder.chdlc"),
    DECODER_SLL("decoder.sll"),
    DECODER_SLL2("decoder.sll2"),
    DECODER_NULL("decoder.null"),
    DECODER_RAW("decoder.raw"),
    DECODER_ARP("decoder.arp"),
    DECODER_IPV4("decoder.ipv4"),
    DECODER_IPV6("decoder.ipv6"),
    DECODER_IPV4_IN_IPV4("decoder.ipv4_in_ipv4"),
    DECODER_IPV6_IN_IPV4("decoder.ipv6_in_ipv4"),
    DECODER_IPV4_IN_IPV6("decoder.ipv4_in_ipv6"),
    DECODER_IPV6_IN_IPV6("decoder.ipv6_in_ipv6"),
    DECODER_TCP("decoder.tcp"),
    DECODER_UDP("decoder.udp"),
    DECODER_ICMPV4("decoder.icmpv4"),
    DECODER_ICMPV6("decoder.icmpv6"),
    DECODER_IGMP("decoder.igmp"),
    DECODER_SCTP("decoder.sctp"),
    DECODER_ESP("decoder.esp"),
    DECODER_GRE("decoder.gre"),
    DECODER_ERSPAN("decoder.erspan"),
    DECODER_VXLAN("decoder.vxlan"),
    DECODER_GENEVE("decoder.geneve"),
    DECODER_TEREDO("decoder.teredo"),
    DECODER_NSH("decoder.nsh"),
    /** Frames whose EtherType leads to nothing that is read here. */
    DECODER_VRRP("doppelwatch.decoder.vrrp"),
    DECODER_LACP("doppelwatch.decoder.lacp"),
    REDUNDANCY_UNREADABLE("doppelwatch.redundancy.unreadable"),
    DECODER_UNKNOWN_ETHERTYPE("decoder.unknown_ethertype"),
    /** Frames a header of which contradicts its specification: wrong version, length below the least. */
    DECODER_INVALID("decoder.invalid"),
    /** Frames nested deeper than {@link io.doppelwatch.engine.dissect.Dissector#MAX_LAYERS}. */
    DECODER_TOO_MANY_LAYERS("decoder.too_many_layers"),
    /** Frames that the capture cut inside a header. */
    DECODER_TRUNCATED("doppelwatch.decoder.truncated"),
    /** Frames in which a length says more than there was on the wire; read as far as it goes. */
    DECODER_TOO_LONG("doppelwatch.decoder.length_beyond_frame"),
    /** Frames of a link type that is not read here. */
    DECODER_UNKNOWN_LINK("doppelwatch.decoder.unknown_link"),
    DECODER_WIFI("doppelwatch.decoder.ieee80211"),
    DECODER_LLC("doppelwatch.decoder.llc"),
    DECODER_FRAME_RELAY("doppelwatch.decoder.frame_relay"),
    DECODER_AH("doppelwatch.decoder.ah"),
    DECODER_GTP_U("doppelwatch.decoder.gtpu"),
    DECODER_L2TP("doppelwatch.decoder.l2tp"),
    DECODER_CAPWAP("doppelwatch.decoder.capwap"),
    DEFRAG_IPV4_FRAGMENTS("defrag.ipv4.fragments"),
    DEFRAG_IPV4_REASSEMBLED("defrag.ipv4.reassembled"),
    /** Datagrams given up because their fragments did not come in time. */
    DEFRAG_IPV4_TIMEOUTS("defrag.ipv4.timeouts"),
    DEFRAG_IPV6_FRAGMENTS("defrag.ipv6.fragments"),
    DEFRAG_IPV6_REASSEMBLED("defrag.ipv6.reassembled"),
    DEFRAG_IPV6_TIMEOUTS("defrag.ipv6.timeouts"),
    /** Datagrams given up, the oldest first, because a shard had too many of them. */
    DEFRAG_TRACKERS_REACHED("defrag.max_trackers_reached"),
    /** Fragments not kept, because a datagram came in too many pieces. */
    DEFRAG_FRAGS_REACHED("defrag.max_frags_reached"),
    /** Datagrams given up, the oldest first, because a shard held too many bytes. */
    DEFRAG_MEMORY_REACHED("doppelwatch.defrag.memory_reached"),
    /** Fragments of which the capture cut a part, so that their datagram cannot be whole. */
    DEFRAG_TRUNCATED("doppelwatch.defrag.truncated"),
    /** Fragments that repeat bytes already there: a mirror port that sees them twice, or a retransmission. */
    DEFRAG_DUPLICATES("doppelwatch.defrag.duplicates"),
    /** Fragments that repeat some of the bytes already there, or all of them in another cut. */
    DEFRAG_OVERLAPS("doppelwatch.defrag.overlaps"),
    /** Fragments that say something else than what was already there. */
    DEFRAG_CONFLICTS("doppelwatch.defrag.conflicts"),
    /** Fragments that cannot be part of a datagram: beyond 65535 bytes, beyond its end, empty. */
    DEFRAG_INVALID("doppelwatch.defrag.invalid"),
    /** Not a count: bytes that everything that is remembered may hold together, {@code memory.total} of the settings. */
    MEMORY_BOUND("doppelwatch.memory.bound"),
    BINDINGS_EVICTED("doppelwatch.tables.bindings_evicted"),
    GROUPS_EVICTED("doppelwatch.tables.redundancy_groups_evicted"),
    HOSTS_EVICTED("doppelwatch.tables.hosts_evicted"),
    ARP_REQUESTS_EVICTED("doppelwatch.tables.arp_requests_evicted"),
    FINDINGS("detect.alert"),
    FINDINGS_SUPPRESSED("detect.alerts_suppressed"),
    SUPPRESSION_EVICTED("doppelwatch.tables.suppression_evicted"),
    INCIDENTS_OPENED("doppelwatch.incidents.opened"),
    INCIDENTS_DROPPED("doppelwatch.incidents.dropped"),
    /** Connections whose first SYN was seen. */
    TCP_SESSIONS("tcp.sessions"),
    /** Directions taken up without their SYN. */
    TCP_MIDSTREAM("tcp.midstream_pickups"),
    /** Holes in a stream that were given up. */
    TCP_GAP("tcp.reassembly_gap"),
    /** Segments that repeat bytes held already. */
    TCP_OVERLAP("tcp.overlap"),
    /** Those among them whose bytes differ. */
    TCP_OVERLAP_DIFFERENT("tcp.overlap_diff_data"),
    /** Segments that bring nothing new. */
    TCP_RETRANSMISSION("doppelwatch.tcp.retransmission"),
    /** Segments too far from the byte expected. */
    TCP_OUT_OF_WINDOW("doppelwatch.tcp.out_of_window"),
    /** Streams whose held segments were given up because the table holds too much. */
    TCP_HELD_PRESSURE("tcp.segment_memcap_drop"),
    /** Connections forgotten because the table is full. */
    TCP_EVICTED("tcp.ssn_memcap_drop"),
    /** Connections forgotten because nothing was heard of them for too long. */
    TCP_EXPIRED("doppelwatch.tcp.expired"),
    /** QUIC connections whose client's Initial was opened. */
    QUIC_CONNECTIONS("doppelwatch.quic.connections"),
    /** Initial packets that no keys known open. */
    QUIC_UNDECRYPTABLE("doppelwatch.quic.undecryptable"),
    /** QUIC packets that are cut short or contradict themselves. */
    QUIC_MALFORMED("doppelwatch.quic.malformed"),
    /** Pieces of a QUIC handshake beyond what is kept. */
    QUIC_CRYPTO_LOST("doppelwatch.quic.crypto_lost"),
    /** QUIC connections forgotten because there are too many, or they hold too much. */
    QUIC_EVICTED("doppelwatch.quic.evicted"),
    /** Messages in DNS over TCP that were cut by a gap, an end, or their own length field. */
    DNS_TCP_LOST("doppelwatch.dns.tcp_lost"),
    TLS_HANDSHAKES_EVICTED("doppelwatch.tables.tls_handshakes_evicted"),
    CERTIFICATES_EVICTED("doppelwatch.tables.certificates_evicted"),
    PINS_MATCHED("doppelwatch.pins.match"),
    PINS_MISMATCHED("doppelwatch.pins.mismatch"),
    /** Handshakes with a pinned service whose certificate could not be seen: TLS 1.3, resumption, one direction only. */
    PINS_NOT_OBSERVABLE("doppelwatch.pins.not_observable"),
    /** Findings that a declared change window of the trust file allowed. */
    CHANGES_ALLOWED("doppelwatch.trust.changes_allowed"),
    DNS_TRANSACTIONS_EVICTED("doppelwatch.tables.dns_transactions_evicted"),
    RESOLVERS_EVICTED("doppelwatch.tables.resolvers_evicted"),
    LOCAL_NAMES_EVICTED("doppelwatch.tables.local_names_evicted"),
    LOCAL_SPEAKERS_EVICTED("doppelwatch.tables.local_speakers_evicted"),
    LOCAL_QUESTIONS_EVICTED("doppelwatch.tables.local_questions_evicted"),
    DENIED_NAMES_EVICTED("doppelwatch.tables.denied_names_evicted"),
    DHCP_TRANSACTIONS_EVICTED("doppelwatch.tables.dhcp_transactions_evicted"),
    DHCP_CLIENTS_EVICTED("doppelwatch.tables.dhcp_clients_evicted"),
    DHCP_LEASES_EVICTED("doppelwatch.tables.dhcp_leases_evicted"),
    /** Paths whose DHCP servers, or whose crowd of new clients, were forgotten. */
    DHCP_PATHS_EVICTED("doppelwatch.tables.dhcp_paths_evicted"),
    /** What a name resolved to, forgotten because a table is full. */
    RESOLUTIONS_EVICTED("doppelwatch.tables.resolutions_evicted"),
    LOOKALIKES_EVICTED("doppelwatch.tables.lookalikes_evicted"),
    SIGNED_NAMES_EVICTED("doppelwatch.tables.signed_names_evicted"),
    DNSSEC_KEYS_EVICTED("doppelwatch.dnssec.keys_evicted"),
    /** Signatures that hold, and that do not, each told once for the same records. */
    DNSSEC_VERIFIED("doppelwatch.dnssec.verified"),
    DNSSEC_FAILED("doppelwatch.dnssec.failed"),
    /** Signed answers beyond what is checked a second, and signatures of algorithms that Java does not have. */
    DNSSEC_PASSED_OVER("doppelwatch.dnssec.passed_over"),
    DNSSEC_UNREADABLE("doppelwatch.dnssec.unreadable"),
    DNS_GUESSES_EVICTED("doppelwatch.tables.dns_guesses_evicted"),
    /** ARP packets without their fixed eight bytes, or ATMARP that is not whole. */
    ARP_TOO_SMALL("decoder.event.arp.pkt_too_small"),
    /** Datagrams on the ports of DNS, mDNS and LLMNR that do not even hold flags. */
    DNS_TOO_SMALL("doppelwatch.dns.too_small"),
    NBNS_TOO_SMALL("doppelwatch.nbns.too_small"),
    DHCP_TOO_SMALL("doppelwatch.dhcp.too_small"),
    DHCPV6_TOO_SMALL("doppelwatch.dhcpv6.too_small"),
    /** ICMP errors whose quoted IP header cannot be read. */
    ICMP_QUOTE_UNREADABLE("doppelwatch.icmp.quote_unreadable"),
    /** Neighbour solicitations forgotten before they could be answered. */
    ND_SOLICITATIONS_EVICTED("doppelwatch.tables.nd_solicitations_evicted"),
    /** Probes for a new IPv6 address forgotten before anybody could object. */
    ND_PROBES_EVICTED("doppelwatch.tables.nd_probes_evicted"),
    /** Routers forgotten because a link has too many. */
    ROUTERS_EVICTED("doppelwatch.tables.routers_evicted"),
    /** Links forgotten, with their routers, because there are too many. */
    LINKS_EVICTED("doppelwatch.tables.links_evicted"),
    /** Handshakes for which secrets were given, and directions of TLS over TCP in which something was opened with them. */
    KEYED_HANDSHAKES("doppelwatch.decryption.handshakes"),
    DIRECTIONS_DECRYPTED("doppelwatch.decryption.directions"),
    /** Directions given up since a record or packet did not open with the secrets given. */
    DECRYPTION_FAILED("doppelwatch.decryption.failed"),
    /** Signatures of TLS 1.3 servers, seen with secrets given: by the key shown, not by it, not to be checked here, too many. */
    PROOFS_VALID("doppelwatch.proofs.valid"),
    PROOFS_WRONG("doppelwatch.proofs.wrong"),
    PROOFS_UNKNOWN("doppelwatch.proofs.unknown"),
    PROOFS_PASSED_OVER("doppelwatch.proofs.passed_over"),
    /** What the key log holds, and lines that it did not. */
    KEY_LOG_CONNECTIONS("doppelwatch.decryption.key_log.connections"),
    KEY_LOG_BAD_LINES("doppelwatch.decryption.key_log.bad_lines"),
    KEY_LOG_DROPPED("doppelwatch.decryption.key_log.dropped"),
    KEYED_HANDSHAKES_EVICTED("doppelwatch.decryption.handshakes_evicted");

    private final String key;

    Counter(String key) {
        this.key = key;
    }

    /** Dotted path in a stats event. */
    public String key() {
        return key;
    }
}
