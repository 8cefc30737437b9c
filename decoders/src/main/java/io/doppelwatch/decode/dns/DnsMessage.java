// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.dns;

import io.doppelwatch.decode.Fault;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * A DNS message (RFC 1035, 4.1), where it lies; the two length octets of TCP (4.2.2) are not part of it.
 *
 * <pre>
 *  0    2       4         6         8           10           12
 * +----+-------+---------+---------+-----------+------------+- - -
 * | ID | flags | QDCOUNT | ANCOUNT | NSCOUNT   | ARCOUNT    | questions, answers, authorities, additionals
 * +----+-------+---------+---------+-----------+------------+- - -
 *       QR(1) opcode(4) AA TC RD RA Z AD CD rcode(4)
 * </pre>
 *
 * <p>{@link #wrap} checks that the header is there and nothing else; the sections are read by {@link #records()} as far
 * as they are sound. Counts are only claims: nothing is sized by them. A field that is not there reads as 0. Reusable;
 * not thread-safe.
 */
public final class DnsMessage {
    public static final int ID_OFFSET = 0;
    public static final int FLAGS_OFFSET = 2;
    public static final int QUESTIONS_OFFSET = 4;
    public static final int ANSWERS_OFFSET = 6;
    public static final int AUTHORITIES_OFFSET = 8;
    public static final int ADDITIONALS_OFFSET = 10;
    public static final int HEADER_LENGTH = 12;

    public static final int QR = 0x8000;
    public static final int AA = 0x0400;
    public static final int TC = 0x0200;
    public static final int RD = 0x0100;
    public static final int RA = 0x0080;
    public static final int Z = 0x0040;
    public static final int AD = 0x0020;
    public static final int CD = 0x0010;

    /** In LLMNR (RFC 4795, 2.1.1), where AA and RD are in DNS: the name is not unique; the name is not yet known to be. */
    public static final int LLMNR_CONFLICT = 0x0400;

    public static final int LLMNR_TENTATIVE = 0x0100;

    /** The smallest question: root, type, class. The smallest record has a TTL and a length besides. */
    private static final int MIN_QUESTION = 5;

    private static final int MIN_RECORD = 11;

    private final DnsRecords records = new DnsRecords();
    private ByteBuf buffer;
    private int offset;
    private int length;

    /**
     * Points at a message.
     *
     * @param buffer read by absolute index
     * @param offset index of its ID
     * @param length bytes of it that are there
     */
    public DnsMessage wrap(ByteBuf buffer, int offset, int length) {
        this.buffer = buffer;
        this.offset = offset;
        boolean fits = offset >= 0 && length >= 0 && offset <= buffer.capacity() - length;
        this.length = fits ? length : 0;
        return this;
    }

    /** Points at a message that was kept as bytes. */
    public DnsMessage wrap(byte[] message) {
        return wrap(Unpooled.wrappedBuffer(message), 0, message.length);
    }

    /**
     * True where a UDP payload on port 53 is read as DNS: its ID and flags are there, though capture or sender may have
     * cut the rest. Ports decide the rest, as they do for tshark; nothing in the header is forbidden to a hostile or a
     * future sender.
     */
    public static boolean looksLikeDns(int length) {
        return length >= QUESTIONS_OFFSET;
    }

    /** True where the header is whole. */
    public boolean ok() {
        return length >= HEADER_LENGTH;
    }

    public Fault fault() {
        return ok() ? Fault.NONE : Fault.TRUNCATED;
    }

    /**
     * True where the header is not random: an assigned opcode, the Z bit clear, and no more entries promised than have
     * room in {@code messageLength} octets. What tells a message from noise where no port does.
     *
     * @param messageLength octets by the outer length, 0 to 65535; may be more than are there
     */
    public boolean isPlausible(int messageLength) {
        int o = opcode();
        return ok()
                && o <= DnsCodes.OPCODE_DSO
                && o != 3
                && (flags() & Z) == 0
                && count(DnsSection.QUESTION) * MIN_QUESTION
                                + (count(DnsSection.ANSWER)
                                                + count(DnsSection.AUTHORITY)
                                                + count(DnsSection.ADDITIONAL))
                                        * MIN_RECORD
                        <= messageLength - HEADER_LENGTH;
    }

    /** Bytes that are there. */
    public int length() {
        return length;
    }

    /** Transaction id, 0 to 65535. */
    public int id() {
        return u16(ID_OFFSET);
    }

    /** The 16 flag bits, opcode and rcode among them. */
    public int flags() {
        return u16(FLAGS_OFFSET);
    }

    /** QR: a response rather than a query. */
    public boolean isResponse() {
        return (flags() & QR) != 0;
    }

    /** 0 to 15; {@link DnsCodes#opcode} names it. */
    public int opcode() {
        return flags() >>> 11 & 0xf;
    }

    /** The four bits of the header, 0 to 15; {@link DnsRecords#extendedRcode} has the upper eight of EDNS. */
    public int rcode() {
        return flags() & 0xf;
    }

    public boolean isAuthoritative() {
        return (flags() & AA) != 0;
    }

    public boolean isTruncated() {
        return (flags() & TC) != 0;
    }

    /** Entries the header promises for a section, 0 to 65535; how many are there only the walk tells. */
    public int count(DnsSection section) {
        return u16(QUESTIONS_OFFSET + 2 * section.ordinal());
    }

    /** The cursor over all sections, back at the first entry; the same object each time. */
    public DnsRecords records() {
        return records.start(this, buffer, offset, length);
    }

    /** Points {@code into} at the name that begins at an offset of the message, as {@link DnsName#offset} told it. */
    public DnsName nameAt(int at, DnsName into) {
        return into.wrap(buffer, offset, length, at);
    }

    private int u16(int at) {
        return length >= at + 2 ? buffer.getUnsignedShort(offset + at) : 0;
    }

    @Override
    public String toString() {
        return "dns id " + id() + " flags 0x" + Integer.toHexString(flags()) + " counts " + count(DnsSection.QUESTION)
                + "/" + count(DnsSection.ANSWER) + "/" + count(DnsSection.AUTHORITY) + "/"
                + count(DnsSection.ADDITIONAL) + " in " + length + " bytes";
    }
}
