// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.judge;

import static io.doppelwatch.engine.judge.Scene.CLIENT;
import static io.doppelwatch.engine.judge.Scene.EVIL;
import static io.doppelwatch.engine.judge.Scene.GATEWAY;
import static io.doppelwatch.engine.judge.Scene.ip;

import io.doppelwatch.craft.Bytes;
import io.doppelwatch.craft.Dhcp4;
import io.doppelwatch.craft.Dhcp6;
import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Mac;
import io.doppelwatch.engine.net.Path;
import io.doppelwatch.engine.observe.DhcpSeen;
import io.doppelwatch.engine.observe.Dhcpv6Seen;
import io.doppelwatch.engine.trust.Trust;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** DHCP on the network of {@link Scene}, message by message. */
final class Leasing {
    static final String SERVER = "10.77.0.1";
    static final String ROGUE = "10.77.0.66";
    static final String RESOLVER = "10.77.0.53";

    static final long PARTNER = 0x0200_0000_0002L;
    static final long NEW = 0x0200_0000_0041L;
    /** All of IPv4 in two routes that win over the default one. */
    static final byte[] HALVES = Bytes.concat(Dhcp4.route(1, "0.0.0.0", ROGUE), Dhcp4.route(1, "128.0.0.0", ROGUE));

    /** What clients ask for: mask, router, resolvers, domain, classless routes, proxy. */
    private static final byte[] WANTED = {1, 3, 6, 15, 121, (byte) 252};

    final Scene scene;
    private boolean twice;
    private int ttl = 64;

    static Trust servers(String... ips) {
        return trust(List.of(), List.of(ips));
    }

    static Trust trust(List<String> resolvers, List<String> servers) {
        return new Trust(
                List.of(),
                List.of(),
                List.of(),
                resolvers.stream().map(Scene::ip).toList(),
                servers.stream().map(Scene::ip).toList(),
                List.of(),
                List.of(),
                Map.of());
    }

    /** A new client is offered leases by the known server and by the attacker, who is a little faster. */
    static Leasing raced(Leasing s) {
        return s.broadcast(NEW, ask(Dhcp4.DISCOVER, 7, NEW))
                .after(0.001)
                .evil(NEW, rogue(Dhcp4.OFFER, 7, NEW, "10.77.0.41"))
                .after(0.004)
                .reply(NEW, answer(Dhcp4.OFFER, 7, NEW, "10.77.0.41"));
    }

    Leasing(Trust trust) {
        scene = new Scene(trust);
    }

    Leasing() {
        this(Trust.EMPTY);
    }

    /** From here on every packet comes twice, as a mirror port gives it. */
    Leasing mirrored() {
        twice = true;
        return this;
    }

    Leasing after(double seconds) {
        scene.after(seconds);
        return this;
    }

    Leasing on(Path path) {
        scene.on(path);
        return this;
    }

    /** The next packets have passed a router. */
    Leasing ttl(int other) {
        ttl = other;
        return this;
    }

    List<Finding> findings() {
        return scene.findings();
    }

    List<Finding> findings(String rule) {
        return scene.findings(rule);
    }

    static Dhcp4 ask(int type, int xid, long client) {
        return Dhcp4.ask(type, xid, Mac.text(client)).option(55, WANTED);
    }

    /** An answer of the server everybody knows: gateway itself, one resolver. */
    static Dhcp4 answer(int type, int xid, long client, String your) {
        return Dhcp4.answer(type, xid, Mac.text(client), SERVER)
                .your(your)
                .lease(86_400)
                .router(SERVER)
                .resolvers(RESOLVER);
    }

    /** An answer that leads everything to {@link #ROGUE}. */
    static Dhcp4 rogue(int type, int xid, long client, String your) {
        return Dhcp4.answer(type, xid, Mac.text(client), ROGUE)
                .your(your)
                .lease(86_400)
                .router(ROGUE)
                .resolvers(ROGUE);
    }

    Leasing broadcast(long from, Dhcp4 packet) {
        return send(from, Mac.BROADCAST, ip("0.0.0.0"), 68, ip("255.255.255.255"), 67, packet);
    }

    Leasing unicast(long from, String fromIp, long to, String toIp, Dhcp4 packet) {
        return send(from, to, ip(fromIp), 68, ip(toIp), 67, packet);
    }

    Leasing reply(long from, String fromIp, long to, Dhcp4 packet) {
        return send(from, to, ip(fromIp), 67, ip("255.255.255.255"), 68, packet);
    }

    Leasing reply(long to, Dhcp4 packet) {
        return reply(GATEWAY, SERVER, to, packet);
    }

    Leasing evil(long to, Dhcp4 packet) {
        return reply(EVIL, ROGUE, to, packet);
    }

    private Leasing send(long from, long to, Ip source, int sourcePort, Ip destination, int port, Dhcp4 packet) {
        byte[] b = packet.bytes();
        for (int i = 0; i < (twice ? 2 : 1); i++) {
            scene.observe(
                    new DhcpSeen(scene.where(from, to, source, sourcePort, destination, port, 17, ttl, 0), b[242], b));
            scene.after(0.0001);
        }
        return this;
    }

    /** DISCOVER to ACK with the known server. */
    Leasing lease(long client, int xid, String your) {
        return lease(client, xid, your, d -> d);
    }

    /** The same, with the server's answers changed. */
    Leasing lease(long client, int xid, String your, UnaryOperator<Dhcp4> told) {
        broadcast(client, ask(Dhcp4.DISCOVER, xid, client)).after(0.01);
        reply(client, told.apply(answer(Dhcp4.OFFER, xid, client, your))).after(0.01);
        return request(client, xid, SERVER, your).reply(client, told.apply(answer(Dhcp4.ACK, xid, client, your)));
    }

    Leasing request(long client, int xid, String server, String wanted) {
        return broadcast(
                        client,
                        ask(Dhcp4.REQUEST, xid, client).addresses(54, server).addresses(50, wanted))
                .after(0.01);
    }

    /** A day with the known server, so that it is known. */
    Leasing known() {
        return lease(0x0200_0000_0030L, 100, "10.77.0.30")
                .after(60)
                .lease(CLIENT, 101, "10.77.0.21")
                .after(60);
    }

    static Ip ip6(String literal) {
        try {
            ByteBuffer b = ByteBuffer.wrap(((Inet6Address) InetAddress.getByName(literal)).getAddress());
            return new Ip(b.getLong(), b.getLong());
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(literal, e);
        }
    }

    Leasing six(long from, String source, String destination, Dhcp6 message) {
        boolean asks = !source.equals("fe80::1") && !source.equals("fe80::66") && !source.equals("fe80::2");
        scene.observe(new Dhcpv6Seen(
                scene.where(
                        from,
                        Mac.BROADCAST,
                        ip6(source),
                        asks ? 546 : 547,
                        ip6(destination),
                        asks ? 547 : 546,
                        17,
                        64,
                        0),
                message.bytes()));
        return after(0.001);
    }
}
