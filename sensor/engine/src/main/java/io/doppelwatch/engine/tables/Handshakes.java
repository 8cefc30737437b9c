// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import io.doppelwatch.engine.event.TlsSession;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Path;
import io.doppelwatch.engine.observe.CertificateSeen;
import io.doppelwatch.engine.observe.ClientHelloSeen;
import io.doppelwatch.engine.observe.Observation;
import io.doppelwatch.engine.observe.ServerHelloSeen;
import io.doppelwatch.engine.observe.Where;
import io.doppelwatch.engine.stats.Counter;
import io.doppelwatch.engine.stats.Counters;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Puts the hellos and certificates of both directions together, in any order, and tells each handshake once: when the
 * server's certificate is seen, at a TLS 1.3 ServerHello, or {@link #PATIENCE_NANOS} after its first fact.
 *
 * <p>At most {@code cap} handshakes and {@code maxBytes} of what they hold. What goes first: of those already told, the
 * oldest; then of those awaited, the oldest, told as it is. Told ones are remembered for {@link #MEMORY_NANOS}, so that
 * what still comes of them is not taken for a new one.
 */
public final class Handshakes {
    /** Ten seconds of event time. */
    public static final long PATIENCE_NANOS = 10_000_000_000L;
    /** Two minutes of event time. */
    public static final long MEMORY_NANOS = 120_000_000_000L;

    private final int cap;
    private final long maxBytes;
    private final KeyHash keys;
    private final Counters counters;
    private final Consumer<TlsSession> out;
    private final Index<Handshake> index = new Index<>();
    private final Ages<Handshake> awaited = new Ages<>();
    private final Ages<Handshake> told = new Ages<>();
    private long bytes;

    /** @param out takes each handshake once */
    public Handshakes(int cap, long maxBytes, KeyHash keys, Counters counters, Consumer<TlsSession> out) {
        this.cap = cap;
        this.maxBytes = maxBytes;
        this.keys = keys;
        this.counters = counters;
        this.out = out;
    }

    public int size() {
        return index.size();
    }

    /** Takes a hello or a certificate; other facts pass by. */
    public void add(Observation o) {
        if (o instanceof ClientHelloSeen hello) {
            long hash = keys.of(hello.body()) | 1;
            Handshake h = find(o.where());
            h = h != null && h.isAnother(hello, hash) ? replace(h, o.where()) : orOpen(h, o.where());
            long before = h.bytes();
            h.add(hello, hash);
            settle(h, before);
        } else if (o instanceof ServerHelloSeen hello) {
            Handshake h = find(o.where());
            h = h != null && h.isAnother(hello) ? replace(h, o.where()) : orOpen(h, o.where());
            long before = h.bytes();
            h.add(hello);
            settle(h, before);
        } else if (o instanceof CertificateSeen certificate) {
            Handshake h = orOpen(find(o.where()), o.where());
            long before = h.bytes();
            h.add(certificate);
            settle(h, before);
        }
    }

    /** Tells what has been awaited for too long. */
    public void advance(long nowNanos) {
        for (Handshake h = awaited.oldest();
                h != null && nowNanos - h.firstNanos > PATIENCE_NANOS;
                h = awaited.oldest()) {
            finish(h);
        }
        for (Handshake h = told.oldest(); h != null && nowNanos - h.firstNanos > MEMORY_NANOS; h = told.oldest()) {
            told.remove(h);
            forget(h);
        }
    }

    /** Tells everything still awaited. */
    public void end() {
        for (Handshake h = awaited.oldest(); h != null; h = awaited.oldest()) {
            finish(h);
        }
    }

    private void settle(Handshake h, long bytesBefore) {
        bytes += h.bytes() - bytesBefore;
        if (!h.done && h.complete()) {
            finish(h);
        }
        while (bytes > maxBytes && awaited.oldest() != null) {
            counters.increment(Counter.TLS_HANDSHAKES_EVICTED);
            finish(awaited.oldest());
        }
    }

    private Handshake orOpen(@Nullable Handshake known, Where w) {
        if (known != null) {
            return known;
        }
        if (index.size() >= cap) {
            evict();
        }
        boolean turn = isTurned(w);
        Handshake h = new Handshake(
                w.path(),
                turn ? w.destinationIp() : w.sourceIp(),
                turn ? w.sourceIp() : w.destinationIp(),
                ports(w),
                w);
        index.add(h, hash(h.path, h.lowIp, h.highIp, h.ports));
        awaited.add(h);
        bytes += h.bytes();
        return h;
    }

    /** The ports are used again: what was there is told as it is. */
    private Handshake replace(Handshake old, Where w) {
        if (!old.done) {
            finish(old);
        }
        told.remove(old);
        forget(old);
        return orOpen(null, w);
    }

    private void evict() {
        Handshake oldest = told.oldest();
        if (oldest == null && awaited.oldest() != null) {
            oldest = awaited.oldest();
            finish(oldest);
        }
        if (oldest != null) {
            told.remove(oldest);
            forget(oldest);
            counters.increment(Counter.TLS_HANDSHAKES_EVICTED);
        }
    }

    private void finish(Handshake h) {
        awaited.remove(h);
        bytes -= h.bytes();
        TlsSession session = h.finish();
        bytes += h.bytes();
        told.add(h);
        out.accept(session);
    }

    private void forget(Handshake h) {
        index.remove(h);
        bytes -= h.bytes();
    }

    private @Nullable Handshake find(Where w) {
        boolean turn = isTurned(w);
        Ip low = turn ? w.destinationIp() : w.sourceIp();
        Ip high = turn ? w.sourceIp() : w.destinationIp();
        long ports = ports(w);
        long hash = hash(w.path(), low, high, ports);
        for (Handshake h = index.bucket(hash); h != null; h = h.chain) {
            if (h.hash == hash
                    && h.ports == ports
                    && h.lowIp.equals(low)
                    && h.highIp.equals(high)
                    && h.path.equals(w.path())) {
                return h;
            }
        }
        return null;
    }

    private long hash(Path path, Ip low, Ip high, long ports) {
        return keys.of(path, low, high, ports);
    }

    /** True where the destination is the lower of the two ends; both directions then give one key. */
    private static boolean isTurned(Where w) {
        int c = w.sourceIp().compareTo(w.destinationIp());
        return c > 0 || c == 0 && w.sourcePort() > w.destinationPort();
    }

    private static long ports(Where w) {
        long source = w.sourcePort();
        long destination = w.destinationPort();
        return (long) w.protocol() << 32 | (isTurned(w) ? destination << 16 | source : source << 16 | destination);
    }
}
