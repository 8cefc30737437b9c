// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.tls;

import io.netty.buffer.ByteBuf;

/**
 * The record header of DTLS 1.0 and 1.2 (RFC 6347, 4.1) and the header of a handshake fragment inside (4.2.2). DTLS 1.3
 * has the same for its hellos (RFC 9147, 5.2) and another one, recognised by nobody here, for what is encrypted.
 *
 * <pre>
 * record:    type 1 | version 2 | epoch 2 | sequence 6 | length 2
 * handshake: type 1 | length 3 | message sequence 2 | fragment offset 3 | fragment length 3
 * </pre>
 *
 * <p>Accessors read by absolute index and check nothing: the caller has seen that the header is there.
 */
public final class DtlsRecord {
    public static final int HEADER_LENGTH = 13;
    public static final int VERSION_OFFSET = 1;
    public static final int EPOCH_OFFSET = 3;
    public static final int LENGTH_OFFSET = 11;

    public static final int HANDSHAKE_HEADER_LENGTH = 12;
    public static final int MESSAGE_LENGTH_OFFSET = 1;
    public static final int MESSAGE_SEQUENCE_OFFSET = 4;
    public static final int FRAGMENT_OFFSET_OFFSET = 6;
    public static final int FRAGMENT_LENGTH_OFFSET = 9;

    private DtlsRecord() {}

    public static int type(ByteBuf buffer, int offset) {
        return buffer.getUnsignedByte(offset);
    }

    /** Epoch 0 is in the clear; every ChangeCipherSpec makes the next one. */
    public static int epoch(ByteBuf buffer, int offset) {
        return buffer.getUnsignedShort(offset + EPOCH_OFFSET);
    }

    public static int length(ByteBuf buffer, int offset) {
        return buffer.getUnsignedShort(offset + LENGTH_OFFSET);
    }

    /** True where a record header can stand here: a known type, DTLS 1.0 or 1.2 as the version, a length within bounds. */
    public static boolean plausible(ByteBuf buffer, int offset, int length) {
        if (length < HEADER_LENGTH) {
            return false;
        }
        int type = type(buffer, offset);
        int version = buffer.getUnsignedShort(offset + VERSION_OFFSET);
        return type >= TlsRecord.CHANGE_CIPHER_SPEC
                && type <= TlsRecord.HEARTBEAT
                && (version == Tls.DTLS_1_0 || version == Tls.DTLS_1_2)
                && length(buffer, offset) <= TlsRecord.MAX_LENGTH;
    }

    public static int messageType(ByteBuf buffer, int offset) {
        return buffer.getUnsignedByte(offset);
    }

    public static int messageLength(ByteBuf buffer, int offset) {
        return buffer.getUnsignedMedium(offset + MESSAGE_LENGTH_OFFSET);
    }

    public static int messageSequence(ByteBuf buffer, int offset) {
        return buffer.getUnsignedShort(offset + MESSAGE_SEQUENCE_OFFSET);
    }

    public static int fragmentOffset(ByteBuf buffer, int offset) {
        return buffer.getUnsignedMedium(offset + FRAGMENT_OFFSET_OFFSET);
    }

    public static int fragmentLength(ByteBuf buffer, int offset) {
        return buffer.getUnsignedMedium(offset + FRAGMENT_LENGTH_OFFSET);
    }
}
