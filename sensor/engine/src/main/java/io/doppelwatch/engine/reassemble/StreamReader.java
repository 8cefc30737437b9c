// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.reassemble;

import io.doppelwatch.engine.dissect.Packet;
import io.netty.buffer.ByteBuf;

/** Reads one direction of one TCP stream, in order. Keeps for itself what it needs of a message that is not whole yet. */
public interface StreamReader {
    /** Whether to go on. */
    enum Next {
        MORE,
        /** Nothing further in this direction matters: forget it. */
        DONE
    }

    /**
     * The next bytes of the stream.
     *
     * @param buffer valid during the call only
     * @param at the packet that brought them; a copy kept of it ({@link Packet#keep}) where they had to wait behind a hole
     */
    Next bytes(ByteBuf buffer, int offset, int length, Packet at);

    /**
     * Bytes that will not come: lost, cut by the snap length, or beyond a bound.
     *
     * @param missing how many, at least 1
     * @param at the packet after the gap, or the one that was cut
     */
    Next gap(long missing, Packet at);

    /** The stream ended (FIN, RST, time, or pressure). Not called after {@link Next#DONE}. */
    default void end() {}
}
