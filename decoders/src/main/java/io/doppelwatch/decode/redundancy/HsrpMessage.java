// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.redundancy;

import io.doppelwatch.decode.Fault;
import io.netty.buffer.ByteBuf;

/**
 * An HSRP message: version 1 (RFC 2281, 5.1), or the group state of version 2, which Cisco has not published but
 * Wireshark reads (packet-hsrp.c).
 *
 * <pre>
 * v1:  version 0, opcode, state, hello, hold, priority, group, reserved, authentication 8, virtual address 4
 * v2:  type 1, length 40, version 2, opcode, state, IP version, group 2, identifier 6, priority 4, hello 4, hold 4,
 *      virtual address 16 (IPv4 in the first four)
 * </pre>
 *
 * <p>Of version 2 the first value of at most {@value #MAX_VALUES} that is a group state counts. An advertisement of
 * version 1 (opcode 3) names no address and is {@link Fault#UNSUPPORTED}. Reusable; not thread-safe.
 */
public final class HsrpMessage {
    public static final int PORT = 1985;
    public static final int PORT_V6 = 2029;
    /** Opcodes. */
    public static final int HELLO = 0;

    public static final int COUP = 1;
    public static final int RESIGN = 2;

    static final int MAX_VALUES = 8;

    private static final int V1_LENGTH = 20;
    private static final int V1_ACTIVE = 16;
    private static final int V2_ACTIVE = 6;
    private static final int GROUP_STATE = 1;
    private static final int GROUP_STATE_LENGTH = 40;

    private ByteBuf buffer;
    private int version;
    /** Of the message in version 1, of the group state's content in version 2. */
    private int at;

    private Fault fault = Fault.TRUNCATED;

    /** Points at the payload of a datagram; see {@link VrrpMessage#wrap}. */
    public HsrpMessage wrap(ByteBuf buffer, int offset, int length) {
        this.buffer = buffer;
        version = 0;
        at = offset;
        if (offset < 0 || length < 2 || offset > buffer.capacity() - length) {
            fault = Fault.TRUNCATED;
        } else if (buffer.getUnsignedByte(offset) == 0) {
            version = 1;
            fault = length < V1_LENGTH
                    ? Fault.TRUNCATED
                    : buffer.getUnsignedByte(offset + 1) > RESIGN ? Fault.UNSUPPORTED : Fault.NONE;
        } else {
            version = 2;
            fault = groupState(offset, offset + length);
        }
        return this;
    }

    private Fault groupState(int from, int end) {
        int value = from;
        for (int i = 0; i < MAX_VALUES && end - value >= 2; i++) {
            int length = buffer.getUnsignedByte(value + 1);
            if (end - value - 2 < length) {
                return Fault.TRUNCATED;
            }
            if (buffer.getUnsignedByte(value) == GROUP_STATE) {
                at = value + 2;
                boolean known =
                        length >= GROUP_STATE_LENGTH && buffer.getUnsignedByte(at) == 2 && isIp(ipVersionOf(at));
                return known ? Fault.NONE : Fault.BAD_VALUE;
            }
            value += 2 + length;
        }
        return Fault.UNSUPPORTED;
    }

    private int ipVersionOf(int state) {
        return buffer.getUnsignedByte(state + 3);
    }

    private static boolean isIp(int version) {
        return version == 4 || version == 6;
    }

    public boolean ok() {
        return fault == Fault.NONE;
    }

    public Fault fault() {
        return fault;
    }

    public int version() {
        return version;
    }

    public int opcode() {
        return ok() ? buffer.getUnsignedByte(at + 1) : HELLO;
    }

    /** True where the sender holds the group's address, or takes it just now. */
    public boolean isActive() {
        return ok()
                && (buffer.getUnsignedByte(at + 2) == (version == 1 ? V1_ACTIVE : V2_ACTIVE) || opcode() == COUP)
                && opcode() != RESIGN;
    }

    public int group() {
        return !ok() ? 0 : version == 1 ? buffer.getUnsignedByte(at + 6) : buffer.getUnsignedShort(at + 4);
    }

    /** More is stronger; at most 255 in version 1. */
    public long priority() {
        return !ok() ? 0 : version == 1 ? buffer.getUnsignedByte(at + 5) : buffer.getUnsignedInt(at + 12);
    }

    /** Family of the virtual address: 4 or 6. */
    public int ipVersion() {
        return ok() && version == 2 ? ipVersionOf(at) : 4;
    }

    /** Absolute index of the virtual address of 4 or 16 bytes. */
    public int address() {
        return version == 1 ? at + 16 : at + 24;
    }

    @Override
    public String toString() {
        return "hsrp group " + group() + (isActive() ? " active" : "");
    }
}
