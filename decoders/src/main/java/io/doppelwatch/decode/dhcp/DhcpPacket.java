// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.dhcp;

import io.doppelwatch.decode.Fault;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.List;

/**
 * A BOOTP or DHCP packet (RFC 2131, 2; RFC 2132), where it lies.
 *
 * <pre>
 *  0    1      2     3     4    8     10     12      16      20      24      28      44     108   236     240
 * +----+------+-----+-----+----+-----+------+-------+-------+-------+-------+-------+------+-----+-------+- - -
 * | op | type | len | hops| id | secs| flags| ciaddr| yiaddr| siaddr| giaddr| chaddr| sname| file| cookie| options
 * +----+------+-----+-----+----+-----+------+-------+-------+-------+-------+-------+------+-----+-------+- - -
 * </pre>
 *
 * <p>Checked: that the 236 fixed bytes are there. Options are read where the magic cookie is, as far as they are sound,
 * and go on in {@code file} and {@code sname} where option 52 says so (RFC 2131, 4.1). An option given several times is
 * one option cut in pieces (RFC 3396). Reusable; not thread-safe.
 */
public final class DhcpPacket {
    public static final int OP_OFFSET = 0;
    public static final int HARDWARE_TYPE_OFFSET = 1;
    public static final int HARDWARE_LENGTH_OFFSET = 2;
    public static final int HOPS_OFFSET = 3;
    public static final int ID_OFFSET = 4;
    public static final int SECONDS_OFFSET = 8;
    public static final int FLAGS_OFFSET = 10;
    public static final int CLIENT_OFFSET = 12;
    public static final int YOUR_OFFSET = 16;
    public static final int NEXT_SERVER_OFFSET = 20;
    public static final int RELAY_OFFSET = 24;
    public static final int HARDWARE_OFFSET = 28;
    public static final int SERVER_NAME_OFFSET = 44;
    public static final int FILE_OFFSET = 108;
    public static final int COOKIE_OFFSET = 236;
    public static final int OPTIONS_OFFSET = 240;

    /** RFC 1497: 99.130.83.99. */
    public static final int MAGIC_COOKIE = 0x63825363;

    /** Values of op. */
    public static final int BOOT_REQUEST = 1;

    public static final int BOOT_REPLY = 2;

    /** Values of option 53 (RFC 2132, 9.6). */
    public static final int DISCOVER = 1;

    public static final int OFFER = 2;
    public static final int REQUEST = 3;
    public static final int DECLINE = 4;
    public static final int ACK = 5;
    public static final int NAK = 6;
    public static final int RELEASE = 7;
    public static final int INFORM = 8;

    /** Sub-options of option 82. */
    public static final int CIRCUIT_ID = 1;

    public static final int REMOTE_ID = 2;
    public static final int SERVER_ID_OVERRIDE = 11;

    private static final int HARDWARE_ETHERNET = 1;

    private final DhcpOptions options = new DhcpOptions();
    private ByteBuf buffer;
    private int offset;
    private int length;

    /**
     * Points at a packet.
     *
     * @param buffer read by absolute index
     * @param offset index of its op
     * @param length bytes of it that are there
     */
    public DhcpPacket wrap(ByteBuf buffer, int offset, int length) {
        this.buffer = buffer;
        this.offset = offset;
        boolean fits = offset >= 0 && length >= COOKIE_OFFSET && offset <= buffer.capacity() - length;
        this.length = fits ? length : 0;
        return this;
    }

    /** Points at a packet that is all there is. */
    public DhcpPacket wrap(byte[] packet) {
        return wrap(Unpooled.wrappedBuffer(packet), 0, packet.length);
    }

    /** True where the fixed part is whole. */
    public boolean ok() {
        return length > 0;
    }

    public Fault fault() {
        return ok() ? Fault.NONE : Fault.TRUNCATED;
    }

    /** True where options follow: BOOTP without them (RFC 951) is not DHCP. */
    public boolean hasCookie() {
        return length >= OPTIONS_OFFSET && buffer.getInt(offset + COOKIE_OFFSET) == MAGIC_COOKIE;
    }

    /** 1 from client to server, 2 back. */
    public int op() {
        return u8(OP_OFFSET);
    }

    /** IANA hardware type, 1 for Ethernet. */
    public int hardwareType() {
        return u8(HARDWARE_TYPE_OFFSET);
    }

    public int hardwareLength() {
        return u8(HARDWARE_LENGTH_OFFSET);
    }

    public int hops() {
        return u8(HOPS_OFFSET);
    }

    /** Transaction id, 32 bits. */
    public int id() {
        return i32(ID_OFFSET);
    }

    /** The client asks for answers by broadcast. */
    public boolean isBroadcast() {
        return (u8(FLAGS_OFFSET) & 0x80) != 0;
    }

    /** ciaddr: the address the client has already. */
    public int clientAddress() {
        return i32(CLIENT_OFFSET);
    }

    /** yiaddr: the address the client shall have. */
    public int yourAddress() {
        return i32(YOUR_OFFSET);
    }

    /** siaddr: the server to boot from. */
    public int nextServer() {
        return i32(NEXT_SERVER_OFFSET);
    }

    /** giaddr: the relay agent. */
    public int relay() {
        return i32(RELAY_OFFSET);
    }

    /** True where chaddr is a MAC address, so that {@link #clientMac()} holds. */
    public boolean hasMac() {
        return hardwareType() == HARDWARE_ETHERNET && hardwareLength() == 6;
    }

    /** chaddr as a MAC address in the low 48 bits; 0 where it is none. */
    public long clientMac() {
        return hasMac()
                ? (long) buffer.getUnsignedShort(offset + HARDWARE_OFFSET) << 32
                        | buffer.getUnsignedInt(offset + HARDWARE_OFFSET + 2)
                : 0;
    }

    /** The cursor over the options, back at the first; the same object each time. */
    public DhcpOptions options() {
        return hasCookie() ? options.start(buffer, offset, length) : options.start(buffer, 0, 0);
    }

    /** DHCP message type (RFC 2132, 9.6), 1 to 255; 0 where there is none: BOOTP, or a packet broken before it. */
    public int messageType() {
        DhcpOptions o = options();
        while (o.next()) {
            if (o.code() == DhcpOptions.MESSAGE_TYPE && o.length() == 1) {
                return buffer.getUnsignedByte(o.value());
            }
        }
        return 0;
    }

    /** An option of one IPv4 address, or its first; 0 without it. */
    public int address(int code) {
        DhcpOptions o = options();
        while (o.next()) {
            if (o.code() == code && o.length() >= 4) {
                return buffer.getInt(o.value());
            }
        }
        return 0;
    }

    /** An option of 32 bits unsigned, such as a time in seconds; -1 without it. */
    public long number(int code) {
        DhcpOptions o = options();
        while (o.next()) {
            if (o.code() == code && o.length() == 4) {
                return buffer.getUnsignedInt(o.value());
            }
        }
        return -1;
    }

    /** All bytes of an option, its pieces put together (RFC 3396, 7); empty without it. */
    public byte[] bytes(int code) {
        byte[] all = new byte[0];
        DhcpOptions o = options();
        while (o.next()) {
            if (o.code() == code) {
                int had = all.length;
                all = Arrays.copyOf(all, had + o.length());
                buffer.getBytes(o.value(), all, had, o.length());
            }
        }
        return all;
    }

    /** An option that lists IPv4 addresses, such as routers or resolvers; empty without it. */
    public int[] addresses(int code) {
        byte[] b = bytes(code);
        int[] all = new int[b.length / 4];
        for (int i = 0; i < all.length; i++) {
            all[i] = (b[4 * i] & 0xff) << 24
                    | (b[4 * i + 1] & 0xff) << 16
                    | (b[4 * i + 2] & 0xff) << 8
                    | b[4 * i + 3] & 0xff;
        }
        return all;
    }

    /**
     * A sub-option of the relay agent information (RFC 3046, 2.0; RFC 5107 for the server identifier override); empty without
     * it.
     */
    public byte[] relayAgent(int suboption) {
        byte[] all = bytes(DhcpOptions.RELAY_AGENT);
        int at = 0;
        while (all.length - at >= 2) {
            int n = all[at + 1] & 0xff;
            if (all.length - at - 2 < n) {
                break;
            }
            if ((all[at] & 0xff) == suboption) {
                return Arrays.copyOfRange(all, at + 2, at + 2 + n);
            }
            at += 2 + n;
        }
        return new byte[0];
    }

    /** Classless routes by option 121, and where it is absent by 249. */
    public List<ClasslessRoute> routes() {
        byte[] b = bytes(DhcpOptions.CLASSLESS_ROUTES);
        return ClasslessRoute.read(b.length == 0 ? bytes(DhcpOptions.CLASSLESS_ROUTES_MICROSOFT) : b);
    }

    private int u8(int at) {
        return ok() ? buffer.getUnsignedByte(offset + at) : 0;
    }

    private int i32(int at) {
        return ok() ? buffer.getInt(offset + at) : 0;
    }

    @Override
    public String toString() {
        return "dhcp op " + op() + " id 0x" + Integer.toHexString(id()) + " type " + messageType();
    }
}
