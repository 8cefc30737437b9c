// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.netbios;

import io.doppelwatch.decode.Fault;
import io.netty.buffer.ByteBuf;

/**
 * A NetBIOS name service message (RFC 1002, 4.2), where it lies, and a cursor over its entries.
 *
 * <pre>
 *  0    2       4         6         8         10        12
 * +----+-------+---------+---------+---------+---------+- - -
 * | ID | flags | QDCOUNT | ANCOUNT | NSCOUNT | ARCOUNT | questions, answers, authorities, additionals
 * +----+-------+---------+---------+---------+---------+- - -
 *       R(1) opcode(4) AA TC RD RA 0 0 B rcode(4)
 * </pre>
 *
 * <p>{@link #next()} moves from entry to entry until those promised are read or something is wrong; what came before a
 * fault was sound. Every step takes at least five bytes, whatever the counts say. Reusable; not thread-safe.
 */
public final class NbnsMessage {
    public static final int HEADER_LENGTH = 12;

    public static final int OPCODE_QUERY = 0;
    public static final int OPCODE_REGISTRATION = 5;
    public static final int OPCODE_RELEASE = 6;
    public static final int OPCODE_WAIT = 7;
    public static final int OPCODE_REFRESH = 8;

    /** Record types: a name's addresses, and a node's status. */
    public static final int NB = 0x20;

    public static final int NBSTAT = 0x21;

    private static final int SECTIONS = 4;
    private static final int NB_ENTRY = 6;

    private final NetbiosName name = new NetbiosName();
    private ByteBuf buffer;
    private int offset;
    private int length;
    private int section;
    private int left;
    private int position;
    private int type;
    private long ttl;
    private int rdata;
    private int rdataLength;
    private Fault fault = Fault.TRUNCATED;
    private int faultOffset;

    /**
     * Points at a message, before its first entry.
     *
     * @param buffer read by absolute index
     * @param offset index of its ID
     * @param length bytes of it that are there
     */
    public NbnsMessage wrap(ByteBuf buffer, int offset, int length) {
        this.buffer = buffer;
        this.offset = offset;
        boolean fits = offset >= 0 && length >= HEADER_LENGTH && offset <= buffer.capacity() - length;
        this.length = fits ? length : 0;
        return rewind();
    }

    /** Goes back before the first entry. */
    public NbnsMessage rewind() {
        fault = ok() ? Fault.NONE : Fault.TRUNCATED;
        faultOffset = ok() ? -1 : 0;
        section = 0;
        left = count(0);
        position = HEADER_LENGTH;
        type = 0;
        ttl = 0;
        rdata = 0;
        rdataLength = 0;
        return this;
    }

    /** True where the header is whole. */
    public boolean ok() {
        return length >= HEADER_LENGTH;
    }

    /** Why the header or the walk ended early. */
    public Fault fault() {
        return fault;
    }

    /** Offset in the message of the fault; -1 without one. */
    public int faultOffset() {
        return faultOffset;
    }

    /** Transaction id, 0 to 65535. */
    public int id() {
        return u16(0);
    }

    public int flags() {
        return u16(2);
    }

    public boolean isResponse() {
        return (flags() & 0x8000) != 0;
    }

    /** 0 to 15. */
    public int opcode() {
        return flags() >>> 11 & 0xf;
    }

    /** Sent to everybody rather than to a name server. */
    public boolean isBroadcast() {
        return (flags() & 0x10) != 0;
    }

    /** 0 to 15; 0 is success, 3 no such name, 6 active, 7 conflict. */
    public int rcode() {
        return flags() & 0xf;
    }

    /** Entries the header promises: 0 questions, 1 answers, 2 authorities, 3 additionals. */
    public int count(int ofSection) {
        return u16(4 + 2 * ofSection);
    }

    /** Moves to the next entry; false at the end and at a fault. */
    public boolean next() {
        if (fault != Fault.NONE) {
            return false;
        }
        while (left == 0) {
            if (section == SECTIONS - 1) {
                return false;
            }
            section++;
            left = count(section);
        }
        name.wrap(buffer, offset, length, position);
        if (!name.ok()) {
            return fail(name.fault(), name.faultOffset());
        }
        int at = name.end();
        boolean question = section == 0;
        int fixed = question ? 4 : 10;
        if (length - at < fixed) {
            return fail(Fault.TRUNCATED, at);
        }
        int data = question ? 0 : buffer.getUnsignedShort(offset + at + 8);
        if (length - at - fixed < data) {
            return fail(Fault.TRUNCATED, at + 8);
        }
        type = buffer.getUnsignedShort(offset + at);
        ttl = question ? 0 : buffer.getUnsignedInt(offset + at + 4);
        rdata = at + fixed;
        rdataLength = data;
        position = rdata + data;
        left--;
        return true;
    }

    private boolean fail(Fault reason, int at) {
        fault = reason;
        faultOffset = at;
        return false;
    }

    /** 0 question, 1 answer, 2 authority, 3 additional. */
    public int section() {
        return section;
    }

    /** Whose entry it is. The same object for every entry; holds until {@link #next()}. */
    public NetbiosName name() {
        return name;
    }

    /** {@link #NB}, {@link #NBSTAT} or another. */
    public int type() {
        return type;
    }

    /** Seconds, 32 bits unsigned. */
    public long ttl() {
        return ttl;
    }

    /** Bytes of the entry's data. */
    public int rdataLength() {
        return rdataLength;
    }

    /** Addresses in the data of an NB record (RFC 1002, 4.2.1.3); 0 for another entry. */
    public int addresses() {
        return type == NB ? rdataLength / NB_ENTRY : 0;
    }

    /** The address numbered {@code i}, from 0; 0 where there is none. */
    public int address(int i) {
        return i >= 0 && i < addresses() ? buffer.getInt(offset + rdata + NB_ENTRY * i + 2) : 0;
    }

    /** True where the name of the address numbered {@code i} is a group's. */
    public boolean isGroup(int i) {
        return i >= 0 && i < addresses() && (buffer.getByte(offset + rdata + NB_ENTRY * i) & 0x80) != 0;
    }

    private int u16(int at) {
        return ok() ? buffer.getUnsignedShort(offset + at) : 0;
    }

    @Override
    public String toString() {
        return "nbns id " + id() + " opcode " + opcode() + (isResponse() ? " response" : " request");
    }
}
