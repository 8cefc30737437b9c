// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.arp;

import io.doppelwatch.decode.Fault;
import io.netty.buffer.ByteBuf;

/**
 * An ARP packet (RFC 826, "Packet format"), where it lies.
 *
 * <pre>
 *  0               2               4       5       6               8
 * +---------------+---------------+-------+-------+---------------+- - -
 * | hardware type | protocol type | h.len | p.len | operation     | sender hardware (h.len), sender protocol (p.len),
 * +---------------+---------------+-------+-------+---------------+- - -    target hardware, target protocol
 * </pre>
 *
 * <p>Any hardware and protocol type, any address lengths (0 to 255 each) and any operation are read. Checked: that the
 * eight fixed bytes are there, and that the four addresses are. Not checked: whether lengths fit the types; {@link
 * #isIpv4OverMac()} says where they do. Bytes after the last address are padding and ignored. Where the fixed bytes are
 * there and the addresses are not, the fault is {@link Fault#TRUNCATED} and the fixed fields stay readable.
 *
 * <p>ATMARP (RFC 2225, 8.1, hardware type 19) has six addresses and another form of lengths; its lengths are checked, its
 * addresses have no accessors.
 *
 * <p>Reusable; not thread-safe.
 */
public final class ArpPacket {
    public static final int ADDRESSES_OFFSET = 8;

    /** Operations (RFC 826, 903, 1931, 2390, 5494; IANA arp-parameters). */
    public static final int REQUEST = 1;

    public static final int REPLY = 2;
    public static final int RARP_REQUEST = 3;
    public static final int RARP_REPLY = 4;
    public static final int DRARP_REQUEST = 5;
    public static final int DRARP_REPLY = 6;
    public static final int DRARP_ERROR = 7;
    public static final int INARP_REQUEST = 8;
    public static final int INARP_REPLY = 9;
    public static final int ATMARP_NAK = 10;
    public static final int EXPERIMENT_1 = 24;
    public static final int EXPERIMENT_2 = 25;

    /** Hardware types whose addresses are IEEE 802 MAC addresses: Ethernet, and IEEE 802 networks (RFC 1042). */
    public static final int HARDWARE_ETHERNET = 1;

    public static final int HARDWARE_IEEE802 = 6;
    public static final int HARDWARE_ATM = 19;

    /** ATMARP: lengths of the sender's protocol and the target's three addresses follow the operation. */
    private static final int ATM_ADDRESSES_OFFSET = 12;

    private static final int ATM_LENGTH_MASK = 0x3f;

    /** EtherType of IPv4 as a protocol type. */
    public static final int PROTOCOL_IPV4 = 0x0800;

    private ByteBuf buffer;
    private int offset;
    private int hardwareLength;
    private int protocolLength;
    private int size;

    /** The eight fixed bytes in one load; 0 where they are not there. */
    private long fixed;

    private boolean usual;
    private boolean header;
    private Fault fault = Fault.TRUNCATED;

    /**
     * Points at a packet.
     *
     * @param buffer read by absolute index
     * @param offset index of the hardware type
     * @param length bytes that are there, padding and trailers included
     */
    public ArpPacket wrap(ByteBuf buffer, int offset, int length) {
        this.buffer = buffer;
        this.offset = offset;
        header = offset >= 0 && length >= ADDRESSES_OFFSET && offset <= buffer.capacity() - length;
        fixed = header ? buffer.getLong(offset) : 0;
        hardwareLength = (int) (fixed >>> 24) & 0xff;
        protocolLength = (int) (fixed >>> 16) & 0xff;
        if (isAtm()) {
            size = length < ATM_ADDRESSES_OFFSET ? ATM_ADDRESSES_OFFSET : atmSize();
        } else {
            size = ADDRESSES_OFFSET + 2 * hardwareLength + 2 * protocolLength;
        }
        fault = header && length >= size ? Fault.NONE : Fault.TRUNCATED;
        int hardware = hardwareType();
        usual = fault == Fault.NONE
                && hardwareLength == 6
                && protocolLength == 4
                && protocolType() == PROTOCOL_IPV4
                && (hardware == HARDWARE_ETHERNET || hardware == HARDWARE_IEEE802);
        return this;
    }

    /** True where the fixed bytes and all four addresses are there. */
    public boolean ok() {
        return fault == Fault.NONE;
    }

    public Fault fault() {
        return fault;
    }

    /** Offset from the packet's start of what could not be read; -1 without a fault. */
    public int faultOffset() {
        return ok() ? -1 : header ? ADDRESSES_OFFSET : 0;
    }

    /** True where the eight fixed bytes are there. */
    public boolean hasHeader() {
        return header;
    }

    /** Bytes by its own lengths, at least 8 and at most 1,028; without padding. */
    public int size() {
        return size;
    }

    /** True for ATMARP and InATMARP, which have their own form. */
    public boolean isAtm() {
        return hardwareType() == HARDWARE_ATM;
    }

    private int atmSize() {
        return ATM_ADDRESSES_OFFSET
                + (hardwareLength & ATM_LENGTH_MASK)
                + (protocolLength & ATM_LENGTH_MASK)
                + buffer.getUnsignedByte(offset + 8)
                + (buffer.getUnsignedByte(offset + 9) & ATM_LENGTH_MASK)
                + (buffer.getUnsignedByte(offset + 10) & ATM_LENGTH_MASK)
                + buffer.getUnsignedByte(offset + 11);
    }

    /** IANA hardware type, 0 to 65535; 0 where the header is not there. */
    public int hardwareType() {
        return (int) (fixed >>> 48);
    }

    /** EtherType of the protocol asked for, 0 to 65535. */
    public int protocolType() {
        return (int) (fixed >>> 32) & 0xffff;
    }

    /** Bytes of a hardware address, 0 to 255; legal also where odd. In ATMARP the type and length of the sender's number. */
    public int hardwareLength() {
        return hardwareLength;
    }

    /** Bytes of a protocol address, 0 to 255. In ATMARP the type and length of the sender's subaddress. */
    public int protocolLength() {
        return protocolLength;
    }

    /** Operation, 0 to 65535; 0 where the header is not there. */
    public int operation() {
        return (int) fixed & 0xffff;
    }

    /** Absolute index of the sender's hardware address. The other three follow it. */
    public int senderHardware() {
        return offset + ADDRESSES_OFFSET;
    }

    public int senderProtocol() {
        return senderHardware() + hardwareLength;
    }

    public int targetHardware() {
        return senderProtocol() + protocolLength;
    }

    public int targetProtocol() {
        return targetHardware() + hardwareLength;
    }

    /** True where the addresses are MAC addresses and IPv4 addresses, whole, so that the accessors below hold. */
    public boolean isIpv4OverMac() {
        return usual;
    }

    /** Sender's MAC address in the low 48 bits; 0 unless {@link #isIpv4OverMac()}. */
    public long senderMac() {
        return isIpv4OverMac() ? mac(senderHardware()) : 0;
    }

    /** Sender's IPv4 address; 0 unless {@link #isIpv4OverMac()}. */
    public int senderIp() {
        return isIpv4OverMac() ? buffer.getInt(senderProtocol()) : 0;
    }

    /** Target's MAC address in the low 48 bits; in a request it means nothing (RFC 826), zero by custom. */
    public long targetMac() {
        return isIpv4OverMac() ? mac(targetHardware()) : 0;
    }

    /** Target's IPv4 address; 0 unless {@link #isIpv4OverMac()}. */
    public int targetIp() {
        return isIpv4OverMac() ? buffer.getInt(targetProtocol()) : 0;
    }

    /** RFC 5227, 1.1: a request from 0.0.0.0 for an address the sender would like to have. */
    public boolean isProbe() {
        return isIpv4OverMac() && operation() == REQUEST && senderIp() == 0 && targetIp() != 0;
    }

    /** RFC 5227, 1.1: a request in which sender and target address are the same: "this is mine now". */
    public boolean isAnnouncement() {
        return isGratuitous() && operation() == REQUEST;
    }

    /** RFC 5944, 4.6: request or reply in which sender and target address are the same and not 0.0.0.0. */
    public boolean isGratuitous() {
        return isIpv4OverMac()
                && (operation() == REQUEST || operation() == REPLY)
                && senderIp() == targetIp()
                && senderIp() != 0;
    }

    private long mac(int at) {
        // Two bytes further than the address: in the sender's case its protocol address, in the target's the same.
        return buffer.getLong(at) >>> 16;
    }

    @Override
    public String toString() {
        return "arp op " + operation() + " hw " + hardwareType() + "/" + hardwareLength + " proto 0x"
                + Integer.toHexString(protocolType()) + "/" + protocolLength + (ok() ? "" : " " + fault);
    }
}
