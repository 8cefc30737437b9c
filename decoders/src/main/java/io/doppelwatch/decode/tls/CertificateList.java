// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.tls;

import io.doppelwatch.decode.Cursor;
import io.doppelwatch.decode.Fault;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;

/**
 * The body of a Certificate message: where each certificate lies.
 *
 * <pre>
 * to TLS 1.2 (RFC 5246, 7.4.2):  list length 3 | ( length 3 | certificate )*
 * TLS 1.3 (RFC 8446, 4.4.2):     context 1+n | list length 3 | ( length 3 | certificate | extensions 2+n )*
 * </pre>
 *
 * <p>After a fault the certificates before it stand. An empty list is well-formed: a client without a certificate.
 */
public final class CertificateList {
    /** Chains are three or four long; ten is already odd. */
    public static final int MAX = 64;

    /** Which of the two shapes. */
    public enum Form {
        TLS_1_2,
        TLS_1_3;

        /** Tells them apart: in the older form the first three bytes are the length of all that follows. */
        public static Form of(ByteBuf buffer, int offset, int length) {
            return length >= 3 && buffer.getUnsignedMedium(offset) == length - 3 ? TLS_1_2 : TLS_1_3;
        }
    }

    private final Cursor cursor = new Cursor();
    private final int[] offsets = new int[MAX];
    private final int[] lengths = new int[MAX];
    private ByteBuf buffer = Unpooled.EMPTY_BUFFER;
    private int count;

    /** Points at a message's body, after the handshake header. */
    public Fault wrap(ByteBuf bytes, int offset, int length, Form form) {
        buffer = bytes;
        count = 0;
        Cursor c = cursor.wrap(bytes, offset, length);
        if (form == Form.TLS_1_3) {
            c.skip(c.u8());
        }
        int listLength = c.u24();
        if (c.ok() && listLength < c.remaining()) {
            c.narrow(listLength);
        }
        boolean promised = listLength > c.remaining();
        while (c.ok() && c.remaining() > 0) {
            int size = c.u24();
            int at = c.skip(size);
            if (form == Form.TLS_1_3 && c.remaining() > 0) {
                c.skip(c.u16());
            }
            if (at < 0) {
                break;
            }
            if (size == 0 || count == MAX) {
                c.fail(size == 0 ? Fault.BAD_LENGTH : Fault.TOO_LONG);
                break;
            }
            offsets[count] = at;
            lengths[count++] = size;
        }
        if (promised) {
            c.fail(Fault.TRUNCATED);
        }
        return c.fault();
    }

    public int count() {
        return count;
    }

    /** Index in the buffer of a certificate's first byte; the leaf is number 0. */
    public int offset(int i) {
        return offsets[i];
    }

    public int length(int i) {
        return lengths[i];
    }

    /** Copies of all of them, the leaf first. */
    public List<byte[]> copies() {
        List<byte[]> chain = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            byte[] der = new byte[lengths[i]];
            buffer.getBytes(offsets[i], der);
            chain.add(der);
        }
        return List.copyOf(chain);
    }
}
