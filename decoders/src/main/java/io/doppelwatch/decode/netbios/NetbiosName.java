// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.netbios;

import io.doppelwatch.decode.Fault;
import io.netty.buffer.ByteBuf;
import java.util.Locale;

/**
 * A NetBIOS name in a message (RFC 1001, 14.1; RFC 1002, 4.1): sixteen bytes, each written as two letters from A to P in
 * one label of 32, and then the labels of a scope, usually none. Fifteen bytes are the name, padded with spaces; the
 * sixteenth says what it names.
 *
 * <p>The walk has the bounds of a domain name: labels of at most 63 bytes, 255 together, pointers that lead strictly before
 * the run of labels they end. A first label that is not of the form is {@link Fault#BAD_VALUE}. Reusable; not thread-safe.
 */
public final class NetbiosName {
    private static final int ENCODED = 32;
    private static final int MAX_OCTETS = 255;
    private static final int MAX_POINTERS = 127;
    private static final int POINTER = 0xc0;

    private final byte[] name = new byte[16];
    private int end;
    private int labels;
    private Fault fault = Fault.TRUNCATED;
    private int faultOffset;

    NetbiosName() {}

    NetbiosName wrap(ByteBuf buffer, int message, int length, int offset) {
        end = 0;
        labels = 0;
        fault = Fault.NONE;
        faultOffset = -1;
        int at = offset;
        int run = offset;
        int after = 0;
        int pointers = 0;
        int octets = 1;
        while (at < length) {
            int b = buffer.getUnsignedByte(message + at);
            if ((b & POINTER) == POINTER) {
                if (at + 1 >= length) {
                    return fail(Fault.TRUNCATED, at);
                }
                int target = (b & 0x3f) << 8 | buffer.getUnsignedByte(message + at + 1);
                if (target >= run || ++pointers > MAX_POINTERS) {
                    return fail(Fault.LOOP, at);
                }
                after = after == 0 ? at + 2 : after;
                at = target;
                run = target;
            } else if ((b & POINTER) != 0) {
                return fail(Fault.UNSUPPORTED, at);
            } else if (b == 0) {
                end = after == 0 ? at + 1 : after;
                return labels == 0 ? fail(Fault.BAD_VALUE, at) : this;
            } else {
                octets += 1 + b;
                if (octets > MAX_OCTETS) {
                    return fail(Fault.TOO_LONG, at);
                }
                if (b >= length - at) {
                    return fail(Fault.TRUNCATED, at);
                }
                if (labels == 0 && !decode(buffer, message + at + 1, b)) {
                    return fail(Fault.BAD_VALUE, at);
                }
                labels++;
                at += 1 + b;
            }
        }
        return fail(Fault.TRUNCATED, at);
    }

    private NetbiosName fail(Fault reason, int at) {
        fault = reason;
        faultOffset = at;
        end = 0;
        return this;
    }

    private boolean decode(ByteBuf buffer, int at, int n) {
        if (n != ENCODED) {
            return false;
        }
        for (int i = 0; i < name.length; i++) {
            int high = buffer.getUnsignedByte(at + 2 * i) - 'A';
            int low = buffer.getUnsignedByte(at + 2 * i + 1) - 'A';
            if (high < 0 || high > 15 || low < 0 || low > 15) {
                return false;
            }
            name[i] = (byte) (high << 4 | low);
        }
        return true;
    }

    public boolean ok() {
        return fault == Fault.NONE;
    }

    public Fault fault() {
        return fault;
    }

    /** Offset in the message at which the fault lies; -1 without one. */
    public int faultOffset() {
        return faultOffset;
    }

    /** Offset in the message of the first byte after the name in place; 0 after a fault. */
    public int end() {
        return end;
    }

    /** What the name names, 0 to 255: 0x00 workstation, 0x20 file server, 0x1b domain master, 0x1c domain controllers. */
    public int suffix() {
        return ok() ? name[15] & 0xff : 0;
    }

    public boolean hasScope() {
        return ok() && labels > 1;
    }

    /** The name without its padding, {@code \DDD} for what is not printable ASCII; empty for a faulty one. */
    @Override
    public String toString() {
        if (!ok()) {
            return "";
        }
        int n = 15;
        while (n > 0 && (name[n - 1] == ' ' || name[n - 1] == 0)) {
            n--;
        }
        StringBuilder s = new StringBuilder(n);
        for (int i = 0; i < n; i++) {
            int b = name[i] & 0xff;
            if (b >= ' ' && b < 0x7f && b != '\\') {
                s.append((char) b);
            } else {
                s.append(String.format(Locale.ROOT, "\\%03d", b));
            }
        }
        return s.toString();
    }
}
