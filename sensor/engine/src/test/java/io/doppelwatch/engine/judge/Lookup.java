// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.judge;

import io.doppelwatch.craft.Dns;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.observe.DnsSeen;
import io.doppelwatch.engine.observe.Fragments;
import io.doppelwatch.engine.observe.Where;
import org.jspecify.annotations.Nullable;

/** One DNS question of the client of a {@link Scene}, and the answers to it. */
final class Lookup {
    static final Ip RESOLVER_IP = Scene.ip("10.77.0.53");
    static final long RESOLVER = 0x0200_0000_0053L;
    private static final int UDP = 17;

    private final Scene scene;
    private final int id;
    private final int port;
    private final String name;
    private int type = Dns.A;
    private int protocol = UDP;
    private int queryIpId;
    private int ttl = 64;
    private long mac = RESOLVER;
    private long nextHop = RESOLVER;
    private Ip server = RESOLVER_IP;
    private int ipId = 77;
    private @Nullable Fragments fragments;

    Lookup(Scene scene, int id, String name) {
        this.scene = scene;
        this.id = id;
        this.port = 20_000 + id;
        this.name = name;
        this.queryIpId = id * 7 + 1;
    }

    Lookup type(int other) {
        type = other;
        return this;
    }

    Lookup tcp() {
        protocol = 6;
        return this;
    }

    /** What follows comes from this MAC. */
    Lookup from(long other) {
        mac = other;
        return this;
    }

    Lookup by(long hop) {
        nextHop = hop;
        return this;
    }

    Lookup of(Ip other) {
        server = other;
        return this;
    }

    /** What follows has this IP TTL. */
    Lookup ttl(int other) {
        ttl = other;
        return this;
    }

    Lookup after(double seconds) {
        scene.after(seconds);
        return this;
    }

    /** Asks with the DO bit. */
    Lookup askSigned() {
        return ask(Dns.query(id, name, type).dnssecOk(1232));
    }

    Lookup ask() {
        return ask(Dns.query(id, name, type));
    }

    private Lookup ask(Dns query) {
        Where w = scene.where(Scene.CLIENT, nextHop, Scene.CLIENT_IP, port, server, 53, protocol, 64, queryIpId);
        scene.observe(new DnsSeen(w, query.bytes()));
        return this;
    }

    /** The client asks again: another packet of its own. */
    Lookup askAgain() {
        queryIpId++;
        return ask();
    }

    Lookup answer(String... addresses) {
        Dns message = Dns.response(id, name, type);
        for (String address : addresses) {
            message.address(300, address);
        }
        return say(message);
    }

    Lookup say(Dns message) {
        return say(message, server, port);
    }

    /** From this address, to this port of the client. */
    Lookup say(Dns message, Ip from, int to) {
        Where w = scene.where(mac, Scene.CLIENT, from, 53, Scene.CLIENT_IP, to, protocol, ttl, ipId);
        scene.observe(new DnsSeen(w, message.bytes(), fragments));
        return this;
    }

    Scene scene() {
        return scene;
    }

    /** What follows has this IP id. */
    Lookup ipId(int other) {
        ipId = other;
        return this;
    }

    /** What follows comes in IP fragments; null for whole again. */
    Lookup in(@Nullable Fragments pieces) {
        fragments = pieces;
        return this;
    }

    int port() {
        return port;
    }

    Dns response(int otherId) {
        return Dns.response(otherId, name, type);
    }

    Dns response() {
        return Dns.response(id, name, type);
    }
}
