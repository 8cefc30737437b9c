// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.reassemble;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.doppelwatch.engine.dissect.CraftPacket;
import io.doppelwatch.engine.dissect.Packet;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Path;
import io.doppelwatch.engine.stats.Counter;
import io.doppelwatch.engine.stats.Counters;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;

/**
 * Segments by script, and what the readers made of them as text: {@code open? bytes {12} end}. Data is text; sequence
 * numbers count from the first data byte, so that a SYN is at -1.
 */
final class Script {
    static final Ip CLIENT = Ip.v4(0x0a4d0015);
    static final Ip SERVER = Ip.v4(0x0a4d000a);
    static final long MILLI = 1_000_000L;
    static final TcpLimits SMALL = new TcpLimits(
            16, 8 << 10, 32 << 10, 64 << 10, 300_000 * MILLI, 30_000 * MILLI, 60_000 * MILLI, 5_000 * MILLI);

    final Counters counters = new Counters();
    final TcpTable table;
    /** What was read, one line a stream, in the order they were opened. */
    final List<StringBuilder> streams = new ArrayList<>();
    /** Packet numbers given with bytes and gaps, in order. */
    final List<Long> at = new ArrayList<>();
    /** Number of times a stream was offered. */
    int offers;

    BiPredicate<String, Boolean> wanted = (data, start) -> true;
    /** Text after which a reader is done. */
    String last = "no such text";
    /** Whether a gap makes a reader done. */
    boolean gapEnds;

    private long number;
    private long time = 1_764_000_000_000L * MILLI;

    Script() {
        this(SMALL);
    }

    Script(TcpLimits limits) {
        table = new TcpTable(this::open, counters, limits);
    }

    private StreamReader open(Packet p, boolean start) {
        offers++;
        if (!wanted.test(text(p.buffer(), p.payload(), p.payloadCaptured()), start)) {
            return null;
        }
        StringBuilder seen = new StringBuilder(start ? "" : "~");
        streams.add(seen);
        return new StreamReader() {
            @Override
            public Next bytes(ByteBuf buffer, int offset, int length, Packet packet) {
                at.add(packet.frame().number());
                seen.append(text(buffer, offset, length));
                return seen.toString().endsWith(last) ? Next.DONE : Next.MORE;
            }

            @Override
            public Next gap(long missing, Packet packet) {
                at.add(packet.frame().number());
                seen.append('{').append(missing).append('}');
                return gapEnds ? Next.DONE : Next.MORE;
            }

            @Override
            public void end() {
                seen.append('.');
            }
        };
    }

    /** One of the two directions of one connection. */
    final class Side {
        private final Ip source;
        private final int sourcePort;
        private final Ip destination;
        private final int destinationPort;
        private final int initial;
        Path path = Path.NONE;

        Side(Ip source, int sourcePort, Ip destination, int destinationPort, int initial) {
            this.source = source;
            this.sourcePort = sourcePort;
            this.destination = destination;
            this.destinationPort = destinationPort;
            this.initial = initial;
        }

        Script syn() {
            return send(Packet.SYN, -1, "", 0);
        }

        Script synAck() {
            return send(Packet.SYN | Packet.ACK, -1, "", 0);
        }

        Script ack(int at) {
            return send(Packet.ACK, at, "", 0);
        }

        Script data(int at, String data) {
            return send(Packet.ACK, at, data, data.length());
        }

        /** Data the capture cut short: {@code length} bytes of it were on the wire. */
        Script cut(int at, String data, int length) {
            return send(Packet.ACK, at, data, length);
        }

        Script fin(int at, String data) {
            return send(Packet.ACK | Packet.FIN, at, data, data.length());
        }

        Script rst(int at) {
            return send(Packet.RST, at, "", 0);
        }

        Packet packet(int flags, int at, String data, int length) {
            return CraftPacket.tcp(
                    ++number,
                    time,
                    path,
                    source,
                    sourcePort,
                    destination,
                    destinationPort,
                    flags,
                    initial + 1 + at,
                    0,
                    data.getBytes(ISO_8859_1),
                    length);
        }

        Script send(int flags, int at, String data, int length) {
            table.segment(packet(flags, at, data, length));
            return Script.this;
        }
    }

    Side client() {
        return client(40000, 1000);
    }

    Side client(int port, int initial) {
        return new Side(CLIENT, port, SERVER, 443, initial);
    }

    Side server() {
        return new Side(SERVER, 443, CLIENT, 40000, 77_000);
    }

    Script pause(long millis) {
        time += millis * MILLI;
        return this;
    }

    Script end() {
        table.end();
        return this;
    }

    /** What the only stream's reader saw. */
    String seen() {
        return streams.size() == 1 ? streams.get(0).toString() : streams.toString();
    }

    long count(Counter counter) {
        return counters.get(counter);
    }

    private static String text(ByteBuf buffer, int offset, int length) {
        return buffer.toString(offset, length, ISO_8859_1);
    }
}
