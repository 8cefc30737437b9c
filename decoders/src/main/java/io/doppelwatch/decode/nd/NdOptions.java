// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.nd;

import io.doppelwatch.decode.Fault;
import io.doppelwatch.decode.dns.DnsName;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;

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

    /** RFC 8910, 2.3. */
    public static final int CAPTIVE_PORTAL = 37;
    /** RFC 8781, 4. */
    public static final int PREF64 = 38;

    /** Names read of one DNSSL option; a hostile one could hold a thousand. */
    public static final int MAX_NAMES = 32;

    private static final int REDIRECTED_HEADER = 8;
    private static final int IPV6_HEADER = 40;

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

    /** Route: its preference (RFC 4191, 2.3): 1 high, 0 medium, -1 low; the reserved value counts as medium. */
    public int routePreference() {
        return isRoute() ? NdMessage.preference(buffer.getUnsignedByte(start + 3)) : 0;
    }

    /** Prefix: addresses in it are on the link. */
    public boolean isOnLink() {
        return isPrefix() && (buffer.getByte(start + 3) & 0x80) != 0;
    }

    /** Prefix: hosts may make themselves addresses in it. */
    public boolean isAutonomous() {
        return isPrefix() && (buffer.getByte(start + 3) & 0x40) != 0;
    }

    /**
     * Prefix: seconds it is valid; route, RDNSS and DNSSL: seconds of their lifetime. 32 bits unsigned. PREF64: seconds,
     * in steps of eight.
     */
    public long lifetime() {
        if (isPref64()) {
            return buffer.getUnsignedShort(start + 2) & 0xfff8;
        }
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

    /** Route: first half of its prefix, of which only so many bytes may be on the wire as it needs (RFC 4191, 2.3). */
    public long routeHigh() {
        return isRoute() && size >= 16 ? buffer.getLong(start + 8) : 0;
    }

    public long routeLow() {
        return isRoute() && size == 24 ? buffer.getLong(start + 16) : 0;
    }

    private int addressAt(int i) {
        return start + (type == PREFIX ? 16 : 8) + 16 * i;
    }

    /** PREF64: first half of the NAT64 prefix; of the second half only 32 bits are on the wire, see {@link #pref64Low}. */
    public long pref64High() {
        return isPref64() ? buffer.getLong(start + 4) : 0;
    }

    public long pref64Low() {
        return isPref64() ? buffer.getUnsignedInt(start + 12) << 32 : 0;
    }

    /** PREF64: bits of the prefix (RFC 8781, 4: a code for one of six); 0 for another option or code. */
    public int pref64Length() {
        if (!isPref64()) {
            return 0;
        }
        return switch (buffer.getUnsignedShort(start + 2) & 7) {
            case 0 -> 96;
            case 1 -> 64;
            case 2 -> 56;
            case 3 -> 48;
            case 4 -> 40;
            case 5 -> 32;
            default -> 0;
        };
    }

    /**
     * DNSSL: the names of its search list, as far as they are whole and at most {@link #MAX_NAMES}; empty for another
     * option. A name is not compressed (RFC 8106, 5.2), and padding of zeros ends the list.
     */
    public List<String> names() {
        if (type != DNSSL || size < 16) {
            return List.of();
        }
        List<String> names = new ArrayList<>(2);
        DnsName name = new DnsName();
        int list = start + 8;
        int length = size - 8;
        int at = 0;
        while (at < length && names.size() < MAX_NAMES && buffer.getByte(list + at) != 0) {
            // Each name is its own message, so that a pointer has nowhere to go.
            name.wrap(buffer, list + at, length - at, 0);
            if (!name.ok()) {
                break;
            }
            names.add(name.toString());
            at += name.end();
        }
        return List.copyOf(names);
    }

    /** Redirected header: true where the IPv6 header of the packet it quotes is whole. */
    public boolean quotes() {
        return type == REDIRECTED
                && size >= REDIRECTED_HEADER + IPV6_HEADER
                && buffer.getUnsignedByte(start + REDIRECTED_HEADER) >>> 4 == 6;
    }

    /** First half of the quoted packet's source; 0 where nothing is quoted. */
    public long quotedSourceHigh() {
        return quoted(8);
    }

    public long quotedSourceLow() {
        return quoted(16);
    }

    public long quotedDestinationHigh() {
        return quoted(24);
    }

    public long quotedDestinationLow() {
        return quoted(32);
    }

    private long quoted(int offset) {
        return quotes() ? buffer.getLong(start + REDIRECTED_HEADER + offset) : 0;
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

    private boolean isPref64() {
        return type == PREF64 && size == 16;
    }
}
