// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.dissect;

import io.netty.buffer.ByteBuf;

/** Puts IP fragments together. One for each state shard, so that its bounds do not depend on how many workers there are. */
public interface Defragmenter {
    /**
     * Adds one fragment.
     *
     * @param packet has addresses, protocol, path, time and MACs set; its ports are not known yet
     * @param id IPv4 identification, or the 32 bits of an IPv6 fragment header
     * @param fragmentOffset bytes from the start of the datagram's payload
     * @param more true where more fragments follow
     * @param buffer holds the fragment's payload
     * @param offset index of its first byte
     * @param captured bytes that are there
     * @param length bytes by the header
     * @return the whole payload of the datagram from index 0 to its writer index, valid until the next call; null while
     *     it is not whole or is given up
     */
    ByteBuf add(
            Packet packet,
            int id,
            int fragmentOffset,
            boolean more,
            ByteBuf buffer,
            int offset,
            int captured,
            int length);

    /**
     * Protocol of the datagram that the last {@link #add} made whole: what its first fragment says. The others may say
     * something else, which does not count (RFC 8200, 4.5).
     */
    int protocol();

    /** When the first piece of the datagram that the last {@link #add} made whole came, nanoseconds since 1970. */
    default long firstNanos() {
        return 0;
    }

    /** Bytes of payload in the piece at its beginning. */
    default int headLength() {
        return 0;
    }

    /** Bits of {@link Packet#HEAD_LAST}, {@link Packet#PIECES_OVERLAP} and {@link Packet#PIECES_DIFFER}. */
    default int irregularities() {
        return 0;
    }
}
