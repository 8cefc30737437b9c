// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.tls;

/**
 * Opens the protected records of one direction in their order, with keys that were given. What does not open is an answer; the
 * number of the next record then stays. Not thread-safe.
 */
public interface RecordOpener {
    /**
     * Opens a record.
     *
     * @param type of its header
     * @param version of its header
     * @param body after the header; may be changed
     * @param out as long as the body at least
     * @return bytes of content in {@code out}; -1 where it does not open
     */
    int open(int type, int version, byte[] body, int length, byte[] out);

    /** What the record opened last holds: {@link TlsRecord#HANDSHAKE} and its like. */
    int contentType();

    /**
     * Counts a record that nobody wants to read.
     *
     * @param tail its last bytes, of which {@link #tailLength} are wanted
     */
    void pass(byte[] tail);

    /** Bytes at the end of a record passed by that the next one needs: a block where CBC chains over records (RFC 2246, 6.2.3.2). */
    default int tailLength() {
        return 0;
    }
}
