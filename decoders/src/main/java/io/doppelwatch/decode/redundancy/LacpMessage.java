// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.redundancy;

import io.doppelwatch.decode.Fault;
import io.netty.buffer.ByteBuf;

/**
 * A link aggregation control PDU (IEEE 802.1AX, 6.4.2.3): the sender's own system, and what it thinks its partner is.
 *
 * <pre>
 * subtype 1, version, actor (type 1, length 20): system priority 2, system 6, key 2, port priority 2, port 2, state 1,
 * reserved 3; partner (type 2, length 20): the same
 * </pre>
 *
 * Reusable; not thread-safe.
 */
public final class LacpMessage {
    private static final int LACP = 1;
    private static final int ACTOR = 2;
    private static final int PARTNER = 22;
    private static final int LENGTH = 42;
    private static final int INFORMATION_LENGTH = 20;

    private ByteBuf buffer;
    private int offset;
    private Fault fault = Fault.TRUNCATED;

    /** Points at a slow protocol's frame behind its EtherType; see {@link VrrpMessage#wrap}. */
    public LacpMessage wrap(ByteBuf buffer, int offset, int length) {
        this.buffer = buffer;
        this.offset = offset;
        if (offset < 0 || length < 1 || offset > buffer.capacity() - length) {
            fault = Fault.TRUNCATED;
        } else if (buffer.getUnsignedByte(offset) != LACP) {
            fault = Fault.UNSUPPORTED; // the marker protocol and OAM say nothing of systems
        } else if (length < LENGTH) {
            fault = Fault.TRUNCATED;
        } else {
            fault = isInformation(ACTOR, 1) && isInformation(PARTNER, 2) ? Fault.NONE : Fault.BAD_VALUE;
        }
        return this;
    }

    private boolean isInformation(int at, int type) {
        return buffer.getUnsignedByte(offset + at) == type
                && buffer.getUnsignedByte(offset + at + 1) == INFORMATION_LENGTH;
    }

    public boolean ok() {
        return fault == Fault.NONE;
    }

    public Fault fault() {
        return fault;
    }

    /** MAC of the sender's system, the same on each of its ports. */
    public long actorSystem() {
        return ok() ? mac(ACTOR + 4) : 0;
    }

    /** Which of the system's aggregates the port belongs to. */
    public int actorKey() {
        return ok() ? buffer.getUnsignedShort(offset + ACTOR + 10) : 0;
    }

    /** MAC of the system at the other end; 0 where it is not known yet. */
    public long partnerSystem() {
        return ok() ? mac(PARTNER + 4) : 0;
    }

    private long mac(int at) {
        return (long) buffer.getUnsignedShort(offset + at) << 32 | buffer.getUnsignedInt(offset + at + 2);
    }

    @Override
    public String toString() {
        return "lacp system " + Long.toHexString(actorSystem()) + " key " + actorKey();
    }
}
