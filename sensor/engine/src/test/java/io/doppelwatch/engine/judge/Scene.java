// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.judge;

import io.doppelwatch.engine.capture.Source;
import io.doppelwatch.engine.event.Event;
import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.event.Incident;
import io.doppelwatch.engine.event.Severity;
import io.doppelwatch.engine.event.TlsSession;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Mac;
import io.doppelwatch.engine.net.Path;
import io.doppelwatch.engine.observe.ArpSeen;
import io.doppelwatch.engine.observe.Observation;
import io.doppelwatch.engine.observe.Where;
import io.doppelwatch.engine.stats.Counters;
import io.doppelwatch.engine.trust.Trust;
import java.util.ArrayList;
import java.util.List;

/** A network told packet by packet, for tests that read like the story they judge. */
public final class Scene {
    public static final long SECOND = 1_000_000_000L;
    /** 2026-11-24T12:00:00Z. */
    public static final long START = 1_795_521_600L * SECOND;

    public static final long GATEWAY = 0x0200_0000_0001L;
    public static final long CLIENT = 0x0200_0000_0021L;
    public static final long SERVER = 0x0200_0000_1010L;
    public static final long EVIL = 0x0200_0000_0066L;
    public static final Ip GATEWAY_IP = ip("10.77.0.1");
    public static final Ip SERVER_IP = ip("10.77.0.10");
    public static final Ip CLIENT_IP = ip("10.77.0.21");
    public static final Ip EVIL_IP = ip("10.77.0.66");
    private static final Ip ZERO = ip("0.0.0.0");
    private static final Source SOURCE = new Source(0, 0, "scene.pcap", "", 1, 0);

    public final List<Event> events = new ArrayList<>();
    public final Counters counters = new Counters();
    public final Judge judge;
    private Path path = Path.NONE;
    private long now = START;
    private long packet;
    private long ethernetSource = Mac.NONE;

    public Scene(Trust trust) {
        judge = new Judge(trust, events::add, counters);
    }

    public Scene() {
        this(Trust.EMPTY);
    }

    public static Ip ip(String dotted) {
        int a = 0;
        for (String part : dotted.split("\\.", -1)) {
            a = a << 8 | Integer.parseInt(part);
        }
        return Ip.v4(a);
    }

    public Scene on(Path other) {
        path = other;
        return this;
    }

    public Scene after(double seconds) {
        now += Math.round(seconds * SECOND);
        return this;
    }

    public long now() {
        return now;
    }

    /** The next packet's Ethernet source, where it is not the ARP sender. */
    public Scene sentBy(long mac) {
        ethernetSource = mac;
        return this;
    }

    /** Lets the sensor watch for a while and see somebody ask something, so that "nobody asked" can be said. */
    public Scene warm() {
        return request(0x0200_0000_00aaL, ip("10.77.0.170"), ip("10.77.0.171")).after(10);
    }

    public Scene request(long mac, Ip from, Ip target) {
        return arp(1, mac, from, 0, target, Mac.BROADCAST);
    }

    public Scene probe(long mac, Ip target) {
        return request(mac, ZERO, target);
    }

    public Scene announce(long mac, Ip own) {
        return request(mac, own, own);
    }

    public Scene reply(long mac, Ip from, long toMac, Ip to) {
        return arp(2, mac, from, toMac, to, toMac);
    }

    /** {@code asker} asks who has {@code owned}, and {@code owner} says so. */
    public Scene resolve(long asker, Ip askerIp, long owner, Ip owned) {
        return request(asker, askerIp, owned).after(0.0005).reply(owner, owned, asker, askerIp);
    }

    public Scene arp(int operation, long mac, Ip from, long toMac, Ip to, long frameTo) {
        long frameFrom = ethernetSource == Mac.NONE ? mac : ethernetSource;
        ethernetSource = Mac.NONE;
        Where where = where(frameFrom, frameTo, Ip.NONE, 0, Ip.NONE, 0, 0, 0, 0);
        return observe(new ArpSeen(where, operation, mac, from, toMac, to));
    }

    public Where where(
            long from, long to, Ip source, int sourcePort, Ip destination, int port, int protocol, int ttl, int id) {
        long n = packet++;
        return new Where(
                SOURCE, n + 1, n, now, path, from, to, source, destination, sourcePort, port, protocol, ttl, id);
    }

    public Scene observe(Observation o) {
        judge.observe(o);
        return this;
    }

    public Scene end() {
        judge.end(now);
        return this;
    }

    public List<Finding> findings() {
        return events.stream()
                .filter(Event.Alert.class::isInstance)
                .map(e -> ((Event.Alert) e).finding())
                .toList();
    }

    public List<Finding> findings(String rule) {
        return findings().stream().filter(f -> f.rule().id().equals(rule)).toList();
    }

    /** Findings of medium or worse. */
    public List<Finding> grave() {
        return findings().stream()
                .filter(f -> f.severity().atLeast(Severity.MEDIUM))
                .toList();
    }

    public List<Incident> told() {
        return events.stream()
                .filter(Event.IncidentChanged.class::isInstance)
                .map(e -> ((Event.IncidentChanged) e).incident())
                .toList();
    }

    public List<TlsSession> sessions() {
        return events.stream()
                .filter(Event.Tls.class::isInstance)
                .map(e -> ((Event.Tls) e).session())
                .toList();
    }
}
