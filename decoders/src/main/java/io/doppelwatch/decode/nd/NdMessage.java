// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.nd;

import io.doppelwatch.decode.Fault;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * A Neighbour Discovery message (RFC 4861, 4), where it lies: ICMPv6 types 133 to 137, from the type on.
 *
 * <pre>
 *               0      1      2          4               8           12               16        24
 * solicitation  | type | code | checksum | reserved      | options (router) or target (neighbour), options
 * router adv.   | type | code | checksum | hops flags lifetime | reachable | retransmit | options
 * neighbour adv.| type | code | checksum | flags         | target ------------------------------| options
 * redirect      | type | code | checksum | reserved      | target | destination (24) | options (40)
 * </pre>
 *
 * <p>Checked: that the fixed part of its type is there; where it is not, the fault is {@link Fault#TRUNCATED} and type and
 * code stay readable where they are there. Another type is {@link Fault#UNSUPPORTED}. Hop limit 255 and the checksum are
 * the receiver's to check. Reusable; not thread-safe.
 */
public final class NdMessage {
    public static final int ROUTER_SOLICITATION = 133;
    public static final int ROUTER_ADVERTISEMENT = 134;
    public static final int NEIGHBOUR_SOLICITATION = 135;
    public static final int NEIGHBOUR_ADVERTISEMENT = 136;
    public static final int REDIRECT = 137;

    private static final int HOP_LIMIT_OFFSET = 4;
    private static final int ROUTER_FLAGS_OFFSET = 5;
    private static final int LIFETIME_OFFSET = 6;
    private static final int REACHABLE_OFFSET = 8;
    private static final int RETRANSMIT_OFFSET = 12;
    private static final int NEIGHBOUR_FLAGS_OFFSET = 4;
    private static final int TARGET_OFFSET = 8;
    private static final int DESTINATION_OFFSET = 24;

    private final NdOptions options = new NdOptions();
    private ByteBuf buffer;
    private int offset;
    private int length;
    private Fault fault = Fault.TRUNCATED;

    /**
     * Points at a message.
     *
     * @param buffer read by absolute index
     * @param offset index of the ICMPv6 type
     * @param length bytes of it that are there
     */
    public NdMessage wrap(ByteBuf buffer, int offset, int length) {
        this.buffer = buffer;
        this.offset = offset;
        boolean fits = offset >= 0 && length >= 2 && offset <= buffer.capacity() - length;
        this.length = fits ? length : 0;
        if (!fits) {
            fault = Fault.TRUNCATED;
        } else if (!isNd(type())) {
            fault = Fault.UNSUPPORTED;
        } else {
            fault = length < header() ? Fault.TRUNCATED : Fault.NONE;
        }
        return this;
    }

    /** Points at a whole message of its own. */
    public NdMessage wrap(byte[] message) {
        return wrap(Unpooled.wrappedBuffer(message), 0, message.length);
    }

    /** True for the ICMPv6 types of Neighbour Discovery. */
    public static boolean isNd(int type) {
        return type >= ROUTER_SOLICITATION && type <= REDIRECT;
    }

    private int header() {
        return switch (type()) {
            case ROUTER_SOLICITATION -> 8;
            case ROUTER_ADVERTISEMENT -> 16;
            case REDIRECT -> 40;
            default -> 24;
        };
    }

    /** True where the fixed part of its type is whole. */
    public boolean ok() {
        return fault == Fault.NONE;
    }

    public Fault fault() {
        return fault;
    }

    /** ICMPv6 type; 0 where not even that is there. */
    public int type() {
        return length > 0 ? buffer.getUnsignedByte(offset) : 0;
    }

    public int code() {
        return length > 0 ? buffer.getUnsignedByte(offset + 1) : 0;
    }

    /** Router advertisement: hop limit for hosts, 0 for unspecified; 0 for another type. */
    public int hopLimit() {
        return is(ROUTER_ADVERTISEMENT) ? buffer.getUnsignedByte(offset + HOP_LIMIT_OFFSET) : 0;
    }

    /** Router advertisement: addresses by DHCPv6. */
    public boolean isManaged() {
        return (routerFlags() & 0x80) != 0;
    }

    /** Router advertisement: other settings by DHCPv6. */
    public boolean isOtherConfiguration() {
        return (routerFlags() & 0x40) != 0;
    }

    /** Router advertisement: preference (RFC 4191, 2.2): 1 high, 0 medium, -1 low; the reserved value counts as medium. */
    public int preference() {
        return preference(routerFlags());
    }

    static int preference(int flags) {
        return switch (flags >>> 3 & 3) {
            case 1 -> 1;
            case 3 -> -1;
            default -> 0;
        };
    }

    /** Router advertisement: Mobile IPv6 home agent (RFC 6275, 7.1). */
    public boolean isHomeAgent() {
        return (routerFlags() & 0x20) != 0;
    }

    /** Router advertisement: handed on by a Neighbour Discovery proxy (RFC 4389, 4.1.3.3). */
    public boolean isProxied() {
        return (routerFlags() & 0x04) != 0;
    }

    /** Router advertisement: milliseconds a neighbour counts as reachable, 32 bits unsigned; 0 for unspecified. */
    public long reachableMillis() {
        return is(ROUTER_ADVERTISEMENT) ? buffer.getUnsignedInt(offset + REACHABLE_OFFSET) : 0;
    }

    /** Router advertisement: milliseconds between solicitations, 32 bits unsigned; 0 for unspecified. */
    public long retransmitMillis() {
        return is(ROUTER_ADVERTISEMENT) ? buffer.getUnsignedInt(offset + RETRANSMIT_OFFSET) : 0;
    }

    private int routerFlags() {
        return is(ROUTER_ADVERTISEMENT) ? buffer.getUnsignedByte(offset + ROUTER_FLAGS_OFFSET) : 0;
    }

    /** Router advertisement: seconds as a default router, 0 to 65535; 0 says "not (any more)". */
    public int routerLifetime() {
        return is(ROUTER_ADVERTISEMENT) ? buffer.getUnsignedShort(offset + LIFETIME_OFFSET) : 0;
    }

    /** Neighbour advertisement: the sender is a router. */
    public boolean isRouter() {
        return (neighbourFlags() & 0x80) != 0;
    }

    /** Neighbour advertisement: it answers a solicitation. */
    public boolean isSolicited() {
        return (neighbourFlags() & 0x40) != 0;
    }

    /** Neighbour advertisement: it shall replace what is cached. */
    public boolean isOverride() {
        return (neighbourFlags() & 0x20) != 0;
    }

    private int neighbourFlags() {
        return is(NEIGHBOUR_ADVERTISEMENT) ? buffer.getUnsignedByte(offset + NEIGHBOUR_FLAGS_OFFSET) : 0;
    }

    /** True for the types with a target address: both neighbour messages and redirect. */
    public boolean hasTarget() {
        return ok() && type() >= NEIGHBOUR_SOLICITATION;
    }

    /** First half of the target address; 0 without one. */
    public long targetHigh() {
        return hasTarget() ? buffer.getLong(offset + TARGET_OFFSET) : 0;
    }

    public long targetLow() {
        return hasTarget() ? buffer.getLong(offset + TARGET_OFFSET + 8) : 0;
    }

    /** Redirect: first half of the destination that shall go by the target. */
    public long destinationHigh() {
        return is(REDIRECT) ? buffer.getLong(offset + DESTINATION_OFFSET) : 0;
    }

    public long destinationLow() {
        return is(REDIRECT) ? buffer.getLong(offset + DESTINATION_OFFSET + 8) : 0;
    }

    /** The cursor over the options, back at the first; the same object each time. */
    public NdOptions options() {
        return ok() ? options.wrap(buffer, offset + header(), length - header()) : options.wrap(buffer, 0, 0);
    }

    private boolean is(int wanted) {
        return ok() && type() == wanted;
    }

    @Override
    public String toString() {
        return "nd type " + type() + (ok() ? "" : " " + fault);
    }
}
