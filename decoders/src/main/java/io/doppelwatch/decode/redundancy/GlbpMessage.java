// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.redundancy;

import io.doppelwatch.decode.Fault;
import io.netty.buffer.ByteBuf;

/**
 * A GLBP message, which Cisco has not published; after Wireshark's packet-glbp.c.
 *
 * <pre>
 * header: version 1, unknown, group 2, unknown 2, owner 6; then values: type, length with these two, content
 * hello (type 1):     unknown, state, unknown, priority, unknown 2, hello 4, hold 4, redirect 2, time-out 2, unknown 2,
 *                     address type (1 IPv4, 2 IPv6), address length, virtual address
 * </pre>
 *
 * At most {@value #MAX_VALUES} values are passed over to find the hello; what is said of single forwarders is not read, for
 * their MACs name their group themselves. Reusable; not thread-safe.
 */
public final class GlbpMessage {
    public static final int PORT = 3222;

    static final int MAX_VALUES = 16;

    private static final int HEADER_LENGTH = 12;
    private static final int HELLO = 1;
    private static final int HELLO_LENGTH = 22;
    private static final int STATE_ACTIVE = 32;

    private ByteBuf buffer;
    private int offset;
    private int hello;
    private int ipVersion;
    private Fault fault = Fault.TRUNCATED;

    /** Points at the payload of a datagram; see {@link VrrpMessage#wrap}. */
    public GlbpMessage wrap(ByteBuf buffer, int offset, int length) {
        this.buffer = buffer;
        this.offset = offset;
        hello = -1;
        ipVersion = 0;
        if (offset < 0 || length < HEADER_LENGTH || offset > buffer.capacity() - length) {
            fault = Fault.TRUNCATED;
        } else if (buffer.getUnsignedByte(offset) != 1) {
            fault = Fault.UNSUPPORTED;
        } else {
            fault = values(offset + HEADER_LENGTH, offset + length);
        }
        return this;
    }

    private Fault values(int from, int end) {
        int at = from;
        for (int i = 0; i < MAX_VALUES && end - at >= 2; i++) {
            int length = buffer.getUnsignedByte(at + 1);
            if (length < 2 || end - at < length) {
                return Fault.BAD_LENGTH;
            }
            if (buffer.getUnsignedByte(at) == HELLO && hello < 0) {
                Fault bad = hello(at + 2, length - 2);
                if (bad != Fault.NONE) {
                    return bad;
                }
            }
            at += length;
        }
        return Fault.NONE;
    }

    private Fault hello(int at, int length) {
        if (length < HELLO_LENGTH) {
            return Fault.BAD_LENGTH;
        }
        int type = buffer.getUnsignedByte(at + 20);
        int bytes = buffer.getUnsignedByte(at + 21);
        if (length - HELLO_LENGTH < bytes) {
            return Fault.BAD_LENGTH;
        }
        hello = at;
        ipVersion = type == 1 && bytes == 4 ? 4 : type == 2 && bytes == 16 ? 6 : 0;
        return Fault.NONE;
    }

    public boolean ok() {
        return fault == Fault.NONE;
    }

    public Fault fault() {
        return fault;
    }

    public int group() {
        return ok() ? buffer.getUnsignedShort(offset + 2) : 0;
    }

    /** True where it says how the gateway itself stands, not only its forwarders. */
    public boolean hasHello() {
        return ok() && hello >= 0;
    }

    /** True where the sender is the active virtual gateway, which answers ARP for the group. */
    public boolean isActive() {
        return hasHello() && buffer.getUnsignedByte(hello + 1) == STATE_ACTIVE;
    }

    /** 0 to 255, more is stronger. */
    public int priority() {
        return hasHello() ? buffer.getUnsignedByte(hello + 3) : 0;
    }

    /** Family of the virtual address: 4, 6, or 0 where none can be read. */
    public int ipVersion() {
        return ok() ? ipVersion : 0;
    }

    /** Absolute index of the virtual address of 4 or 16 bytes. */
    public int address() {
        return hello + HELLO_LENGTH;
    }

    @Override
    public String toString() {
        return "glbp group " + group() + (isActive() ? " active" : "");
    }
}
