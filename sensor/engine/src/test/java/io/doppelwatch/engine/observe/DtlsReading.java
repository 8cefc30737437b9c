// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.observe;

import com.sun.management.ThreadMXBean;
import io.doppelwatch.craft.Craft;
import io.doppelwatch.engine.capture.Frame;
import io.doppelwatch.engine.capture.Source;
import io.doppelwatch.engine.dissect.Defragmenter;
import io.doppelwatch.engine.dissect.Dissector;
import io.doppelwatch.engine.dissect.Packet;
import io.doppelwatch.engine.net.Mac;
import io.doppelwatch.engine.stats.Counters;
import io.netty.buffer.Unpooled;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/** Sends datagrams through the dissector to a {@link DtlsObserver} and remembers what it stated. */
final class DtlsReading implements Facts {
    private static final Source SOURCE = new Source(0, 0, "test", "", 1, 0);

    final List<Observation> facts = new ArrayList<>();
    final Counters counters = new Counters();
    final DtlsObserver observer = new DtlsObserver(this, counters);
    int port = 40000;
    long now = 1_764_000_000_000_000_000L;

    private final Dissector dissector =
            new Dissector(new Defragmenter[Dissector.SHARDS], counters, Dissector.ALL_SHARDS);
    private final Packet packet = new Packet();

    void feed(boolean fromClient, byte[] payload) {
        point(fromClient, payload);
        observer.datagram(packet);
    }

    /** Bytes the observer allocates for a datagram, at its best of some batches: the runtime has its own now and then. */
    long allocated(byte[] payload) {
        point(true, payload);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int batch = 0; batch < 10; batch++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 1000; i++) {
                observer.datagram(packet);
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }

    private void point(boolean fromClient, byte[] payload) {
        Craft ethernet = Craft.ethernet("02:00:00:00:00:01", "02:00:00:00:00:02");
        byte[] bytes = fromClient
                ? ethernet.ipv4("10.0.0.1", "10.0.0.2").udp(5000, port).data(payload)
                : ethernet.ipv4("10.0.0.2", "10.0.0.1").udp(port, 5000).data(payload);
        Frame frame = new Frame();
        frame.set(Unpooled.wrappedBuffer(bytes), 0, bytes.length, bytes.length, now, 1, SOURCE);
        if (!dissector.dissect(frame, packet) || packet.kind() != Packet.Kind.UDP) {
            throw new AssertionError("no UDP packet crafted");
        }
    }

    @Override
    public Where where(Packet p) {
        return new Where(
                SOURCE,
                1,
                0,
                now,
                p.path(),
                Mac.NONE,
                Mac.NONE,
                new io.doppelwatch.engine.net.Ip(p.sourceHigh(), p.sourceLow()),
                new io.doppelwatch.engine.net.Ip(p.destinationHigh(), p.destinationLow()),
                p.sourcePort(),
                p.destinationPort(),
                17,
                64,
                0);
    }

    @Override
    public void add(Observation observation) {
        facts.add(observation);
    }

    List<String> kinds() {
        return facts.stream().map(f -> f.getClass().getSimpleName()).toList();
    }

    List<String> lines() {
        return Reading.lines(facts);
    }
}
