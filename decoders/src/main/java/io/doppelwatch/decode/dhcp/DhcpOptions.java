// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.dhcp;

import io.doppelwatch.decode.Fault;
import io.netty.buffer.ByteBuf;

/**
 * A cursor over DHCP options (RFC 2132, 2): code, length, value; 0 is padding and 255 the end. Where option 52 says so it
 * goes on in the {@code file} field and then in {@code sname} (RFC 2131, 4.1), each once. Belongs to one {@link
 * DhcpPacket}; not thread-safe.
 */
public final class DhcpOptions {
    public static final int SUBNET_MASK = 1;
    public static final int ROUTERS = 3;
    public static final int DNS_SERVERS = 6;
    public static final int HOST_NAME = 12;
    public static final int DOMAIN_NAME = 15;
    public static final int REQUESTED_ADDRESS = 50;
    public static final int LEASE_TIME = 51;
    public static final int OVERLOAD = 52;
    public static final int MESSAGE_TYPE = 53;
    public static final int SERVER_ID = 54;
    public static final int PARAMETERS = 55;
    public static final int RENEWAL_TIME = 58;
    public static final int REBINDING_TIME = 59;
    public static final int VENDOR_CLASS = 60;
    public static final int CLIENT_ID = 61;
    public static final int CLIENT_FQDN = 81;
    public static final int RELAY_AGENT = 82;
    /** RFC 3397. */
    public static final int DOMAIN_SEARCH = 119;
    /** RFC 3442. */
    public static final int CLASSLESS_ROUTES = 121;
    /** Option 121 under the number older Windows clients ask for. */
    public static final int CLASSLESS_ROUTES_MICROSOFT = 249;
    /** Web Proxy Auto-Discovery, a favourite of those who would be in the middle. */
    public static final int WPAD = 252;

    private static final int PAD = 0;
    private static final int END = 255;
    private static final int IN_FILE = 1;
    private static final int IN_SERVER_NAME = 2;

    private ByteBuf buffer;
    private int packet;
    private int position;
    private int end;
    private int overload;
    private int code;
    private int value;
    private int length;
    private Fault fault = Fault.NONE;

    DhcpOptions() {}

    /** Points at a packet with a cookie, or at nothing where its length is 0. */
    DhcpOptions start(ByteBuf buffer, int packet, int size) {
        this.buffer = buffer;
        this.packet = packet;
        position = size == 0 ? packet : packet + DhcpPacket.OPTIONS_OFFSET;
        end = packet + size;
        overload = 0;
        code = 0;
        value = position;
        length = 0;
        fault = Fault.NONE;
        return this;
    }

    /** Moves to the next option; false at the end and at a fault. */
    public boolean next() {
        if (fault != Fault.NONE) {
            return false;
        }
        while (true) {
            if (position == end || buffer.getUnsignedByte(position) == END) {
                if (!nextField()) {
                    position = end;
                    return false;
                }
                continue;
            }
            if (buffer.getUnsignedByte(position) == PAD) {
                position++;
                continue;
            }
            return option();
        }
    }

    private boolean option() {
        if (end - position < 2) {
            fault = Fault.TRUNCATED;
            return false;
        }
        int n = buffer.getUnsignedByte(position + 1);
        if (end - position - 2 < n) {
            fault = Fault.TRUNCATED;
            return false;
        }
        code = buffer.getUnsignedByte(position);
        length = n;
        value = position + 2;
        position = value + n;
        if (code == OVERLOAD && n == 1 && isInOptionsField()) {
            overload = buffer.getUnsignedByte(value) & (IN_FILE | IN_SERVER_NAME);
        }
        return true;
    }

    private boolean isInOptionsField() {
        return value >= packet + DhcpPacket.OPTIONS_OFFSET;
    }

    /** Goes on in the field the overload names; each at most once. */
    private boolean nextField() {
        if ((overload & IN_FILE) != 0) {
            overload &= ~IN_FILE;
            position = packet + DhcpPacket.FILE_OFFSET;
            end = packet + DhcpPacket.COOKIE_OFFSET;
            return true;
        }
        if ((overload & IN_SERVER_NAME) != 0) {
            overload = 0;
            position = packet + DhcpPacket.SERVER_NAME_OFFSET;
            end = packet + DhcpPacket.FILE_OFFSET;
            return true;
        }
        return false;
    }

    public Fault fault() {
        return fault;
    }

    /** 1 to 254. */
    public int code() {
        return code;
    }

    /** Bytes of the value, 0 to 255. */
    public int length() {
        return length;
    }

    /** Absolute index of the value. */
    public int value() {
        return value;
    }
}
