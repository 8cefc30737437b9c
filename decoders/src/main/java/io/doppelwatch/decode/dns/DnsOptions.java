// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.dns;

import io.doppelwatch.decode.Fault;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;

/**
 * A cursor over a list of code, length and value, 16 bits, 16 bits and as many bytes: the options of an OPT record (RFC
 * 6891, 6.1.2) and the parameters of SVCB and HTTPS (RFC 9460, 2.2). Reusable; not thread-safe.
 */
public final class DnsOptions {
    /** EDNS option codes (IANA dns-parameters). */
    public static final int NSID = 3;

    public static final int CLIENT_SUBNET = 8;
    public static final int COOKIE = 10;
    public static final int KEEPALIVE = 11;
    public static final int PADDING = 12;
    public static final int EXTENDED_ERROR = 15;

    private ByteBuf buffer;
    private int position;
    private int end;
    private int code;
    private int value;
    private int length;
    private Fault fault = Fault.NONE;

    /** Points at the options of the OPT record the cursor stands on; at nothing for another type. */
    public DnsOptions ofOpt(DnsRecords records) {
        return records.type() == DnsCodes.OPT
                ? wrap(records.buffer(), records.rdataIndex(), records.rdataLength())
                : wrap(records.buffer(), 0, 0);
    }

    /** Points at a window the caller knows to be there. */
    DnsOptions wrap(ByteBuf buffer, int at, int size) {
        this.buffer = buffer;
        position = at;
        end = at + size;
        code = 0;
        value = at;
        length = 0;
        fault = Fault.NONE;
        return this;
    }

    /** Moves to the next option; false at the end and at a fault. */
    public boolean next() {
        if (fault != Fault.NONE || position == end) {
            return false;
        }
        if (end - position < 4) {
            fault = Fault.TRUNCATED;
            return false;
        }
        int n = buffer.getUnsignedShort(position + 2);
        if (end - position - 4 < n) {
            fault = Fault.BAD_LENGTH;
            return false;
        }
        code = buffer.getUnsignedShort(position);
        length = n;
        value = position + 4;
        position = value + n;
        return true;
    }

    public Fault fault() {
        return fault;
    }

    /** 0 to 65535. */
    public int code() {
        return code;
    }

    /** Bytes of the value, 0 to 65535. */
    public int length() {
        return length;
    }

    /** Absolute index of the value. */
    public int value() {
        return value;
    }

    /** The value in hexadecimal, lower case, as EVE's {@code opt[].data}. */
    public String hex() {
        return ByteBufUtil.hexDump(buffer, value, length);
    }
}
