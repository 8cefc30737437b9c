// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.observe;

import io.doppelwatch.decode.tls.ClientHello;
import io.doppelwatch.decode.tls.ServerHello;
import io.doppelwatch.engine.capture.Source;
import io.doppelwatch.engine.dissect.Packet;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Mac;
import io.doppelwatch.engine.net.Path;
import io.doppelwatch.engine.reassemble.StreamReader;
import io.doppelwatch.engine.stats.Counters;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Feeds one direction to a {@link TlsStream} and remembers what it stated. */
final class Reading implements Facts {
    static final int LIMIT = 1 << 20;

    private static final Where WHERE = new Where(
            new Source(0, 0, "test", "", 1, 0),
            1,
            0,
            0,
            Path.NONE,
            Mac.NONE,
            Mac.NONE,
            Ip.NONE,
            Ip.NONE,
            40000,
            443,
            6,
            64,
            0);

    final List<Observation> facts = new ArrayList<>();
    final Counters counters = new Counters();
    final TlsBudget budget = new TlsBudget(LIMIT);
    final TlsStream stream;
    private final Packet packet = new Packet();
    StreamReader.Next last = StreamReader.Next.MORE;

    Reading() {
        this(0);
    }

    Reading(int before) {
        stream = new TlsStream(this, counters, budget, before);
    }

    /** Feeds everything, each piece in a buffer of its own with other bytes around it. */
    static Reading of(byte[]... pieces) {
        Reading r = new Reading();
        for (byte[] piece : pieces) {
            r.feed(piece, 0, piece.length);
        }
        return r;
    }

    /** Feeds {@code bytes} cut into pieces of this size. */
    static Reading pieces(byte[] bytes, int size) {
        Reading r = new Reading();
        for (int i = 0; i < bytes.length; i += size) {
            r.feed(bytes, i, Math.min(size, bytes.length - i));
        }
        return r;
    }

    Reading feed(byte[] bytes, int offset, int length) {
        if (last == StreamReader.Next.MORE) {
            ByteBuf buffer = Unpooled.buffer(length + 9);
            buffer.writeZero(4).writeBytes(bytes, offset, length).writeZero(5);
            last = stream.bytes(buffer, 4, length, packet);
        }
        return this;
    }

    Reading gap(long missing) {
        if (last == StreamReader.Next.MORE) {
            last = stream.gap(missing, packet);
        }
        return this;
    }

    @Override
    public Where where(Packet p) {
        return WHERE;
    }

    @Override
    public void add(Observation observation) {
        facts.add(observation);
    }

    /** The facts, a line each, bytes and all. */
    List<String> lines() {
        return lines(facts);
    }

    static List<String> lines(List<Observation> facts) {
        HexFormat hex = HexFormat.of();
        List<String> lines = new ArrayList<>();
        for (Observation o : facts) {
            if (o instanceof ClientHelloSeen h) {
                lines.add("client " + hex.formatHex(h.body()));
            } else if (o instanceof ServerHelloSeen h) {
                lines.add("server " + hex.formatHex(h.body()));
            } else if (o instanceof CertificateSeen c) {
                lines.add("certificate " + c.side() + " "
                        + c.chain().stream().map(hex::formatHex).toList());
            } else if (o instanceof TlsAlertSeen a) {
                lines.add("alert " + a.level() + " " + a.description());
            }
        }
        return lines;
    }

    List<String> kinds() {
        return facts.stream().map(f -> f.getClass().getSimpleName()).toList();
    }

    ClientHello clientHello(int i) {
        return ClientHello.of(((ClientHelloSeen) facts.get(i)).body());
    }

    ServerHello serverHello(int i) {
        return ServerHello.of(((ServerHelloSeen) facts.get(i)).body());
    }

    CertificateSeen certificate(int i) {
        return (CertificateSeen) facts.get(i);
    }
}
