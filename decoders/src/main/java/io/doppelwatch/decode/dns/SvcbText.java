// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.dns;

import io.doppelwatch.decode.Cursor;
import io.doppelwatch.decode.Fault;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.util.Base64;

/** Writes the parameters of SVCB and HTTPS records (RFC 9460, 2.1 and 14.3.2; RFC 9848 for ECH). */
final class SvcbText {
    private static final int MANDATORY = 0;
    private static final int ALPN = 1;
    private static final int NO_DEFAULT_ALPN = 2;
    private static final int PORT = 3;
    private static final int IPV4_HINT = 4;
    private static final int ECH = 5;
    private static final int IPV6_HINT = 6;

    private final Cursor cursor;
    private final DnsOptions parameters = new DnsOptions();

    SvcbText(Cursor cursor) {
        this.cursor = cursor;
    }

    /** Writes from the cursor to the end of the data, a space before each. */
    void append(DnsRecords record, StringBuilder out) {
        int n = cursor.remaining();
        int at = cursor.skip(n);
        if (at < 0) {
            return;
        }
        ByteBuf buffer = record.buffer();
        parameters.wrap(buffer, at, n);
        while (parameters.next()) {
            out.append(' ').append(key(parameters.code()));
            if (!value(buffer, parameters.code(), parameters.value(), parameters.length(), out)) {
                cursor.fail(Fault.BAD_LENGTH);
                return;
            }
        }
        if (parameters.fault() != Fault.NONE) {
            cursor.fail(parameters.fault());
        }
    }

    private static String key(int code) {
        return switch (code) {
            case MANDATORY -> "mandatory";
            case ALPN -> "alpn";
            case NO_DEFAULT_ALPN -> "no-default-alpn";
            case PORT -> "port";
            case IPV4_HINT -> "ipv4hint";
            case ECH -> "ech";
            case IPV6_HINT -> "ipv6hint";
            default -> "key" + code;
        };
    }

    /** False where the value's length does not fit its key. */
    private static boolean value(ByteBuf buffer, int code, int at, int n, StringBuilder out) {
        switch (code) {
            case MANDATORY -> {
                for (int i = 0; i + 2 <= n; i += 2) {
                    out.append(i == 0 ? '=' : ',').append(key(buffer.getUnsignedShort(at + i)));
                }
                return n > 0 && n % 2 == 0;
            }
            case ALPN -> {
                return alpn(buffer, at, n, out);
            }
            case NO_DEFAULT_ALPN -> {
                return n == 0;
            }
            case PORT -> {
                if (n == 2) {
                    out.append('=').append(buffer.getUnsignedShort(at));
                }
                return n == 2;
            }
            case IPV4_HINT -> {
                for (int i = 0; i + 4 <= n; i += 4) {
                    out.append(i == 0 ? '=' : ',');
                    AddressText.v4(out, buffer.getInt(at + i));
                }
                return n > 0 && n % 4 == 0;
            }
            case IPV6_HINT -> {
                for (int i = 0; i + 16 <= n; i += 16) {
                    out.append(i == 0 ? '=' : ',');
                    AddressText.v6(out, buffer.getLong(at + i), buffer.getLong(at + i + 8));
                }
                return n > 0 && n % 16 == 0;
            }
            case ECH -> {
                out.append('=').append(Base64.getEncoder().encodeToString(ByteBufUtil.getBytes(buffer, at, n)));
                return true;
            }
            default -> {
                if (n > 0) {
                    out.append("=\"");
                    escaped(buffer, at, n, out);
                    out.append('"');
                }
                return true;
            }
        }
    }

    /** A list of strings of 1 to 255 octets (RFC 9460, 7.1). */
    private static boolean alpn(ByteBuf buffer, int at, int n, StringBuilder out) {
        int i = 0;
        while (i < n) {
            int length = buffer.getUnsignedByte(at + i);
            if (length == 0 || length > n - i - 1) {
                return false;
            }
            out.append(i == 0 ? '=' : ',');
            escaped(buffer, at + i + 1, length, out);
            i += 1 + length;
        }
        return n > 0;
    }

    private static void escaped(ByteBuf buffer, int at, int n, StringBuilder out) {
        for (int i = 0; i < n; i++) {
            int b = buffer.getUnsignedByte(at + i);
            if (b == '"' || b == '\\' || b == ',') {
                out.append('\\').append((char) b);
            } else if (b >= ' ' && b < 0x7f) {
                out.append((char) b);
            } else {
                DnsName.appendDecimal(out, b);
            }
        }
    }
}
