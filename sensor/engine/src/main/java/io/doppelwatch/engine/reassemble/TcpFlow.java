// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.reassemble;

import io.doppelwatch.engine.dissect.Packet;
import io.doppelwatch.engine.net.Path;

/** One connection: its key and its two directions. Reused for another connection when this one is forgotten. */
final class TcpFlow {
    /** From the lower endpoint to the higher. */
    final TcpStream forward;

    final TcpStream backward;

    long hash;
    private long lowerHigh;
    private long lowerLow;
    private long higherHigh;
    private long higherLow;
    private int ports;
    private Path path = Path.NONE;

    // Written by FlowList.
    FlowList list;
    TcpFlow previous;
    TcpFlow following;

    /** Event time at which the flow was put where it stands in its list. */
    long since;

    TcpFlow(TcpStream.Home home) {
        forward = new TcpStream(home, this);
        backward = new TcpStream(home, this);
    }

    void key(long hash, Packet p) {
        boolean up = FlowIndex.isForward(p);
        this.hash = hash;
        lowerHigh = up ? p.sourceHigh() : p.destinationHigh();
        lowerLow = up ? p.sourceLow() : p.destinationLow();
        higherHigh = up ? p.destinationHigh() : p.sourceHigh();
        higherLow = up ? p.destinationLow() : p.sourceLow();
        ports = FlowIndex.ports(p, up);
        path = p.path();
    }

    boolean matches(Packet p) {
        boolean up = FlowIndex.isForward(p);
        return ports == FlowIndex.ports(p, up)
                && lowerLow == (up ? p.sourceLow() : p.destinationLow())
                && higherLow == (up ? p.destinationLow() : p.sourceLow())
                && lowerHigh == (up ? p.sourceHigh() : p.destinationHigh())
                && higherHigh == (up ? p.destinationHigh() : p.sourceHigh())
                && (path == p.path() || path.equals(p.path()));
    }

    TcpStream stream(Packet p) {
        return FlowIndex.isForward(p) ? forward : backward;
    }

    TcpStream other(TcpStream stream) {
        return stream == forward ? backward : forward;
    }
}
