// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.dhcp;

import io.doppelwatch.decode.Fault;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;

/**
 * A DHCPv6 message (RFC 8415, 8 and 9), where it lies.
 *
 * <pre>
 *  0      1                4                     0      1      2              18             34
 * +------+----------------+- - -                +------+------+--------------+--------------+- - -
 * | type | transaction id | options      relay: | type | hops | link address | peer address | options
 * +------+----------------+- - -                +------+------+--------------+--------------+- - -
 * </pre>
 *
 * <p>Checked: that the fixed part is there. A relayed message lies in an option of its relay's message; {@link
 * #wrapRelayed} steps into it, and who steps bounds how deep ({@link #MAX_RELAYS}). Reusable; not thread-safe.
 */
public final class Dhcp6Message {
    public static final int SOLICIT = 1;
    public static final int ADVERTISE = 2;
    public static final int REQUEST = 3;
    public static final int CONFIRM = 4;
    public static final int RENEW = 5;
    public static final int REBIND = 6;
    public static final int REPLY = 7;
    public static final int RELEASE = 8;
    public static final int DECLINE = 9;
    public static final int RECONFIGURE = 10;
    public static final int INFORMATION_REQUEST = 11;
    public static final int RELAY_FORWARD = 12;
    public static final int RELAY_REPLY = 13;

    /** RFC 8415, 7.6: HOP_COUNT_LIMIT. */
    public static final int MAX_RELAYS = 8;

    private static final int CLIENT_HEADER = 4;
    private static final int RELAY_HEADER = 34;

    private final Dhcp6Options options = new Dhcp6Options();
    private ByteBuf buffer;
    private int offset;
    private int length;
    private boolean ok;

    /**
     * Points at a message.
     *
     * @param buffer read by absolute index
     * @param offset index of its type
     * @param length bytes of it that are there
     */
    public Dhcp6Message wrap(ByteBuf buffer, int offset, int length) {
        this.buffer = buffer;
        this.offset = offset;
        this.length = length;
        ok = offset >= 0 && length >= CLIENT_HEADER && offset <= buffer.capacity() - length;
        ok = ok && length >= header();
        return this;
    }

    /** Points at a message that is all there is. */
    public Dhcp6Message wrap(byte[] message) {
        return wrap(Unpooled.wrappedBuffer(message), 0, message.length);
    }

    /** Points at the message in a relay's message; not {@link #ok()} where there is none. */
    public Dhcp6Message wrapRelayed(Dhcp6Message relay) {
        return relay.isRelay() && relay.find(Dhcp6Options.RELAY_MESSAGE)
                ? wrap(relay.buffer, relay.options.value(), relay.options.length())
                : wrap(relay.buffer, 0, 0);
    }

    /**
     * Points at what a client or server said, through at most {@link #MAX_RELAYS} relays; not {@link #ok()} where a relay
     * carries nothing, or is still a relay's message where there are more of them.
     */
    public Dhcp6Message wrapInnermost(Dhcp6Message outer) {
        wrap(outer.buffer, outer.offset, outer.length);
        for (int i = 0; i < MAX_RELAYS && isRelay(); i++) {
            wrapRelayed(this);
        }
        return this;
    }

    /** Points the cursor of the options at the first option of this code; false where there is none. */
    public boolean find(int code) {
        Dhcp6Options o = options();
        while (o.next()) {
            if (o.code() == code) {
                return true;
            }
        }
        return false;
    }

    private int header() {
        int type = buffer.getUnsignedByte(offset);
        return type == RELAY_FORWARD || type == RELAY_REPLY ? RELAY_HEADER : CLIENT_HEADER;
    }

    /** True where the fixed part is whole. */
    public boolean ok() {
        return ok;
    }

    public Fault fault() {
        return ok ? Fault.NONE : Fault.TRUNCATED;
    }

    /** Message type, 0 to 255; 0 where the fixed part is not whole. */
    public int type() {
        return ok ? buffer.getUnsignedByte(offset) : 0;
    }

    public boolean isRelay() {
        return type() == RELAY_FORWARD || type() == RELAY_REPLY;
    }

    /** Transaction id, 24 bits; 0 for a relay's message. */
    public int id() {
        return ok && !isRelay() ? buffer.getUnsignedMedium(offset + 1) : 0;
    }

    /** Relays passed before this one; 0 for another message. */
    public int hops() {
        return isRelay() ? buffer.getUnsignedByte(offset + 1) : 0;
    }

    /** First half of the relay's link address; 0 for another message. */
    public long linkHigh() {
        return isRelay() ? buffer.getLong(offset + 2) : 0;
    }

    public long linkLow() {
        return isRelay() ? buffer.getLong(offset + 10) : 0;
    }

    /** First half of the address the relayed message came from or goes to. */
    public long peerHigh() {
        return isRelay() ? buffer.getLong(offset + 18) : 0;
    }

    public long peerLow() {
        return isRelay() ? buffer.getLong(offset + 26) : 0;
    }

    /** The value of the first option of this code (RFC 8415, 21: an option comes once); empty without it. */
    public byte[] bytes(int code) {
        return find(code) ? ByteBufUtil.getBytes(buffer, options.value(), options.length()) : new byte[0];
    }

    /** The cursor over the options, back at the first; the same object each time. */
    public Dhcp6Options options() {
        return ok ? options.wrap(buffer, offset + header(), length - header()) : options.wrap(buffer, 0, 0);
    }

    @Override
    public String toString() {
        return "dhcpv6 type " + type() + " id 0x" + Integer.toHexString(id());
    }
}
