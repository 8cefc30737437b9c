// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.quic;

import io.doppelwatch.decode.Cursor;
import io.doppelwatch.decode.Fault;
import io.netty.buffer.ByteBuf;

/**
 * A QUIC long header (RFC 9000, 17.2; RFC 9369, 3.2), up to what header protection hides.
 *
 * <pre>
 * | 1 T T X X X X X | version (32) | n (8) | destination ID (8n) | m (8) | source ID (8m) |
 * Initial: | token length (i) | token | length (i) | packet number and payload, protected |
 * 0-RTT, Handshake: | length (i) | packet number and payload, protected |
 * Retry: | token | integrity tag (128) |
 * </pre>
 *
 * Checked: that connection IDs are of at most 20 bytes and everything lies in the window. The fixed bit is not: it may be
 * greased (RFC 9287). Of a version that {@link QuicVersion} does not know nothing is read. Reusable.
 */
public final class LongHeader {
    /** Most bytes of a connection ID in the versions there are (RFC 9000, 17.2). */
    public static final int MAX_ID = 20;

    /** What the packet is. */
    public enum Type {
        INITIAL,
        ZERO_RTT,
        HANDSHAKE,
        RETRY
    }

    private static final Type[] V1_TYPES = {Type.INITIAL, Type.ZERO_RTT, Type.HANDSHAKE, Type.RETRY};
    private static final Type[] V2_TYPES = {Type.RETRY, Type.INITIAL, Type.ZERO_RTT, Type.HANDSHAKE};

    private final Cursor cursor = new Cursor();
    private ByteBuf buffer;
    private int start;
    private Type type = Type.INITIAL;
    private QuicVersion version;
    private int versionNumber;
    private int destination;
    private int destinationLength;
    private int sourceId;
    private int sourceLength;
    private boolean idsRead;
    private int protectedPart;
    private int end;

    /** Whether a datagram begins with a long header of a version known here: a cheap look at its first five bytes. */
    public static boolean begins(ByteBuf buffer, int offset, int length) {
        return length >= 7 && buffer.getByte(offset) < 0 && QuicVersion.of(buffer.getInt(offset + 1)) != null;
    }

    /**
     * Reads a header.
     *
     * @param length bytes left in the datagram
     */
    public Fault wrap(ByteBuf bytes, int offset, int length) {
        buffer = bytes;
        start = offset;
        cursor.wrap(bytes, offset, length);
        int first = cursor.u8();
        versionNumber = (int) cursor.u32();
        version = QuicVersion.of(versionNumber);
        if (cursor.ok() && ((first & 0x80) == 0 || version == null)) {
            cursor.fail(Fault.UNSUPPORTED);
        }
        type = (version == QuicVersion.V2 ? V2_TYPES : V1_TYPES)[first >> 4 & 3];
        destinationLength = idLength();
        destination = cursor.skip(destinationLength);
        sourceLength = idLength();
        sourceId = cursor.skip(sourceLength);
        idsRead = cursor.ok();
        if (type == Type.RETRY) {
            protectedPart = cursor.position();
            end = offset + length;
            return cursor.fault();
        }
        if (type == Type.INITIAL) {
            cursor.skip(length(cursor));
        }
        int rest = length(cursor);
        protectedPart = cursor.skip(rest);
        end = protectedPart + rest;
        return cursor.fault();
    }

    /** True where version and connection IDs were read, even if the packet is cut after them. */
    public boolean hasIds() {
        return idsRead;
    }

    private int idLength() {
        int n = cursor.u8();
        if (n > MAX_ID) {
            cursor.fail(Fault.BAD_LENGTH);
        }
        return n;
    }

    /** A length that fits an int, or more than there can be. */
    private static int length(Cursor cursor) {
        return (int) Math.min(Varint.read(cursor), Integer.MAX_VALUE);
    }

    public Type type() {
        return type;
    }

    public QuicVersion version() {
        return version;
    }

    /** As it is on the wire: several share one {@link #version}. */
    public int versionNumber() {
        return versionNumber;
    }

    /** A copy of the destination connection ID, 0 to 20 bytes. */
    public byte[] destinationId() {
        return copy(destination, destinationLength);
    }

    /** A copy of the source connection ID, 0 to 20 bytes. */
    public byte[] sourceId() {
        return copy(sourceId, sourceLength);
    }

    private byte[] copy(int from, int length) {
        byte[] bytes = new byte[length];
        buffer.getBytes(from, bytes);
        return bytes;
    }

    ByteBuf buffer() {
        return buffer;
    }

    /** Index in the buffer of the header's first byte. */
    int start() {
        return start;
    }

    /** Index of the packet number, where protection begins. */
    int protectedPart() {
        return protectedPart;
    }

    /** Index after the packet's last byte, where a coalesced one may begin (RFC 9000, 12.2). */
    public int end() {
        return end;
    }
}
