// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.observe;

import io.doppelwatch.engine.keylog.KeyLog;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Path;
import io.doppelwatch.engine.stats.Counter;
import io.doppelwatch.engine.stats.Counters;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The TLS connections over TCP of one state shard in which a key log may have a say: where both directions find each other. Empty
 * as long as no secrets are given.
 *
 * <p>At most {@link #MAX} connections and {@link #MAX_BYTES} of hellos, the one longest unasked for going first. What a key log
 * opens is found at the ServerHello or not at all: nothing encrypted is kept for secrets that may come later.
 */
final class KeyedConnections {
    static final int MAX = 1024;
    static final int MAX_BYTES = 1 << 20;

    /** Longer hellos are not followed. */
    static final int MAX_HELLO = 1 << 15;

    private final KeyLog log;
    private final Counters counters;
    private final Map<Connection, KeyedHandshake> known = new LinkedHashMap<>(16, 0.75f, true);
    private int bytes;

    KeyedConnections(KeyLog log, Counters counters) {
        this.log = log;
        this.counters = counters;
    }

    /** From client to server. */
    private record Connection(Path path, Ip client, int clientPort, Ip server, int serverPort) {}

    /** Takes a hello in the clear. */
    void clientHello(ClientHelloSeen hello) {
        if (log.isEmpty()
                || !log.holds(hello.where().ordinal())
                || !KeyedHandshake.hasRandom(hello.body())
                || hello.body().length > MAX_HELLO) {
            return;
        }
        Connection key = key(hello.where(), true);
        KeyedHandshake handshake = known.get(key);
        if (handshake == null) {
            handshake = new KeyedHandshake(log, hello.body());
            known.put(key, handshake);
            bytes += handshake.kept();
        } else {
            bytes -= handshake.kept();
            handshake.clientHello(hello.body());
            bytes += handshake.kept();
        }
        Iterator<KeyedHandshake> oldest = known.values().iterator();
        while (known.size() > MAX || bytes > MAX_BYTES) {
            bytes -= oldest.next().kept();
            oldest.remove();
            counters.increment(Counter.KEYED_HANDSHAKES_EVICTED);
        }
    }

    /**
     * Takes a ServerHello in the clear, and asks the key log.
     *
     * @return the handshake where secrets for what follows are given; else null
     */
    @Nullable
    KeyedHandshake serverHello(byte[] body, Where where) {
        if (!log.holds(where.ordinal())) {
            return null;
        }
        Connection key = key(where, false);
        KeyedHandshake handshake = known.get(key);
        if (handshake == null) {
            return null;
        }
        bytes -= handshake.kept();
        boolean keyed = handshake.serverHello(body, where.ordinal());
        bytes += handshake.kept();
        if (keyed) {
            counters.increment(Counter.KEYED_HANDSHAKES);
            return handshake;
        }
        if (!handshake.isRetried()) {
            known.remove(key);
            bytes -= handshake.kept();
        }
        return null;
    }

    /** The handshake of a direction that turns to ciphertext, where it is known. */
    @Nullable
    KeyedHandshake find(CertificateSeen.Side side, Where where) {
        return known.isEmpty() ? null : known.get(key(where, side == CertificateSeen.Side.CLIENT));
    }

    /** False as long as nothing could be found. */
    boolean isEmpty() {
        return known.isEmpty();
    }

    private static Connection key(Where w, boolean fromClient) {
        return fromClient
                ? new Connection(w.path(), w.sourceIp(), w.sourcePort(), w.destinationIp(), w.destinationPort())
                : new Connection(w.path(), w.destinationIp(), w.destinationPort(), w.sourceIp(), w.sourcePort());
    }
}
