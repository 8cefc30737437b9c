// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.dhcp;

import io.doppelwatch.decode.CodedValues;
import io.netty.buffer.ByteBuf;

/**
 * A cursor over DHCPv6 options (RFC 8415, 21). Identity associations hold options of their own: {@link #inside} points
 * another cursor at them. Reusable; not thread-safe.
 */
public final class Dhcp6Options extends CodedValues {
    public static final int CLIENT_ID = 1;
    public static final int SERVER_ID = 2;
    public static final int IA_NA = 3;
    public static final int IA_TA = 4;
    public static final int IA_ADDRESS = 5;
    public static final int OPTION_REQUEST = 6;
    public static final int PREFERENCE = 7;
    public static final int RELAY_MESSAGE = 9;
    public static final int STATUS = 13;
    public static final int RAPID_COMMIT = 14;
    public static final int INTERFACE_ID = 18;
    public static final int RECONFIGURE_MESSAGE = 19;
    public static final int DNS_SERVERS = 23;
    public static final int DOMAIN_LIST = 24;
    public static final int IA_PD = 25;
    public static final int IA_PREFIX = 26;
    public static final int CLIENT_FQDN = 39;

    /** IA_ADDRESS: address, preferred and valid lifetime (RFC 8415, 21.6). */
    private static final int IA_ADDRESS_FIXED = 24;
    /** IA_PREFIX: preferred and valid lifetime, prefix length, prefix (RFC 8415, 21.22). */
    private static final int IA_PREFIX_FIXED = 25;

    private static final int IA_PREFIX_LENGTH_OFFSET = 8;
    private static final int IA_PREFIX_OFFSET = 9;

    /** Points at a window the caller knows to be there. */
    Dhcp6Options wrap(ByteBuf buffer, int at, int size) {
        point(buffer, at, size);
        return this;
    }

    /**
     * Points at the options inside the option another cursor stands on: after the fixed part of IA_NA and IA_PD (12
     * bytes), IA_TA (4), an address (24) and a prefix (25); at nothing for another option.
     */
    public Dhcp6Options inside(Dhcp6Options outer) {
        int fixed = switch (outer.code()) {
            case IA_NA, IA_PD -> 12;
            case IA_TA -> 4;
            case IA_ADDRESS -> IA_ADDRESS_FIXED;
            case IA_PREFIX -> IA_PREFIX_FIXED;
            default -> outer.length();
        };
        return outer.length() < fixed
                ? wrap(outer.buffer(), outer.value(), 0)
                : wrap(outer.buffer(), outer.value() + fixed, outer.length() - fixed);
    }

    /** Addresses the value holds: a list of them (RFC 3646, 3), the one of IA_ADDRESS, the prefix of IA_PREFIX. */
    public int addresses() {
        return switch (code()) {
            case DNS_SERVERS -> length() / 16;
            case IA_ADDRESS -> length() >= IA_ADDRESS_FIXED ? 1 : 0;
            case IA_PREFIX -> length() >= IA_PREFIX_FIXED ? 1 : 0;
            default -> 0;
        };
    }

    /** First half of the address numbered {@code i}, from 0; 0 where there is none. */
    public long addressHigh(int i) {
        return i >= 0 && i < addresses() ? buffer().getLong(addressIndex(i)) : 0;
    }

    public long addressLow(int i) {
        return i >= 0 && i < addresses() ? buffer().getLong(addressIndex(i) + 8) : 0;
    }

    private int addressIndex(int i) {
        return code() == IA_PREFIX ? value() + IA_PREFIX_OFFSET : value() + 16 * i;
    }

    /** Bits of the prefix of IA_PREFIX, 0 to 255 (honest ones end at 128); -1 for another option. */
    public int prefixLength() {
        return code() == IA_PREFIX && addresses() == 1
                ? buffer().getUnsignedByte(value() + IA_PREFIX_LENGTH_OFFSET)
                : -1;
    }

    /** Valid lifetime in seconds of an address or prefix, 0 to 4294967295; -1 for another option. */
    public long validLifetime() {
        if (addresses() != 1 || code() == DNS_SERVERS) {
            return -1;
        }
        return buffer().getUnsignedInt(value() + (code() == IA_PREFIX ? 4 : 20));
    }

    /** The first byte of the value, such as a preference or a message type; -1 where it is empty. */
    public int firstByte() {
        return length() == 0 ? -1 : buffer().getUnsignedByte(value());
    }
}
