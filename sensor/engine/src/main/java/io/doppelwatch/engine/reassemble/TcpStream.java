// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.reassemble;

import io.doppelwatch.engine.dissect.Packet;
import io.doppelwatch.engine.stats.Counter;
import io.doppelwatch.engine.stats.Counters;

/**
 * One direction of a connection: what byte comes next, who reads it, and what waits behind a hole.
 *
 * <p>Sequence numbers are compared by the sign of their difference (RFC 9293, 3.4), which is right for distances below
 * 2^31; the window of {@link TcpLimits} keeps them below that.
 */
final class TcpStream {
    /** Segments out of the window, one after the other, after which it is the stream that is elsewhere, not they. */
    private static final int STRAYS = 4;

    /** What the streams of one table share. */
    interface Home {
        TcpLimits limits();

        Counters counters();

        StreamReaders readers();

        /** Event time. */
        long now();

        /** The stream begins to wait at a hole, or waits at another one now. */
        void waiting(TcpStream stream);

        /** The stream waits no longer. */
        void waitingNoMore(TcpStream stream);

        /** What is held grew, or shrank for a negative number. */
        void held(int bytes);
    }

    /** How this direction stands. */
    enum State {
        /** Nothing known; data is offered as mid-stream. */
        NONE,
        /** The initial sequence number is known, and no byte seen in order. */
        OPENING,
        READING,
        /** The reader wants no more: every byte is passed over. */
        DONE,
        /** Ended by FIN or RST: bytes from before are passed over, later ones offered as mid-stream. */
        ENDED
    }

    final TcpFlow flow;
    private final Home home;
    private final HeldSegments held;

    private State state = State.NONE;
    private StreamReader reader;
    private int next;
    private boolean initialKnown;
    private int initial;
    private boolean finKnown;
    private int fin;
    private int strays;

    /** Event time at which the hole this stream waits at was first met. */
    private long holeSince;

    TcpStream(Home home, TcpFlow flow) {
        this.home = home;
        this.flow = flow;
        held = new HeldSegments(home.counters());
    }

    State state() {
        return state;
    }

    /** True where somebody reads, or data waits for its beginning. */
    boolean isActive() {
        return state == State.READING || isWaiting();
    }

    boolean isWaiting() {
        return !held.isEmpty();
    }

    long holeSince() {
        return holeSince;
    }

    /** True where this SYN is not the one the stream began with. */
    boolean isNewStart(Packet p) {
        return !initialKnown || initial != p.sequence();
    }

    void start(Packet p) {
        end();
        forget();
        state = State.OPENING;
        initialKnown = true;
        initial = p.sequence();
        next = initial + 1;
    }

    /** Back to where nothing is known. What was held is dropped without a word to the reader. */
    void forget() {
        drop(State.NONE);
        initialKnown = false;
        strays = 0;
    }

    /** Somebody wants a stream met in its middle; the {@link #data} found there has to follow. */
    void offer(StreamReader found, int sequence) {
        home.counters().increment(Counter.TCP_MIDSTREAM);
        reader = found;
        next = sequence;
        state = State.READING;
        strays = 0;
    }

    void data(Packet p) {
        int sequence = (p.tcpFlags() & Packet.SYN) != 0 ? p.sequence() + 1 : p.sequence();
        int distance = sequence - next;
        switch (state) {
            case NONE -> pickUp(p, sequence);
            case DONE -> {}
            case ENDED -> {
                if (isOld(distance, p.payloadLength())) {
                    home.counters().increment(Counter.TCP_RETRANSMISSION);
                } else {
                    pickUp(p, sequence);
                }
            }
            case OPENING, READING -> {
                if (isOld(distance, p.payloadLength())) {
                    home.counters().increment(Counter.TCP_RETRANSMISSION);
                    strays = 0;
                } else if (distance > home.limits().window()
                        || distance < -home.limits().window()) {
                    stray(p, sequence);
                } else {
                    strays = 0;
                    place(p, sequence);
                }
            }
        }
    }

    private boolean isOld(int distance, int length) {
        return distance < 0 && distance >= -home.limits().window() && distance + length <= 0;
    }

    /** Data out of the window: the sender of this segment and we do not speak of the same stream, or much was lost. */
    private void stray(Packet p, int sequence) {
        home.counters().increment(Counter.TCP_OUT_OF_WINDOW);
        if (++strays >= STRAYS || state == State.OPENING) {
            end();
            pickUp(p, sequence);
        }
    }

    /** Takes a stream up in its middle, where somebody knows its bytes when he sees them. */
    private void pickUp(Packet p, int sequence) {
        if (p.payloadCaptured() == 0) {
            return;
        }
        StreamReader found = home.readers().open(p, false);
        if (found != null) {
            offer(found, sequence);
            advance(p, sequence);
        }
    }

    private void place(Packet p, int sequence) {
        if (sequence - next > 0) {
            hold(p, sequence);
            return;
        }
        if (state == State.OPENING) {
            StreamReader found =
                    p.payloadCaptured() == 0 ? null : home.readers().open(p, true);
            if (found == null) {
                drop(State.NONE);
                return;
            }
            reader = found;
            state = State.READING;
        }
        advance(p, sequence);
    }

    private void hold(Packet p, int sequence) {
        // Room is made by giving up the oldest hole, so that one segment is all that can stand above the bound.
        while (isWaiting()
                && held.cost() + HeldSegments.OVERHEAD + p.payloadCaptured()
                        > home.limits().heldPerStream()) {
            giveUpHole();
        }
        if (state != State.OPENING && state != State.READING) {
            if (state != State.DONE) {
                pickUp(p, sequence);
            }
            return;
        }
        if (sequence - next <= 0) {
            if (sequence + p.payloadLength() - next > 0) {
                place(p, sequence);
            }
            return;
        }
        boolean first = !isWaiting();
        int before = held.cost();
        held.insert(p, sequence);
        if (first) {
            waitAtHole();
        }
        home.held(held.cost() - before);
    }

    private void waitAtHole() {
        holeSince = home.now();
        home.waiting(this);
    }

    /** Reads on from {@link #next}: out of the segment where its bytes are new, out of what was held where that came first. */
    private void advance(Packet p, int sequence) {
        int end = sequence + p.payloadLength();
        boolean waited = isWaiting();
        while (state == State.READING) {
            if (isWaiting() && held.first().sequence() - next <= 0) {
                HeldSegments.Piece piece = takeFirst();
                held.compare(piece, p, sequence);
                deliver(piece.packet(), 0, piece.packet().payloadLength());
                continue;
            }
            int stop = isWaiting() && held.first().sequence() - end < 0
                    ? held.first().sequence()
                    : end;
            if (stop - next <= 0) {
                break;
            }
            deliver(p, next - sequence, stop - next);
        }
        settle(waited);
    }

    /** Gives up the oldest hole and reads on after it. */
    void giveUpHole() {
        if (state == State.OPENING) {
            // The first bytes never came. What follows is a stream met in its middle.
            home.counters().increment(Counter.TCP_GAP);
            while (state == State.OPENING && isWaiting()) {
                HeldSegments.Piece piece = takeFirst();
                if (piece.packet().payloadCaptured() > 0) {
                    StreamReader found = home.readers().open(piece.packet(), false);
                    if (found != null) {
                        offer(found, piece.sequence());
                        deliver(piece.packet(), 0, piece.packet().payloadLength());
                    }
                }
            }
            if (state == State.OPENING) {
                drop(State.NONE);
            }
        } else {
            HeldSegments.Piece piece = held.first();
            gap(piece.sequence() - next, piece.packet());
        }
        while (state == State.READING && isWaiting() && held.first().sequence() - next <= 0) {
            HeldSegments.Piece piece = takeFirst();
            deliver(piece.packet(), 0, piece.packet().payloadLength());
        }
        settle(true);
    }

    /** Gives up every hole. */
    void flush() {
        while (isWaiting()) {
            giveUpHole();
        }
    }

    void fin(Packet p) {
        if (state != State.OPENING && state != State.READING) {
            return;
        }
        int at = p.sequence() + ((p.tcpFlags() & Packet.SYN) != 0 ? 1 : 0) + p.payloadLength();
        if (at - next >= 0 && at - next <= home.limits().window()) {
            finKnown = true;
            fin = at;
            endAtFin();
        }
    }

    /** True where a RST of this direction is one the receiver would accept (RFC 9293, 3.5.3, with room for loss). */
    boolean acceptsReset(Packet p) {
        return isOpen() && inWindow(p.sequence());
    }

    /** True where the other side's RST acknowledges what this direction sent. */
    boolean acknowledgedBy(Packet p) {
        return isOpen() && (p.tcpFlags() & Packet.ACK) != 0 && inWindow(p.acknowledgement());
    }

    private boolean isOpen() {
        return state == State.OPENING || state == State.READING;
    }

    private boolean inWindow(int sequence) {
        int distance = sequence - next;
        return distance >= 0 && distance <= home.limits().window();
    }

    /** Ends the stream: what is held is read with its gaps, then the reader is told. */
    void end() {
        flush();
        if (state == State.READING) {
            StreamReader ended = reader;
            drop(State.ENDED);
            ended.end();
        } else if (state == State.OPENING) {
            drop(State.NONE);
        }
    }

    private void endAtFin() {
        if (finKnown && isOpen() && next - fin >= 0) {
            if (next == fin) {
                end();
            } else {
                // Data beyond a FIN: that FIN was not the sender's.
                finKnown = false;
            }
        }
    }

    private HeldSegments.Piece takeFirst() {
        HeldSegments.Piece piece = held.removeFirst();
        home.held(-piece.cost());
        return piece;
    }

    private void deliver(Packet p, int skip, int length) {
        int available = Math.max(0, Math.min(length, p.payloadCaptured() - skip));
        next += length;
        if (available > 0 && reader.bytes(p.buffer(), p.payload() + skip, available, p) == StreamReader.Next.DONE) {
            drop(State.DONE);
            return;
        }
        if (available < length) {
            next -= length - available;
            gap(length - available, p);
        }
    }

    private void gap(int missing, Packet p) {
        home.counters().increment(Counter.TCP_GAP);
        next += missing;
        if (reader.gap(missing, p) == StreamReader.Next.DONE) {
            drop(State.DONE);
        }
    }

    /** After reading: is there another hole, and has the stream come to its end? */
    private void settle(boolean waited) {
        if (waited && isWaiting()) {
            waitAtHole();
        } else if (waited) {
            home.waitingNoMore(this);
        }
        endAtFin();
    }

    private void drop(State to) {
        if (isWaiting()) {
            home.held(-held.cost());
            held.clear();
            home.waitingNoMore(this);
        }
        reader = null;
        state = to;
        finKnown = false;
    }
}
