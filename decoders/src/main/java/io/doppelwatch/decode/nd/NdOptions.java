// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.nd;

import io.doppelwatch.decode.Fault;
import io.netty.buffer.ByteBuf;

/**
 * A cursor over Neighbour Discovery options (RFC 4861, 4.6): type, length in units of eight bytes, value. A length of 0
 * makes the whole message invalid and is {@link Fault#BAD_LENGTH}; it would never end. The typed accessors give 0 where
 * the option is another or too short for its own form. Belongs to one {@link NdMessage}; not thread-safe.
 */
public final class NdOptions {
    public static final int SOURCE_LINK_LAYER = 1;
    public static final int TARGET_LINK_LAYER = 2;
    public static final int PREFIX = 3;
    public static final int REDIRECTED = 4;
    public static final int MTU = 5;
    public static final int NONCE = 14;
    /** RFC 4191, 2.3. */
    public static final int ROUTE = 24;
    /** RFC 8106, 5.1. */
    public static final int RDNSS = 25;
    /** RFC 8106, 5.2. */
    public static final int DNSSL = 31;

    public static final int CAPTIVE_PORTAL = 37;
    public static final int PREF64 = 38;

    private ByteBuf buffer;
    private int position;
    private int end;
    private int type;
    private int start;
    private int size;
    private Fault fault = Fault.NONE;

    NdOptions() {}

    NdOptions wrap(ByteBuf buffer, int at, int length) {
        this.buffer = buffer;
        position = at;
        end = at + length;
        type = 0;
        start = at;
        size = 0;
        fault = Fault.NONE;
        return this;
    }

    /** Moves to the next option; false at the end and at a fault. */
    public boolean next() {
        if (fault != Fault.NONE || position == end) {
            return false;
        }
        if (end - position < 2) {
            fault = Fault.TRUNCATED;
            return false;
        }
        int n = 8 * buffer.getUnsignedByte(position + 1);
        if (n == 0) {
            fault = Fault.BAD_LENGTH;
            return false;
        }
        if (end - position < n) {
            fault = Fault.TRUNCATED;
            return false;
        }
        type = buffer.getUnsignedByte(position);
        start = position;
        size = n;
        position += n;
        return true;
    }

    public Fault fault() {
        return fault;
    }

    /** 0 to 255. */
    public int type() {
        return type;
    }

    /** Absolute index of the value, after type and length. */
    public int value() {
        return start + 2;
    }

    /** Bytes of the value, 6 to 2,038. */
    public int valueLength() {
        return Math.max(0, size - 2);
    }

    /** Source or target link-layer address of 48 bits, in the low 48; -1 for another option. */
    public long mac() {
        return (type == SOURCE_LINK_LAYER || type == TARGET_LINK_LAYER) && size == 8
                ? (long) buffer.getUnsignedShort(start + 2) << 32 | buffer.getUnsignedInt(start + 4)
                : -1;
    }

    /** Prefix and route: bits of the prefix, 0 to 128 where it is honest. */
    public int prefixLength() {
        return isPrefix() || isRoute() ? buffer.getUnsignedByte(start + 2) : 0;
    }

    /** Prefix: addresses in it are on the link. */
    public boolean isOnLink() {
        return isPrefix() && (buffer.getByte(start + 3) & 0x80) != 0;
    }

    /** Prefix: hosts may make themselves addresses in it. */
    public boolean isAutonomous() {
        return isPrefix() && (buffer.getByte(start + 3) & 0x40) != 0;
    }

    /** Prefix: seconds it is valid; route, RDNSS and DNSSL: seconds of their lifetime. 32 bits unsigned. */
    public long lifetime() {
        return isPrefix() || type == ROUTE || type == RDNSS || type == DNSSL ? buffer.getUnsignedInt(start + 4) : 0;
    }

    /** Prefix: seconds its addresses are preferred. */
    public long preferredLifetime() {
        return isPrefix() ? buffer.getUnsignedInt(start + 8) : 0;
    }

    /** Addresses the option holds: resolvers of RDNSS, the prefix itself, a route's prefix where it has all its bits. */
    public int addresses() {
        if (type == RDNSS) {
            return (size - 8) / 16;
        }
        return isPrefix() || isRoute() && size == 24 ? 1 : 0;
    }

    /** First half of the address numbered {@code i}, from 0; 0 where there is none. */
    public long addressHigh(int i) {
        return i >= 0 && i < addresses() ? buffer.getLong(addressAt(i)) : 0;
    }

    public long addressLow(int i) {
        return i >= 0 && i < addresses() ? buffer.getLong(addressAt(i) + 8) : 0;
    }

    private int addressAt(int i) {
        return start + (type == PREFIX ? 16 : 8) + 16 * i;
    }

    /** MTU in bytes; 0 for another option. */
    public long mtu() {
        return type == MTU && size == 8 ? buffer.getUnsignedInt(start + 4) : 0;
    }

    private boolean isPrefix() {
        return type == PREFIX && size == 32;
    }

    private boolean isRoute() {
        return type == ROUTE && size <= 24;
    }
}
