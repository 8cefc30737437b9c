// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.reassemble;

import io.doppelwatch.engine.dissect.Packet;
import io.doppelwatch.engine.stats.Counter;
import io.doppelwatch.engine.stats.Counters;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Puts the TCP streams that matter in order (RFC 9293); one table for each state shard. Not thread-safe.
 *
 * <p>Most segments belong to connections nobody reads. A segment without data, SYN, FIN or RST costs nothing, any other of
 * such a connection one look into the table and one look at its first bytes, and none allocates.
 *
 * <ul>
 *   <li>A SYN makes an entry, so that first data out of order finds its place. The first data in order is offered to the
 *       {@link StreamReaders}; what nobody wants is forgotten at once. Data of a direction without an entry is offered as
 *       mid-stream, segment by segment: one direction alone is enough, and an upgrade to TLS is met when it comes.
 *   <li>Data in order is read where it lies. Data behind a hole is copied and waits; where segments overlap, the byte
 *       seen first wins. A hole is given up, and the reader told of the gap, when what waits behind it exceeds a bound,
 *       after a time, and when the stream ends.
 *   <li>When a reader is done its connection stays known for a while, so that late retransmissions are not taken for
 *       news. A SYN with another initial sequence number starts anew.
 *   <li>When the table is full, connections with nothing but a SYN go first, then those that are read no more, then
 *       those being read, the longest silent first in each.
 * </ul>
 *
 * What is done depends on the segments given and their times alone.
 */
public final class TcpTable {
    private final StreamReaders readers;
    private final Counters counters;
    private final TcpLimits limits;
    private final TcpStream.Home home = new Shared();

    /** The soonest that a connection is given up after it was last moved, nanoseconds. */
    private final long shortest;

    private final FlowIndex index = new FlowIndex();
    private final FlowList opening = new FlowList();
    private final FlowList finished = new FlowList();
    private final FlowList reading = new FlowList();

    /** Streams at a hole, the one that has waited longest first. */
    private final Set<TcpStream> waiting = new LinkedHashSet<>();

    private int held;
    private long now = Long.MIN_VALUE;

    /** Nothing here is due before this time. */
    private long due = Long.MAX_VALUE;

    /** Flows to be used again, linked by {@code following}. */
    private TcpFlow spare;

    public TcpTable(StreamReaders readers, Counters counters, TcpLimits limits) {
        this.readers = readers;
        this.counters = counters;
        this.limits = limits;
        shortest = Math.min(limits.idleNanos(), Math.min(limits.openingNanos(), limits.finishedNanos()));
    }

    /** Takes one TCP packet; packets come in the order they were captured. */
    public void segment(Packet p) {
        int flags = p.tcpFlags();
        if (p.payloadLength() <= 0 && (flags & (Packet.SYN | Packet.FIN | Packet.RST)) == 0) {
            return;
        }
        now = Math.max(now, p.frame().timeNanos());
        if (now > due) {
            expire();
        }
        long hash = index.hash(p);
        TcpFlow flow = index.find(hash, p);
        if (flow == null) {
            flow = unknown(p, hash);
            if (flow == null) {
                return;
            }
        }
        TcpStream stream = flow.stream(p);
        if ((flags & Packet.RST) != 0) {
            reset(flow, stream, p);
        } else {
            if ((flags & Packet.SYN) != 0) {
                start(flow, stream, p);
            }
            if (p.payloadLength() > 0) {
                stream.data(p);
            }
            if ((flags & Packet.FIN) != 0) {
                stream.fin(p);
            }
        }
        stand(flow);
        relieve();
    }

    /** The packets are over: what waits is read with its gaps and every stream ended. Nothing is known afterwards. */
    public void end() {
        while (reading.first() != null) {
            forget(reading.first());
        }
        while (opening.first() != null) {
            forget(opening.first());
        }
        while (finished.first() != null) {
            forget(finished.first());
        }
    }

    /** Connections known now. */
    int size() {
        return index.size();
    }

    /** Bytes held now behind holes, with their overhead. */
    int held() {
        return held;
    }

    /** An entry for a packet of a connection that has none, where it deserves one. */
    private TcpFlow unknown(Packet p, long hash) {
        if ((p.tcpFlags() & Packet.RST) != 0) {
            return null;
        }
        if ((p.tcpFlags() & Packet.SYN) != 0) {
            return take(p, hash);
        }
        if (p.payloadCaptured() == 0) {
            return null;
        }
        StreamReader reader = readers.open(p, false);
        if (reader == null) {
            return null;
        }
        TcpFlow flow = take(p, hash);
        flow.stream(p).offer(reader, p.sequence());
        return flow;
    }

    private void start(TcpFlow flow, TcpStream stream, Packet p) {
        if (!stream.isNewStart(p)) {
            return;
        }
        boolean first = (p.tcpFlags() & Packet.ACK) == 0;
        if (first) {
            counters.increment(Counter.TCP_SESSIONS);
            TcpStream other = flow.other(stream);
            other.end();
            other.forget();
        }
        stream.start(p);
    }

    private static void reset(TcpFlow flow, TcpStream stream, Packet p) {
        TcpStream other = flow.other(stream);
        if (stream.acceptsReset(p) || other.acknowledgedBy(p)) {
            stream.end();
            other.end();
        }
    }

    /** Puts a flow into the list of its standing, or forgets it where nothing is left to know. */
    private void stand(TcpFlow flow) {
        TcpStream a = flow.forward;
        TcpStream b = flow.backward;
        if (a.isActive() || b.isActive()) {
            append(reading, flow);
        } else if (a.state() == TcpStream.State.OPENING || b.state() == TcpStream.State.OPENING) {
            appendOnce(opening, flow);
        } else if (a.state() != TcpStream.State.NONE || b.state() != TcpStream.State.NONE) {
            appendOnce(finished, flow);
        } else {
            forget(flow);
        }
    }

    private void append(FlowList list, TcpFlow flow) {
        flow.since = now;
        list.append(flow);
        due = Math.min(due, now + shortest);
    }

    /** Time runs from when the flow came to stand here, not from its last segment. */
    private void appendOnce(FlowList list, TcpFlow flow) {
        if (flow.list != list) {
            append(list, flow);
        }
    }

    private void expire() {
        due = Long.MAX_VALUE;
        expire(reading, limits.idleNanos());
        expire(opening, limits.openingNanos());
        expire(finished, limits.finishedNanos());
        while (!waiting.isEmpty()) {
            TcpStream stream = waiting.iterator().next();
            if (now - stream.holeSince() <= limits.holeNanos()) {
                due = Math.min(due, stream.holeSince() + limits.holeNanos());
                return;
            }
            stream.giveUpHole();
            stand(stream.flow);
        }
    }

    private void expire(FlowList list, long nanos) {
        while (list.first() != null && now - list.first().since > nanos) {
            counters.increment(Counter.TCP_EXPIRED);
            forget(list.first());
        }
        if (list.first() != null) {
            due = Math.min(due, list.first().since + nanos);
        }
    }

    private void relieve() {
        while (held > limits.heldTotal()) {
            TcpStream stream = waiting.iterator().next();
            counters.increment(Counter.TCP_HELD_PRESSURE);
            stream.flush();
            stand(stream.flow);
        }
    }

    private TcpFlow take(Packet p, long hash) {
        while (index.size() >= limits.flows()) {
            TcpFlow oldest = opening.first();
            if (oldest == null) {
                oldest = finished.first();
            }
            if (oldest == null) {
                oldest = reading.first();
            }
            counters.increment(Counter.TCP_EVICTED);
            forget(oldest);
        }
        TcpFlow flow = spare;
        if (flow == null) {
            flow = new TcpFlow(home);
        } else {
            spare = flow.following;
            flow.following = null;
        }
        flow.key(hash, p);
        index.add(flow);
        return flow;
    }

    private void forget(TcpFlow flow) {
        flow.forward.end();
        flow.backward.end();
        flow.forward.forget();
        flow.backward.forget();
        if (flow.list != null) {
            flow.list.remove(flow);
        }
        index.remove(flow);
        flow.following = spare;
        spare = flow;
    }

    private final class Shared implements TcpStream.Home {
        @Override
        public TcpLimits limits() {
            return limits;
        }

        @Override
        public Counters counters() {
            return counters;
        }

        @Override
        public StreamReaders readers() {
            return readers;
        }

        @Override
        public long now() {
            return now;
        }

        @Override
        public void waiting(TcpStream stream) {
            waiting.remove(stream);
            waiting.add(stream);
            due = Math.min(due, stream.holeSince() + limits.holeNanos());
        }

        @Override
        public void waitingNoMore(TcpStream stream) {
            waiting.remove(stream);
        }

        @Override
        public void held(int bytes) {
            held += bytes;
        }
    }
}
