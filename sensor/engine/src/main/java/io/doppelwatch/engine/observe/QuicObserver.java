// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.observe;

import io.doppelwatch.decode.Fault;
import io.doppelwatch.decode.quic.CryptoFrames;
import io.doppelwatch.decode.quic.InitialKeys;
import io.doppelwatch.decode.quic.LongHeader;
import io.doppelwatch.decode.quic.PacketOpener;
import io.doppelwatch.decode.quic.Protection;
import io.doppelwatch.decode.quic.QuicVersion;
import io.doppelwatch.engine.dissect.Packet;
import io.doppelwatch.engine.random.Secrets;
import io.doppelwatch.engine.reassemble.CryptoStream;
import io.doppelwatch.engine.stats.Counter;
import io.doppelwatch.engine.stats.Counters;
import io.netty.buffer.ByteBuf;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * States the hellos in QUIC's Initial packets, on any port; one for each state shard.
 *
 * <p>A datagram that does not begin with a long header of a known version costs a look at its first five bytes. Whether a
 * client's Initial opens a connection is certain once it has been decrypted, so that nothing else makes an entry; the
 * server's are read only where the client's was seen, since they are protected by what the client sent. After a Retry the
 * client's hello comes again in the same stream and is not stated twice.
 */
public final class QuicObserver {
    private static final int CLIENT_HELLO = 1;
    private static final int SERVER_HELLO = 2;
    private static final int HANDSHAKE_HEADER = 4;

    /** Packets read in one datagram. Three are usual: Initial, Handshake, 0-RTT. */
    private static final int MAX_COALESCED = 16;

    private final Counters counters;
    private final QuicLimits limits;
    private final long seed = Secrets.draw(1)[0];
    private final LongHeader header = new LongHeader();
    private final CryptoFrames frames = new CryptoFrames();

    /** Longest silent first. */
    private final Map<QuicConnection.Key, QuicConnection> connections = new LinkedHashMap<>(16, 0.75f, true);

    /** Made with the first Initial packet, since cryptography takes time to load. */
    private @Nullable PacketOpener opener;

    private int kept;
    private long now = Long.MIN_VALUE;

    public QuicObserver(Counters counters, QuicLimits limits) {
        this.counters = counters;
        this.limits = limits;
    }

    /** @param packet of kind {@link Packet.Kind#UDP} */
    public void datagram(Packet packet, Facts facts) {
        int at = packet.payload();
        int end = at + packet.payloadCaptured();
        ByteBuf buffer = packet.buffer();
        for (int i = 0; i < MAX_COALESCED && LongHeader.begins(buffer, at, end - at); i++) {
            if (header.wrap(buffer, at, end - at) != Fault.NONE) {
                counters.increment(Counter.QUIC_MALFORMED);
                if (packet.payloadCaptured() < packet.payloadLength()) {
                    cut(packet);
                }
                return;
            }
            if (header.type() == LongHeader.Type.INITIAL) {
                initial(packet, facts);
            } else if (header.type() == LongHeader.Type.RETRY) {
                retry(packet);
            }
            at = header.end();
        }
    }

    /** Connections known now. */
    int size() {
        return connections.size();
    }

    /** Bytes of handshake kept now. */
    int kept() {
        return kept;
    }

    private void initial(Packet packet, Facts facts) {
        now = Math.max(now, packet.frame().timeNanos());
        expire();
        find(packet, facts);
        relieve();
    }

    private void find(Packet packet, Facts facts) {
        QuicConnection.Key asClient = key(packet, true, header.sourceId());
        QuicConnection connection = connections.get(asClient);
        if (connection != null) {
            if (!client(connection, packet, facts)) {
                start(asClient, connection, packet, facts);
            }
            return;
        }
        connection = connections.get(key(packet, false, header.destinationId()));
        if (connection == null
                || !read(connection, connection.keys(header.version()).server(), connection.server, packet, facts)) {
            start(asClient, null, packet, facts);
        }
    }

    /**
     * An Initial that the snap length cut: it cannot be opened, but if it is the client's first, its header is all it takes
     * to open the server's.
     */
    private void cut(Packet packet) {
        if (!header.hasIds() || header.type() != LongHeader.Type.INITIAL) {
            return;
        }
        now = Math.max(now, packet.frame().timeNanos());
        QuicConnection.Key asClient = key(packet, true, header.sourceId());
        if (!connections.containsKey(asClient)
                && !connections.containsKey(key(packet, false, header.destinationId()))) {
            connections.put(asClient, fresh(header.version().keyVersions().get(0)));
            relieve();
        }
    }

    /** A connection whose keys follow from the destination of the packet at hand. */
    private QuicConnection fresh(QuicVersion version) {
        byte[] id = header.destinationId();
        QuicConnection connection = new QuicConnection(version, id, InitialKeys.derive(version, id));
        connection.lastSeen = now;
        return connection;
    }

    private boolean client(QuicConnection connection, Packet packet, Facts facts) {
        return read(connection, connection.keys(header.version()).client(), connection.client, packet, facts);
    }

    /** A client's Initial whose keys follow from its own destination: a new connection, or one that was sent a Retry. */
    private void start(QuicConnection.Key key, @Nullable QuicConnection known, Packet packet, Facts facts) {
        byte[] id = header.destinationId();
        if (known != null && known.wasToldToUse(id)) {
            known.rekey(header.version(), id, InitialKeys.derive(header.version(), id));
            if (!client(known, packet, facts)) {
                counters.increment(Counter.QUIC_UNDECRYPTABLE);
            }
            return;
        }
        for (QuicVersion version : header.version().keyVersions()) {
            QuicConnection fresh = fresh(version);
            if (client(fresh, packet, facts)) {
                counters.increment(Counter.QUIC_CONNECTIONS);
                if (known != null) {
                    kept -= known.room();
                }
                connections.put(key, fresh);
                return;
            }
        }
        counters.increment(Counter.QUIC_UNDECRYPTABLE);
    }

    private void retry(Packet packet) {
        QuicConnection connection = connections.get(key(packet, false, header.destinationId()));
        if (connection != null) {
            connection.retry(header.sourceId());
        }
    }

    /** Opens the packet and states what its handshake bytes complete; false where the keys do not open it. */
    private boolean read(
            QuicConnection connection, Protection protection, QuicConnection.Side side, Packet packet, Facts facts) {
        PacketOpener open = opener == null ? opener = new PacketOpener() : opener;
        int length = open.open(protection, header, side.largestNumber);
        if (length < 0) {
            return false;
        }
        side.largestNumber = Math.max(side.largestNumber, open.packetNumber());
        connection.lastSeen = now;
        kept -= connection.room();
        frames.wrap(header.version(), open.plainText(), 0, length);
        while (!side.lost && frames.next()) {
            if (!side.stream.add(frames.offset(), open.plainText(), frames.position(), frames.length())) {
                counters.increment(Counter.QUIC_CRYPTO_LOST);
            }
            messages(side, packet, facts);
        }
        if (frames.fault() != Fault.NONE) {
            counters.increment(Counter.QUIC_MALFORMED);
        }
        kept += connection.room();
        return true;
    }

    private void messages(QuicConnection.Side side, Packet packet, Facts facts) {
        CryptoStream stream = side.stream;
        while (stream.available() >= HANDSHAKE_HEADER) {
            int length = stream.peek(1) << 16 | stream.peek(2) << 8 | stream.peek(3);
            if (length > CryptoStream.WINDOW - HANDSHAKE_HEADER) {
                side.lost = true;
                counters.increment(Counter.QUIC_CRYPTO_LOST);
                return;
            }
            if (stream.available() < HANDSHAKE_HEADER + length) {
                return;
            }
            int type = stream.peek(0);
            byte[] body = stream.take(HANDSHAKE_HEADER, length);
            if (type == CLIENT_HELLO) {
                facts.add(new ClientHelloSeen(facts.where(packet), body, header.versionNumber()));
            } else if (type == SERVER_HELLO) {
                facts.add(new ServerHelloSeen(facts.where(packet), body, header.versionNumber()));
            }
        }
    }

    private QuicConnection.Key key(Packet p, boolean fromClient, byte[] clientId) {
        long ports = fromClient
                ? (long) p.sourcePort() << 32 | p.destinationPort()
                : (long) p.destinationPort() << 32 | p.sourcePort();
        return fromClient
                ? new QuicConnection.Key(
                        seed,
                        p.path(),
                        clientId,
                        p.sourceHigh(),
                        p.sourceLow(),
                        p.destinationHigh(),
                        p.destinationLow(),
                        ports)
                : new QuicConnection.Key(
                        seed,
                        p.path(),
                        clientId,
                        p.destinationHigh(),
                        p.destinationLow(),
                        p.sourceHigh(),
                        p.sourceLow(),
                        ports);
    }

    private void expire() {
        Iterator<QuicConnection> oldest = connections.values().iterator();
        while (oldest.hasNext()) {
            QuicConnection connection = oldest.next();
            if (now - connection.lastSeen <= limits.idleNanos()) {
                return;
            }
            kept -= connection.room();
            oldest.remove();
        }
    }

    private void relieve() {
        Iterator<QuicConnection> oldest = connections.values().iterator();
        while (oldest.hasNext() && (connections.size() > limits.connections() || kept > limits.bytes())) {
            kept -= oldest.next().room();
            oldest.remove();
            counters.increment(Counter.QUIC_EVICTED);
        }
    }
}
