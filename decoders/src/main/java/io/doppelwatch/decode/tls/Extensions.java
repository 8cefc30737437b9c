// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.tls;

import io.doppelwatch.decode.Cursor;
import io.doppelwatch.decode.Fault;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The extensions of a hello (RFC 8446, 4.2): where each one lies, in the order sent. What an extension holds is read
 * when asked for, and only as far as its own lengths and its room agree.
 */
final class Extensions {
    /** Real hellos carry fewer than 30. */
    static final int MAX = 256;

    private static final int[] NONE = {};

    private final Cursor cursor = new Cursor();
    private int[] table = new int[3 * 32];
    private int count;
    private ByteBuf buffer;

    void clear(ByteBuf of) {
        buffer = of;
        count = 0;
    }

    /** Reads the list with its length before it; none at all is well-formed (RFC 5246, 7.4.1.2). */
    void read(Cursor from) {
        if (from.remaining() == 0) {
            return;
        }
        int length = from.u16();
        if (from.ok() && length < from.remaining()) {
            from.narrow(length);
        }
        // a list that promises more than is there is read as far as it goes, and faults at its end
        boolean promised = length > from.remaining();
        while (from.ok() && from.remaining() > 0) {
            int type = from.u16();
            int size = from.u16();
            int at = from.skip(size);
            if (!from.ok()) {
                return;
            }
            if (count == MAX) {
                from.fail(Fault.TOO_LONG);
                return;
            }
            if (3 * count == table.length) {
                table = Arrays.copyOf(table, 2 * table.length);
            }
            table[3 * count] = type;
            table[3 * count + 1] = at;
            table[3 * count + 2] = size;
            count++;
        }
        if (promised) {
            from.fail(Fault.TRUNCATED);
        }
    }

    int count() {
        return count;
    }

    int type(int i) {
        return table[3 * i];
    }

    int offset(int i) {
        return table[3 * i + 1];
    }

    int length(int i) {
        return table[3 * i + 2];
    }

    /** Index of the first extension of a type; -1 without one. */
    int find(int type) {
        for (int i = 0; i < count; i++) {
            if (table[3 * i] == type) {
                return i;
            }
        }
        return -1;
    }

    /** Cursor over the content of the first extension of a type, empty without one. */
    Cursor open(int type) {
        int i = find(type);
        return i < 0 ? cursor.wrap(buffer, 0, 0) : cursor.wrap(buffer, offset(i), length(i));
    }

    /**
     * A list of 16-bit values with its length before it, which is how most extensions of a ClientHello look.
     *
     * @param lengthBytes 1 or 2
     */
    int[] shorts(int type, int lengthBytes) {
        Cursor c = open(type);
        int length = lengthBytes == 1 ? c.u8() : c.u16();
        int n = Math.min(length, c.remaining()) / 2;
        if (n == 0) {
            return NONE;
        }
        int[] values = new int[n];
        for (int i = 0; i < n; i++) {
            values[i] = c.u16();
        }
        return values;
    }

    /** The first host name of server_name (RFC 6066, 3); empty without one. */
    String serverName() {
        Cursor c = open(Tls.SERVER_NAME);
        c.u16(); // the list's length; each name has its own, and the extension bounds both
        while (c.has(3)) {
            int kind = c.u8();
            int length = Math.min(c.u16(), c.remaining());
            int at = c.skip(length);
            if (c.ok() && kind == 0) {
                return Text.of(buffer, at, length);
            }
        }
        return "";
    }

    /** The names of application_layer_protocol_negotiation (RFC 7301, 3.1), in order. */
    List<String> alpn() {
        Cursor c = open(Tls.ALPN);
        c.u16();
        List<String> names = new ArrayList<>();
        while (c.has(1) && names.size() < MAX) {
            int length = c.u8();
            int at = c.skip(length);
            if (c.ok()) {
                names.add(Text.of(buffer, at, length));
            }
        }
        return names;
    }
}
