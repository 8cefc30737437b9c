// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.observe;

import io.doppelwatch.engine.dissect.Packet;
import io.doppelwatch.engine.keylog.KeyLog;
import io.doppelwatch.engine.reassemble.StreamReader;
import io.doppelwatch.engine.reassemble.StreamReaders;
import io.doppelwatch.engine.reassemble.TcpLimits;
import io.doppelwatch.engine.reassemble.TcpTable;
import io.doppelwatch.engine.stats.Counters;
import org.jspecify.annotations.Nullable;

/** Every observer of one state shard, and which packet goes to whom: the place where a protocol is registered. */
public final class Observers implements StreamReaders {
    /** Bytes kept of unfinished TLS messages in one shard. */
    private static final int TLS_BYTES = 2 << 20;

    private final Facts facts;
    private final Counters counters;
    private final DnsPorts dnsPorts;
    private final DtlsObserver dtls;
    private final QuicObserver quic;
    private final TlsStreams tls;
    private final ArpObserver arp;
    private final DatagramObserver datagrams;
    private final IcmpObserver icmp;
    private final RedundancyObserver redundancy;
    private final TcpTable tcp;
    private final CarrierObserver carriers = new CarrierObserver();

    /** With port 53 for DNS. */
    public Observers(Facts facts, Counters counters) {
        this(facts, counters, DnsPorts.STANDARD, new KeyLog());
    }

    /**
     * @param dnsPorts read as DNS
     * @param keyLog secrets of handshakes, shared with the other shards
     */
    public Observers(Facts facts, Counters counters, DnsPorts dnsPorts, KeyLog keyLog) {
        this.dnsPorts = dnsPorts;
        this.facts = facts;
        this.counters = counters;
        dtls = new DtlsObserver(facts, counters);
        quic = new QuicObserver(counters, QuicLimits.DEFAULT);
        tls = new TlsStreams(facts, counters, TLS_BYTES, keyLog);
        arp = new ArpObserver(counters);
        datagrams = new DatagramObserver(counters, dnsPorts);
        icmp = new IcmpObserver(counters);
        redundancy = new RedundancyObserver(counters);
        tcp = new TcpTable(this, counters, TcpLimits.DEFAULT);
    }

    /** One dissected packet of this shard. */
    public void packet(Packet p) {
        switch (p.kind()) {
            case TCP -> {
                if (p.payloadLength() > 0) {
                    carriers.segment(p, facts);
                }
                tcp.segment(p);
            }
            case UDP -> {
                datagrams.datagram(p, facts);
                dtls.datagram(p);
                quic.datagram(p, facts);
            }
            case ARP -> arp.observe(p, facts);
            case ICMP, ICMPV6 -> icmp.observe(p, facts);
            case VRRP -> redundancy.vrrp(p, facts);
            case LACP -> redundancy.lacp(p, facts);
            case OTHER, FRAGMENT -> {}
        }
    }

    /** DNS by its port, TLS by its content on any port. */
    @Override
    public @Nullable StreamReader open(Packet packet, boolean start) {
        boolean dnsPort = dnsPorts.areOf(packet);
        if (dnsPort && DnsOverTcp.begins(packet.buffer(), packet.payload(), packet.payloadCaptured())) {
            return new DnsOverTcp(facts, counters);
        }
        StreamReader reader = tls.open(packet, start);
        return reader == null && dnsPort && start ? new DnsOverTcp(facts, counters) : reader;
    }

    /** No more packets come. */
    public void end() {
        tcp.end();
        dtls.end();
    }
}
