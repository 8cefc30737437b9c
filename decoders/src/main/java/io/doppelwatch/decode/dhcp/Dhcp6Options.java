// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.dhcp;

import io.doppelwatch.decode.Fault;
import io.netty.buffer.ByteBuf;

/**
 * A cursor over DHCPv6 options (RFC 8415, 21.1): code and length of 16 bits, value. Identity associations hold options of
 * their own: {@link #inside} points another cursor at them. Reusable; not thread-safe.
 */
public final class Dhcp6Options {
    public static final int CLIENT_ID = 1;
    public static final int SERVER_ID = 2;
    public static final int IA_NA = 3;
    public static final int IA_TA = 4;
    public static final int IA_ADDRESS = 5;
    public static final int PREFERENCE = 7;
    public static final int RELAY_MESSAGE = 9;
    public static final int STATUS = 13;
    public static final int DNS_SERVERS = 23;
    public static final int DOMAIN_LIST = 24;
    public static final int IA_PD = 25;
    public static final int IA_PREFIX = 26;

    private ByteBuf buffer;
    private int position;
    private int end;
    private int code;
    private int value;
    private int length;
    private Fault fault = Fault.NONE;

    /** Points at a window the caller knows to be there. */
    Dhcp6Options wrap(ByteBuf buffer, int at, int size) {
        this.buffer = buffer;
        position = at;
        end = at + size;
        code = 0;
        value = at;
        length = 0;
        fault = Fault.NONE;
        return this;
    }

    /**
     * Points at the options inside the option another cursor stands on: after the fixed part of IA_NA and IA_PD (12
     * bytes), IA_TA (4), an address (24) and a prefix (25); at nothing for another option.
     */
    public Dhcp6Options inside(Dhcp6Options outer) {
        int fixed = switch (outer.code) {
            case IA_NA, IA_PD -> 12;
            case IA_TA -> 4;
            case IA_ADDRESS -> 24;
            case IA_PREFIX -> 25;
            default -> outer.length;
        };
        return outer.length < fixed
                ? wrap(outer.buffer, outer.value, 0)
                : wrap(outer.buffer, outer.value + fixed, outer.length - fixed);
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
            fault = Fault.TRUNCATED;
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

    /** Addresses the value holds, where it is a list of them (RFC 3646, 3) or begins with one (IA_ADDRESS). */
    public int addresses() {
        return switch (code) {
            case DNS_SERVERS -> length / 16;
            case IA_ADDRESS -> length >= 24 ? 1 : 0;
            default -> 0;
        };
    }

    /** First half of the address numbered {@code i}, from 0; 0 where there is none. */
    public long addressHigh(int i) {
        return i >= 0 && i < addresses() ? buffer.getLong(value + 16 * i) : 0;
    }

    public long addressLow(int i) {
        return i >= 0 && i < addresses() ? buffer.getLong(value + 16 * i + 8) : 0;
    }
}
