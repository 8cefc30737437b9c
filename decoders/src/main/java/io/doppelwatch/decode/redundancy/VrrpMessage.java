// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.redundancy;

import io.doppelwatch.decode.Fault;
import io.netty.buffer.ByteBuf;

/**
 * A VRRP advertisement of version 2 (RFC 3768, 5.1) or 3 (RFC 9568, 5.1), or a CARP one (ip_carp.h of OpenBSD), which
 * shares VRRP's protocol number.
 *
 * <pre>
 *  0              1       2          3         4                 6           8
 * +--------------+-------+----------+---------+-----------------+-----------+- - -
 * | version,type | group | priority | count n | auth, interval  | checksum  | n addresses, then v2's authentication
 * +--------------+-------+----------+---------+-----------------+-----------+- - -
 * </pre>
 *
 * <p>CARP calls itself version 2 as well, has 36 bytes and a 7 where VRRP counts addresses, and names no address: those
 * of a group are a secret of its members. A VRRP version 2 message of seven addresses has at least 44 bytes, for its
 * authentication data is always there. Reusable; not thread-safe.
 */
public final class VrrpMessage {
    public static final int PROTOCOL = 112;

    private static final int HEADER_LENGTH = 8;
    private static final int V2_AUTHENTICATION = 8;
    private static final int CARP_LENGTH = 36;
    /** CARP's count of 32-bit words of authentication. */
    private static final int CARP_WORDS = 7;

    private ByteBuf buffer;
    private int offset;
    private int addressLength;
    private int count;
    private boolean carp;
    private Fault fault = Fault.TRUNCATED;

    /**
     * Points at a message.
     *
     * @param buffer read by absolute index
     * @param offset index of the first byte
     * @param length bytes of it that are there, padding included
     * @param ipVersion 4 or 6: the family of the addresses
     */
    public VrrpMessage wrap(ByteBuf buffer, int offset, int length, int ipVersion) {
        this.buffer = buffer;
        this.offset = offset;
        count = 0;
        carp = false;
        addressLength = ipVersion == 6 ? 16 : 4;
        fault = offset < 0 || length < HEADER_LENGTH || offset > buffer.capacity() - length
                ? Fault.TRUNCATED
                : read(length, ipVersion);
        return this;
    }

    private Fault read(int length, int ipVersion) {
        int first = buffer.getUnsignedByte(offset);
        int version = first >>> 4;
        if ((first & 0xf) != 1 || version != 2 && version != 3 || version == 2 && ipVersion != 4) {
            return Fault.UNSUPPORTED;
        }
        int n = buffer.getUnsignedByte(offset + 3);
        carp = version == 2
                && n == CARP_WORDS
                && length >= CARP_LENGTH
                && length < HEADER_LENGTH + 4 * n + V2_AUTHENTICATION;
        if (!carp) {
            if (length - HEADER_LENGTH < n * addressLength) {
                return Fault.BAD_LENGTH;
            }
            count = n;
        }
        return Fault.NONE;
    }

    public boolean ok() {
        return fault == Fault.NONE;
    }

    public Fault fault() {
        return fault;
    }

    public boolean isCarp() {
        return carp;
    }

    public int version() {
        return ok() ? buffer.getUnsignedByte(offset) >>> 4 : 0;
    }

    /** Virtual router id or virtual host id, 0 to 255. */
    public int group() {
        return ok() ? buffer.getUnsignedByte(offset + 1) : 0;
    }

    /** 0 to 255, more is stronger; VRRP: 0 gives up, 255 owns the address. CARP's skew is turned round. */
    public int priority() {
        int b = ok() ? buffer.getUnsignedByte(offset + 2) : 0;
        return carp ? 255 - b : b;
    }

    /** Addresses named; 0 for CARP. */
    public int addresses() {
        return ok() ? count : 0;
    }

    /** Absolute index of an address of 4 bytes, or of 16 where it came by IPv6. */
    public int address(int i) {
        return offset + HEADER_LENGTH + i * addressLength;
    }

    @Override
    public String toString() {
        return (carp ? "carp" : "vrrp") + " group " + group() + " priority " + priority();
    }
}
