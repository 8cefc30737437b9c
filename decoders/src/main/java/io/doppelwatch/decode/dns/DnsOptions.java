// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.dns;

import io.doppelwatch.decode.CodedValues;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.util.Map;

/**
 * The options of an OPT record (RFC 6891, 6.1.2) and the parameters of SVCB and HTTPS (RFC 9460, 2.2). Reusable; not
 * thread-safe.
 */
public final class DnsOptions extends CodedValues {
    /** EDNS option codes (IANA dns-parameters). */
    public static final int NSID = 3;

    public static final int CLIENT_SUBNET = 8;
    public static final int COOKIE = 10;
    public static final int KEEPALIVE = 11;
    public static final int PADDING = 12;
    public static final int EXTENDED_ERROR = 15;

    private static final int CLIENT_COOKIE = 8;
    private static final int MAX_COOKIE = 40;
    private static final int MAX_ERROR_TEXT = 2 + 200;
    /** Address families (IANA address-family-numbers). */
    private static final int FAMILY_IP = 1;

    private static final int FAMILY_IP6 = 2;

    /** Points at the options of the OPT record the cursor stands on; at nothing for another type. */
    public DnsOptions ofOpt(DnsRecords records) {
        return records.type() == DnsCodes.OPT
                ? wrap(records.buffer(), records.rdataIndex(), records.rdataLength())
                : wrap(records.buffer(), 0, 0);
    }

    /** Points at a window the caller knows to be there. */
    DnsOptions wrap(ByteBuf buffer, int at, int size) {
        point(buffer, at, size);
        return this;
    }

    /**
     * Puts what the option says, where it is one that names somebody, under its name: {@code client_subnet} as {@code
     * 192.0.2.0/24/0}, address, source and scope prefix (RFC 7871, 6); {@code client_cookie} and {@code server_cookie} in
     * hexadecimal (RFC 7873, 4); {@code extended_error} as code and text (RFC 8914, 2). A value of impossible length says
     * nothing; the first of a name stays.
     */
    public void describe(Map<String, String> into) {
        switch (code()) {
            case CLIENT_SUBNET -> {
                String subnet = clientSubnet();
                if (!subnet.isEmpty()) {
                    into.putIfAbsent("client_subnet", subnet);
                }
            }
            case COOKIE -> {
                // RFC 7873, 4: eight octets of the client, then none or 8 to 32 of the server.
                if (length() == CLIENT_COOKIE || length() >= 2 * CLIENT_COOKIE && length() <= MAX_COOKIE) {
                    into.putIfAbsent("client_cookie", ByteBufUtil.hexDump(buffer(), value(), CLIENT_COOKIE));
                    if (length() > CLIENT_COOKIE) {
                        into.putIfAbsent(
                                "server_cookie",
                                ByteBufUtil.hexDump(buffer(), value() + CLIENT_COOKIE, length() - CLIENT_COOKIE));
                    }
                }
            }
            case EXTENDED_ERROR -> {
                if (length() >= 2) {
                    StringBuilder text = new StringBuilder();
                    text.append(buffer().getUnsignedShort(value()));
                    int end = Math.min(length(), MAX_ERROR_TEXT);
                    for (int i = 2; i < end; i++) {
                        int b = buffer().getUnsignedByte(value() + i);
                        text.append(i == 2 ? " " : "").append(b >= ' ' && b < 0x7f ? (char) b : '?');
                    }
                    into.putIfAbsent("extended_error", text.toString());
                }
            }
            default -> {}
        }
    }

    private String clientSubnet() {
        if (length() < 4) {
            return "";
        }
        int family = buffer().getUnsignedShort(value());
        int source = buffer().getUnsignedByte(value() + 2);
        int octets = family == FAMILY_IP ? 4 : family == FAMILY_IP6 ? 16 : 0;
        int given = length() - 4;
        // RFC 7871, 6: as many octets as the source prefix needs, no more and no fewer.
        if (source > octets * 8 || given != (source + 7) / 8) {
            return "";
        }
        long high = 0;
        long low = 0;
        for (int i = 0; i < given; i++) {
            long octet = buffer().getUnsignedByte(value() + 4 + i);
            if (i < 8) {
                high |= octet << 56 - 8 * i;
            } else {
                low |= octet << 120 - 8 * i;
            }
        }
        StringBuilder text = new StringBuilder();
        if (octets == 4) {
            AddressText.v4(text, (int) (high >>> 32));
        } else if (octets == 16) {
            AddressText.v6(text, high, low);
        } else {
            text.append('0');
        }
        return text.append('/')
                .append(source)
                .append('/')
                .append(buffer().getUnsignedByte(value() + 3))
                .toString();
    }
}
