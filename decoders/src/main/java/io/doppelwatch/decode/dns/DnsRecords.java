// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.dns;

import io.doppelwatch.decode.Fault;
import io.netty.buffer.ByteBuf;

/**
 * A cursor over the entries of a message, question to additional: questions (RFC 1035, 4.1.2) and resource records
 * (4.1.3).
 *
 * <p>{@link #next()} moves on until the entries promised are read or something is wrong; what came before a fault was
 * sound, and what comes after it cannot be found. A record's data is bounded by its own length and may be malformed by
 * itself: that does not end the walk, {@link DnsRdata} tells it. Every step takes at least five bytes, so a walk is
 * bounded by the message's length whatever its counts say. Belongs to one {@link DnsMessage}; not thread-safe.
 */
public final class DnsRecords {
    /** Top bit of the class in mDNS: unicast response wanted in a question, cache flush in a record (RFC 6762, 18). */
    public static final int MDNS_TOP_BIT = 0x8000;

    private static final DnsSection[] SECTIONS = DnsSection.values();

    private final DnsName name = new DnsName();
    private final DnsName target = new DnsName();
    private DnsMessage message;
    private ByteBuf buffer;
    private int base;
    private int length;
    private int section;
    private int left;
    private int index;
    private int position;
    private int type;
    private int rrClass;
    private long ttl;
    private int rdata;
    private int rdataLength;
    private Fault fault = Fault.NONE;
    private int faultOffset;

    DnsRecords() {}

    DnsRecords start(DnsMessage message, ByteBuf buffer, int base, int length) {
        this.message = message;
        this.buffer = buffer;
        this.base = base;
        this.length = length;
        section = 0;
        left = message.count(DnsSection.QUESTION);
        index = -1;
        position = DnsMessage.HEADER_LENGTH;
        type = 0;
        rrClass = 0;
        ttl = 0;
        rdata = position;
        rdataLength = 0;
        fault = message.fault();
        faultOffset = fault == Fault.NONE ? -1 : length;
        return this;
    }

    /**
     * Moves to the next entry.
     *
     * @return false at the end and at a fault ({@link #fault()} tells which)
     */
    public boolean next() {
        if (fault != Fault.NONE) {
            return false;
        }
        while (left == 0) {
            if (section == SECTIONS.length - 1) {
                return false;
            }
            section++;
            left = message.count(SECTIONS[section]);
            index = -1;
        }
        name.wrap(buffer, base, length, position);
        if (!name.ok()) {
            return fail(name.fault(), name.faultOffset());
        }
        int at = name.end();
        boolean question = section == 0;
        int fixed = question ? 4 : 10;
        if (length - at < fixed) {
            return fail(Fault.TRUNCATED, at);
        }
        int data = question ? 0 : buffer.getUnsignedShort(base + at + 8);
        if (length - at - fixed < data) {
            return fail(Fault.TRUNCATED, at + 8);
        }
        type = buffer.getUnsignedShort(base + at);
        rrClass = buffer.getUnsignedShort(base + at + 2);
        ttl = question ? 0 : buffer.getUnsignedInt(base + at + 4);
        rdata = at + fixed;
        rdataLength = data;
        position = rdata + data;
        left--;
        index++;
        return true;
    }

    private boolean fail(Fault reason, int at) {
        fault = reason;
        faultOffset = at;
        return false;
    }

    /** Why the walk ended early; {@link Fault#NONE} while it goes on and where it ended well. */
    public Fault fault() {
        return fault;
    }

    /** Offset in the message of the fault; -1 without one. */
    public int faultOffset() {
        return faultOffset;
    }

    /** Offset in the message of the first byte after the entry just read; after the walk, where trailing bytes begin. */
    public int position() {
        return position;
    }

    public DnsSection section() {
        return SECTIONS[section];
    }

    /** Number of the entry in its section, from 0. */
    public int index() {
        return index;
    }

    /** Whose record it is. The same object for every entry; holds until {@link #next()}. */
    public DnsName name() {
        return name;
    }

    /** 0 to 65535; {@link DnsCodes#type} names it. */
    public int type() {
        return type;
    }

    /** The 16 class bits as sent; for OPT the sender's UDP payload size (RFC 6891, 6.1.2). */
    public int rrClass() {
        return rrClass;
    }

    /** The class without mDNS's top bit. */
    public int classWithoutTopBit() {
        return rrClass & ~MDNS_TOP_BIT;
    }

    /** mDNS: cache flush in a record, unicast response wanted in a question. Means nothing in unicast DNS. */
    public boolean topBit() {
        return (rrClass & MDNS_TOP_BIT) != 0;
    }

    /** Seconds, 32 bits unsigned as sent (RFC 2181, 8 reads a set top bit as 0); 0 for a question. */
    public long ttl() {
        return ttl;
    }

    /** Offset in the message of the record data. */
    public int rdata() {
        return rdata;
    }

    /** Bytes of record data, 0 to 65535; 0 for a question. */
    public int rdataLength() {
        return rdataLength;
    }

    /** An A record of four bytes. Class IN is not asked for. */
    public boolean isAddress4() {
        return type == DnsCodes.A && rdataLength == 4;
    }

    /** An AAAA record of sixteen bytes. */
    public boolean isAddress6() {
        return type == DnsCodes.AAAA && rdataLength == 16;
    }

    /** The address of an A record; 0 for another. */
    public int address4() {
        return isAddress4() ? buffer.getInt(base + rdata) : 0;
    }

    /** First half of the address of an AAAA record; 0 for another. */
    public long address6High() {
        return isAddress6() ? buffer.getLong(base + rdata) : 0;
    }

    public long address6Low() {
        return isAddress6() ? buffer.getLong(base + rdata + 8) : 0;
    }

    /**
     * The name in the data of the types that lead on to another name: NS, CNAME, PTR, DNAME, MX, SRV, SOA (the primary),
     * SVCB, HTTPS and their like. The same object each time; not {@link DnsName#ok()} where the type has none or the data
     * is malformed.
     */
    public DnsName target() {
        int skip = switch (type) {
            case DnsCodes.NS,
                    DnsCodes.MD,
                    DnsCodes.MF,
                    DnsCodes.CNAME,
                    DnsCodes.SOA,
                    DnsCodes.MB,
                    DnsCodes.MG,
                    DnsCodes.MR,
                    DnsCodes.PTR,
                    DnsCodes.DNAME -> 0;
            case DnsCodes.MX, DnsCodes.AFSDB, DnsCodes.RT, DnsCodes.KX, DnsCodes.SVCB, DnsCodes.HTTPS -> 2;
            case DnsCodes.SRV -> 6;
            default -> -1;
        };
        if (skip < 0 || section == 0) {
            return target.wrap(buffer, base, 0, 0);
        }
        return nameAt(skip, target);
    }

    /** The port of an SRV record (RFC 2782); 0 for another and where it is not there. */
    public int srvPort() {
        return type == DnsCodes.SRV && rdataLength >= 6 ? u16(4) : 0;
    }

    /** Points {@code into} at a name in the data; it may lead out of the data by pointer but has to end in it. */
    DnsName nameAt(int skip, DnsName into) {
        into.wrap(buffer, base, rdata + rdataLength, rdata + skip);
        return into;
    }

    /** OPT (RFC 6891, 6.1.3): the rcode with the header's four bits below, 0 to 4095. */
    public int extendedRcode() {
        return type == DnsCodes.OPT ? (int) (ttl >>> 24) << 4 | message.rcode() : message.rcode();
    }

    /** OPT: EDNS version. */
    public int ednsVersion() {
        return (int) (ttl >>> 16) & 0xff;
    }

    /** OPT: the DO bit, DNSSEC wanted (RFC 3225). */
    public boolean dnssecOk() {
        return (ttl & 0x8000) != 0;
    }

    /** Unsigned octet of the data; the caller keeps within {@link #rdataLength()}. */
    int u8(int at) {
        return buffer.getUnsignedByte(base + rdata + at);
    }

    int u16(int at) {
        return buffer.getUnsignedShort(base + rdata + at);
    }

    long u32(int at) {
        return buffer.getUnsignedInt(base + rdata + at);
    }

    /** Absolute index of the data in {@link #buffer()}. */
    int rdataIndex() {
        return base + rdata;
    }

    ByteBuf buffer() {
        return buffer;
    }
}
