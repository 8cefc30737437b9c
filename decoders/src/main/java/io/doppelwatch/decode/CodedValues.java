// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;

/**
 * A cursor over values that each have a code and a length of 16 bits before them: EDNS options and SVCB parameters (RFC
 * 6891, 6.1.2; RFC 9460, 2.2), DHCPv6 options (RFC 8415, 21.1). Reusable; not thread-safe.
 */
public abstract class CodedValues {
    private static final int HEADER = 4;

    private ByteBuf buffer = Unpooled.EMPTY_BUFFER;
    private int position;
    private int end;
    private int code;
    private int value;
    private int length;
    private Fault fault = Fault.NONE;

    protected CodedValues() {}

    /** Points at a window the caller knows to be there. */
    protected final void point(ByteBuf buffer, int at, int size) {
        this.buffer = buffer;
        position = at;
        end = at + size;
        code = 0;
        value = at;
        length = 0;
        fault = Fault.NONE;
    }

    /** Moves to the next value; false at the end and at a fault. */
    public final boolean next() {
        if (fault != Fault.NONE || position == end) {
            return false;
        }
        if (end - position < HEADER) {
            fault = Fault.TRUNCATED;
            return false;
        }
        int n = buffer.getUnsignedShort(position + 2);
        if (end - position - HEADER < n) {
            fault = Fault.BAD_LENGTH;
            return false;
        }
        code = buffer.getUnsignedShort(position);
        length = n;
        value = position + HEADER;
        position = value + n;
        return true;
    }

    public final Fault fault() {
        return fault;
    }

    /** 0 to 65535. */
    public final int code() {
        return code;
    }

    /** Bytes of the value, 0 to 65535. */
    public final int length() {
        return length;
    }

    /** Absolute index of the value. */
    public final int value() {
        return value;
    }

    /** The value in hexadecimal, lower case. */
    public final String hex() {
        return ByteBufUtil.hexDump(buffer, value, length);
    }

    protected final ByteBuf buffer() {
        return buffer;
    }
}
