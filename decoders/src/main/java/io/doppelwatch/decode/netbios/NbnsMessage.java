// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.netbios;

import io.doppelwatch.decode.Fault;
import io.doppelwatch.decode.dns.DnsMessage;
import io.doppelwatch.decode.dns.DnsRecords;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * A NetBIOS name service message (RFC 1002, 4.2), where it lies, and a cursor over its entries. Its sections, names and
 * pointers are those of DNS ({@link DnsMessage}); the flags are read otherwise:
 *
 * <pre>
 *  R(1) opcode(4) AA TC RD RA 0 0 B rcode(4)
 * </pre>
 *
 * <p>{@link #next()} moves from entry to entry until those promised are read or something is wrong; what came before a
 * fault was sound. Reusable; not thread-safe.
 */
public final class NbnsMessage {
    public static final int HEADER_LENGTH = DnsMessage.HEADER_LENGTH;

    public static final int OPCODE_QUERY = 0;
    public static final int OPCODE_REGISTRATION = 5;
    public static final int OPCODE_RELEASE = 6;
    /** Wait for acknowledgement (RFC 1002, 4.2.16): a name server asks for patience. */
    public static final int OPCODE_WAIT = 7;

    public static final int OPCODE_REFRESH = 8;
    /** What Windows sends for a refresh: RFC 1002 gives 8 in 4.2.1.1 and 9 in 4.2.4. */
    public static final int OPCODE_REFRESH_ALTERNATE = 9;
    /** A registration of one address among several; Microsoft's. */
    public static final int OPCODE_MULTIHOMED_REGISTRATION = 15;

    /** Record types: a name's addresses, and a node's status. */
    public static final int NB = 0x20;

    public static final int NBSTAT = 0x21;

    private static final int NB_ENTRY = 6;
    private static final int STATUS_ENTRY = 18;
    private static final int GROUP = 0x80;

    private final DnsMessage message = new DnsMessage();
    private final NetbiosName name = new NetbiosName();
    private final NetbiosName listed = new NetbiosName();
    private ByteBuf buffer = Unpooled.EMPTY_BUFFER;
    private int offset;
    private DnsRecords records = message.records();
    private Fault fault = Fault.NONE;

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
        message.wrap(buffer, offset, length);
        return rewind();
    }

    /** Points at a message that was kept as bytes. */
    public NbnsMessage wrap(byte[] bytes) {
        return wrap(Unpooled.wrappedBuffer(bytes), 0, bytes.length);
    }

    /** Goes back before the first entry. */
    public NbnsMessage rewind() {
        records = message.records();
        fault = Fault.NONE;
        return this;
    }

    /** True where the header is whole. */
    public boolean ok() {
        return message.ok();
    }

    /** Why the header or the walk ended early. */
    public Fault fault() {
        return fault == Fault.NONE ? records.fault() : fault;
    }

    /** Offset in the message of the fault; -1 without one. */
    public int faultOffset() {
        return fault == Fault.NONE ? records.faultOffset() : records.name().offset();
    }

    /** Transaction id, 0 to 65535. */
    public int id() {
        return message.id();
    }

    public int flags() {
        return message.flags();
    }

    public boolean isResponse() {
        return message.isResponse();
    }

    /** 0 to 15. */
    public int opcode() {
        return message.opcode();
    }

    /** Sent to everybody rather than to a name server. */
    public boolean isBroadcast() {
        return (flags() & 0x10) != 0;
    }

    /** RD: a registration that asks first, where without it the name is taken (RFC 1002, 4.2.2 and 4.2.3). */
    public boolean isRecursionDesired() {
        return (flags() & DnsMessage.RD) != 0;
    }

    /** RA: the sender is a name server (RFC 1002, 4.2.1.1), such as WINS. */
    public boolean isFromNameServer() {
        return (flags() & DnsMessage.RA) != 0;
    }

    /** 0 to 15; 0 is success, 3 no such name, 6 active, 7 conflict. */
    public int rcode() {
        return message.rcode();
    }

    /** Moves to the next entry; false at the end and at a fault. */
    public boolean next() {
        if (fault != Fault.NONE || !records.next()) {
            name.read(records.name());
            return false;
        }
        fault = name.read(records.name()).fault();
        return fault == Fault.NONE;
    }

    /** 0 question, 1 answer, 2 authority, 3 additional. */
    public int section() {
        return records.section().ordinal();
    }

    /** Whose entry it is. The same object for every entry; holds until {@link #next()}. */
    public NetbiosName name() {
        return name;
    }

    /** {@link #NB}, {@link #NBSTAT} or another. */
    public int type() {
        return records.type();
    }

    /** Seconds, 32 bits unsigned. */
    public long ttl() {
        return records.ttl();
    }

    /** Bytes of the entry's data. */
    public int rdataLength() {
        return records.rdataLength();
    }

    /** Addresses in the data of an NB record (RFC 1002, 4.2.1.3); 0 for another entry. */
    public int addresses() {
        return type() == NB ? rdataLength() / NB_ENTRY : 0;
    }

    /** The address numbered {@code i}, from 0; 0 where there is none. */
    public int address(int i) {
        return i >= 0 && i < addresses() ? buffer.getInt(data() + NB_ENTRY * i + 2) : 0;
    }

    /** True where the name of the address numbered {@code i} is a group's. */
    public boolean isGroup(int i) {
        return i >= 0 && i < addresses() && (buffer.getByte(data() + NB_ENTRY * i) & GROUP) != 0;
    }

    /** Names a node lists in its status (RFC 1002, 4.2.18), as far as they are there; 0 for another entry. */
    public int listedNames() {
        if (type() != NBSTAT || rdataLength() < 1) {
            return 0;
        }
        return Math.min(buffer.getUnsignedByte(data()), (rdataLength() - 1) / STATUS_ENTRY);
    }

    /** The name numbered {@code i}, from 0; the same object each time; not {@link NetbiosName#ok()} where there is none. */
    public NetbiosName listedName(int i) {
        return isListed(i) ? listed.readPlain(buffer, data() + 1 + STATUS_ENTRY * i) : listed.clear();
    }

    /** True where the name numbered {@code i} of the status is a group's. */
    public boolean isListedGroup(int i) {
        return isListed(i) && (buffer.getByte(data() + 1 + STATUS_ENTRY * i + NetbiosName.LENGTH + 1) & GROUP) != 0;
    }

    private boolean isListed(int i) {
        return i >= 0 && i < listedNames();
    }

    private int data() {
        return offset + records.rdata();
    }

    @Override
    public String toString() {
        return "nbns id " + id() + " opcode " + opcode() + (isResponse() ? " response" : " request");
    }
}
