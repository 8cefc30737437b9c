// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.reassemble;

/** Connections of one standing, the one with the oldest activity first. The links lie in the flows: nothing is allocated. */
final class FlowList {
    private TcpFlow first;
    private TcpFlow last;

    TcpFlow first() {
        return first;
    }

    /** Puts a flow at the end, out of whatever list it was in. */
    void append(TcpFlow flow) {
        if (flow.list != null) {
            flow.list.remove(flow);
        }
        flow.list = this;
        flow.previous = last;
        if (last == null) {
            first = flow;
        } else {
            last.following = flow;
        }
        last = flow;
    }

    void remove(TcpFlow flow) {
        if (flow.previous == null) {
            first = flow.following;
        } else {
            flow.previous.following = flow.following;
        }
        if (flow.following == null) {
            last = flow.previous;
        } else {
            flow.following.previous = flow.previous;
        }
        flow.previous = null;
        flow.following = null;
        flow.list = null;
    }
}
