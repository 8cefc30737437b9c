// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.quic;

import io.doppelwatch.decode.Cursor;
import io.doppelwatch.decode.Fault;
import io.netty.buffer.ByteBuf;

/**
 * The CRYPTO frames of an Initial packet, one after the other. Whatever else such a packet may hold is passed over:
 * PADDING, PING, ACK, CONNECTION_CLOSE (RFC 9000, 12.4 and 19). Another frame type ends it with {@link Fault#BAD_VALUE};
 * frames before it count. Of Google's framing PADDING, PING, ACK and CRYPTO are read. Reusable.
 */
public final class CryptoFrames {
    private static final int PADDING = 0x00;
    private static final int PING = 0x01;
    private static final int ACK = 0x02;
    private static final int ACK_ECN = 0x03;
    private static final int CRYPTO = 0x06;
    private static final int CONNECTION_CLOSE = 0x1c;
    private static final int APPLICATION_CLOSE = 0x1d;

    /** Google's T050 and T051 number their frames otherwise. */
    private static final int GOOGLE_PING = 0x07;

    private static final int GOOGLE_CRYPTO = 0x08;
    private static final int GOOGLE_ACK = 0x40;
    private static final int GOOGLE_ACK_MASK = 0xc0;
    private static final int GOOGLE_ACK_BLOCKS = 0x20;

    private final Cursor cursor = new Cursor();
    private long offset;
    private int position;
    private int length;
    private boolean google;

    public CryptoFrames wrap(QuicVersion version, ByteBuf buffer, int start, int size) {
        google = version.isGoogleFramed();
        cursor.wrap(buffer, start, size);
        return this;
    }

    /** Goes to the next CRYPTO frame; false at the end or after a fault. */
    public boolean next() {
        while (cursor.has(1)) {
            if (google ? google() : standard()) {
                offset = Varint.read(cursor);
                length = skip(Varint.read(cursor));
                return cursor.ok();
            }
        }
        return false;
    }

    /** Reads a frame up to its end; of CRYPTO only the type, and says true. */
    private boolean standard() {
        long type = Varint.read(cursor);
        if (type == ACK || type == ACK_ECN) {
            ack(type == ACK_ECN);
        } else if (type == CONNECTION_CLOSE || type == APPLICATION_CLOSE) {
            close(type == CONNECTION_CLOSE);
        } else if (type != PADDING && type != PING && type != CRYPTO) {
            cursor.fail(Fault.BAD_VALUE);
        }
        return type == CRYPTO;
    }

    /** The same for Google's frames, whose types have one byte and an ACK's says how its fields are laid out. */
    private boolean google() {
        int type = cursor.u8();
        if ((type & GOOGLE_ACK_MASK) == GOOGLE_ACK) {
            googleAck(type);
        } else if (type != PADDING && type != GOOGLE_PING && type != GOOGLE_CRYPTO) {
            cursor.fail(Fault.BAD_VALUE);
        }
        return type == GOOGLE_CRYPTO;
    }

    /**
     * {@code 01nullmm}: n, there are further blocks; l and m, size of the largest number and of block lengths. Largest, delay
     * (16 bits), count of further blocks where n says so, first block, blocks of gap (8 bits) and length, count of time
     * stamps, the first of 8 and 32 bits, the rest of 8 and 16.
     */
    private void googleAck(int type) {
        int block = googleSize(type);
        cursor.skip(googleSize(type >> 2) + 2);
        int blocks = (type & GOOGLE_ACK_BLOCKS) == 0 ? 0 : cursor.u8();
        cursor.skip(block + blocks * (1 + block));
        int stamps = cursor.u8();
        cursor.skip(stamps == 0 ? 0 : 5 + 3 * (stamps - 1));
    }

    private static int googleSize(int code) {
        return switch (code & 3) {
            case 0 -> 1;
            case 1 -> 2;
            case 2 -> 4;
            default -> 6;
        };
    }

    /** RFC 9000, 19.3: largest, delay, number of ranges, first range, ranges of two numbers each, three counts. */
    private void ack(boolean counts) {
        Varint.read(cursor);
        Varint.read(cursor);
        long numbers = 1 + 2 * Varint.read(cursor) + (counts ? 3 : 0);
        for (long i = 0; i < numbers && cursor.ok(); i++) {
            Varint.read(cursor);
        }
    }

    /** RFC 9000, 19.19: error, the frame type at fault (transport errors only), a reason in words. */
    private void close(boolean transport) {
        Varint.read(cursor);
        if (transport) {
            Varint.read(cursor);
        }
        skip(Varint.read(cursor));
    }

    private int skip(long n) {
        if (n > cursor.remaining()) {
            cursor.fail(Fault.BAD_LENGTH);
            return 0;
        }
        position = cursor.skip((int) n);
        return (int) n;
    }

    /** Offset in the handshake's stream of the frame's first byte, 0 to 2^62 - 1. */
    public long offset() {
        return offset;
    }

    /** Index in the buffer of the frame's first byte of data. */
    public int position() {
        return position;
    }

    /** Bytes of data in the frame. */
    public int length() {
        return length;
    }

    public Fault fault() {
        return cursor.fault();
    }
}
