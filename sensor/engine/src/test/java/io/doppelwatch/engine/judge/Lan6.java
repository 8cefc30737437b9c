// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.judge;

import io.doppelwatch.craft.Bytes;
import io.doppelwatch.craft.Nd;
import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Mac;
import io.doppelwatch.engine.net.Path;
import io.doppelwatch.engine.observe.IcmpErrorSeen;
import io.doppelwatch.engine.observe.NdSeen;
import io.doppelwatch.engine.observe.RedundancySeen;
import io.doppelwatch.engine.observe.Where;
import io.doppelwatch.engine.trust.Trust;
import java.nio.ByteBuffer;
import java.util.List;

/** A link told in Neighbour Discovery messages, for tests that read like the story they judge. */
final class Lan6 {
    static final String ALL_NODES = "ff02::1";
    static final String ALL_ROUTERS = "ff02::2";

    static final Node ROUTER = new Node(0x0200_0000_0001L, "fe80::1");
    static final Node SECOND = new Node(0x0200_0000_0002L, "fe80::2");
    static final Node CLIENT = new Node(0x0200_0000_0021L, "fe80::21");
    static final Node COLLEAGUE = new Node(0x0200_0000_0022L, "fe80::22");
    static final Node EVIL = new Node(0x0200_0000_0066L, "fe80::66");
    /** Its address is made of its MAC. */
    static final Node CARD = new Node(0x0200_00ab_cdefL, "fe80::ff:feab:cdef");

    final Scene scene;
    private int hopLimit = 255;

    /** Somebody with one address. */
    record Node(long mac, String ip) {
        Node as(String other) {
            return new Node(mac, other);
        }

        Node from(long other) {
            return new Node(other, ip);
        }

        Ip address() {
            return Lan6.ip(ip);
        }

        String macText() {
            return Mac.text(mac);
        }
    }

    Lan6() {
        this(Trust.EMPTY);
    }

    Lan6(Trust trust) {
        scene = new Scene(trust);
    }

    static Ip ip(String text) {
        byte[] b = Bytes.ip(text);
        ByteBuffer buffer = ByteBuffer.wrap(b);
        return b.length == 4 ? Ip.v4(buffer.getInt()) : new Ip(buffer.getLong(), buffer.getLong());
    }

    Lan6 after(double seconds) {
        scene.after(seconds);
        return this;
    }

    Lan6 on(Path path) {
        scene.on(path);
        return this;
    }

    /** The hop limit of what comes next. */
    Lan6 hopLimit(int value) {
        hopLimit = value;
        return this;
    }

    /** "Who has?", asked by one host of everybody who may be meant. */
    Lan6 solicit(Node asker, String target) {
        return send(asker, "ff02::1:ff00:1", 135, Nd.solicitation(target, asker.macText()));
    }

    Lan6 probe(Node prober) {
        return send(prober.as("::"), "ff02::1:ff00:1", 135, Nd.solicitation(prober.ip(), ""));
    }

    /** An advertisement to one host or to everybody; the frame goes where the IP address says. */
    Lan6 advertise(Node claimed, int flags, String to) {
        return send(claimed, to, 136, Nd.advertisement(flags, claimed.ip(), claimed.macText()));
    }

    Lan6 announce(Node claimed) {
        return advertise(claimed, Nd.OVERRIDE, ALL_NODES);
    }

    /** {@code asker} asks for {@code owner}, and {@code owner} answers. */
    Lan6 resolve(Node asker, Node owner) {
        return solicit(asker, owner.ip())
                .after(0.0004)
                .send(
                        owner,
                        asker.ip(),
                        asker.mac(),
                        136,
                        Nd.advertisement(Nd.SOLICITED | Nd.OVERRIDE, owner.ip(), owner.macText()));
    }

    /** It tells one host where an address is, which had not asked, as parasite6 and its like do. */
    Lan6 tell(Node claimed, Node victim) {
        return send(
                claimed,
                victim.ip(),
                victim.mac(),
                136,
                Nd.advertisement(Nd.OVERRIDE, claimed.ip(), claimed.macText()));
    }

    Lan6 askForRouters(Node host) {
        return send(host, ALL_ROUTERS, 133, new Bytes().u32(0).toArray());
    }

    static Nd router(int lifetime, int flags) {
        return Nd.router(64, flags, lifetime);
    }

    /** The usual one: half an hour, one prefix, its own MAC. */
    static Nd site(Node router) {
        return router(1800, 0).prefix("2001:db8:1::", 64, 86_400, 14_400).sourceMac(router.macText());
    }

    Lan6 advertise(Node router, Nd advertisement) {
        return send(router, ALL_NODES, 134, advertisement.bytes());
    }

    /** Advertises as usual, a few times, as a router does that has been here for long. */
    Lan6 settle(Node router, Nd advertisement) {
        for (int i = 0; i < 4; i++) {
            advertise(router, advertisement).after(30);
        }
        return this;
    }

    Lan6 redirect(Node by, Node victim, String destination, String gateway, String gatewayMac) {
        Nd message = Nd.redirect(gateway, destination);
        return send(
                by,
                victim.ip(),
                victim.mac(),
                137,
                gatewayMac.isEmpty()
                        ? message.bytes()
                        : message.targetMac(gatewayMac).bytes());
    }

    /** An ICMP redirect over IPv4, which quotes a packet of {@code quotedSource}. */
    Lan6 redirect4(long mac, Ip by, Ip victim, Ip destination, Ip gateway, Ip quotedSource) {
        Where where = scene.where(mac, Scene.CLIENT, by, 0, victim, 0, 1, 64, 0);
        scene.observe(new IcmpErrorSeen(where, 5, 1, gateway, 17, quotedSource, destination, 4000, 53, new byte[0]));
        return this;
    }

    /** A router of an HSRP group says that it is one, and which address the group shares. */
    Lan6 hello(Node router, boolean active, Ip shared) {
        Where where =
                scene.where(router.mac(), 0x3333_0000_0066L, router.address(), 2029, ip("ff02::66"), 2029, 17, 255, 0);
        scene.observe(new RedundancySeen(where, RedundancySeen.Protocol.HSRP, 2, 7, 100, active, List.of(shared)));
        return this;
    }

    Lan6 send(Node from, String to, int type, byte[] body) {
        return send(from, to, multicastMac(to), type, body);
    }

    Lan6 send(Node from, String to, long toMac, int type, byte[] body) {
        byte[] message = new Bytes().u8(type).u8(0).u16(0).put(body).toArray();
        Where where = scene.where(from.mac(), toMac, from.address(), 0, ip(to), 0, 58, hopLimit, 0);
        scene.observe(new NdSeen(where, type, message));
        return this;
    }

    private static long multicastMac(String to) {
        return 0x3333_0000_0000L | ip(to).low() & 0xffff_ffffL;
    }

    List<Finding> findings() {
        return scene.findings();
    }

    List<Finding> findings(String rule) {
        return scene.findings(rule);
    }

    List<Finding> grave() {
        return scene.grave();
    }
}
