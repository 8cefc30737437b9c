// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.dns;

import io.doppelwatch.decode.Cursor;
import io.doppelwatch.decode.Fault;
import io.netty.buffer.ByteBufUtil;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;

/**
 * Writes one record's data, field after field, in presentation form. The cursor's sticky fault is the only error there
 * is: after it, fields write nothing of worth and {@link DnsRdata} throws the text away.
 */
final class RdataText {
    private static final String BASE32HEX = "0123456789ABCDEFGHIJKLMNOPQRSTUV";

    /** Made with the first signature: formatters take time to load. */
    private static final class Format {
        static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT);
    }

    private final Cursor cursor;
    private final DnsName name;
    private final SvcbText svcb;
    private DnsRecords record;
    private StringBuilder out;

    RdataText(Cursor cursor, DnsName name) {
        this.cursor = cursor;
        this.name = name;
        svcb = new SvcbText(cursor);
    }

    /** Points the cursor at the record's data and writes to {@code out} from here on. */
    RdataText start(DnsRecords record, StringBuilder out) {
        this.record = record;
        cursor.wrap(record.buffer(), record.rdataIndex(), record.rdataLength());
        return start(out);
    }

    RdataText start(StringBuilder out) {
        this.out = out;
        return this;
    }

    /** Writes the whole data; false, with nothing written, where the type has no form of its own here. */
    boolean appendKnown() {
        switch (record.type()) {
            case DnsCodes.A -> {
                if (record.rrClass() == DnsCodes.CLASS_CH) {
                    return false;
                }
                AddressText.v4(out, (int) cursor.u32());
            }
            case DnsCodes.AAAA -> AddressText.v6(out, cursor.i64(), cursor.i64());
            case DnsCodes.NS,
                    DnsCodes.MD,
                    DnsCodes.MF,
                    DnsCodes.CNAME,
                    DnsCodes.MB,
                    DnsCodes.MG,
                    DnsCodes.MR,
                    DnsCodes.PTR,
                    DnsCodes.DNAME -> name();
            case DnsCodes.SOA -> {
                name();
                space();
                name();
                for (int i = 0; i < 5; i++) {
                    space();
                    u32();
                }
            }
            case DnsCodes.MX, DnsCodes.AFSDB, DnsCodes.RT, DnsCodes.KX -> {
                u16();
                space();
                name();
            }
            case DnsCodes.MINFO, DnsCodes.RP -> {
                name();
                space();
                name();
            }
            case DnsCodes.TXT, DnsCodes.SPF, DnsCodes.HINFO, DnsCodes.X25, DnsCodes.ISDN -> strings();
            case DnsCodes.SRV -> {
                numbers16(3);
                name();
            }
            case DnsCodes.NAPTR -> {
                numbers16(2);
                for (int i = 0; i < 3; i++) {
                    string();
                    space();
                }
                name();
            }
            case DnsCodes.DS, DnsCodes.CDS, DnsCodes.DLV -> {
                numbers16(1);
                numbers8(2);
                hex();
            }
            case DnsCodes.DNSKEY, DnsCodes.KEY, DnsCodes.CDNSKEY -> {
                numbers16(1);
                numbers8(2);
                base64();
            }
            case DnsCodes.RRSIG, DnsCodes.SIG -> signature();
            case DnsCodes.NSEC -> {
                name();
                types();
            }
            case DnsCodes.NSEC3 -> {
                numbers8(2);
                numbers16(1);
                salt();
                space();
                base32(cursor.u8());
                types();
            }
            case DnsCodes.NSEC3PARAM -> {
                numbers8(2);
                numbers16(1);
                salt();
            }
            case DnsCodes.TLSA, DnsCodes.SMIMEA -> {
                numbers8(3);
                hex();
            }
            case DnsCodes.SSHFP -> {
                numbers8(2);
                hex();
            }
            case DnsCodes.CERT -> {
                numbers16(2);
                numbers8(1);
                base64();
            }
            case DnsCodes.DHCID, DnsCodes.OPENPGPKEY -> base64();
            case DnsCodes.ZONEMD -> {
                u32();
                space();
                numbers8(2);
                hex();
            }
            case DnsCodes.CSYNC -> {
                u32();
                space();
                u16();
                types();
            }
            case DnsCodes.EUI48 -> eui(6);
            case DnsCodes.EUI64 -> eui(8);
            case DnsCodes.URI -> {
                numbers16(2);
                quoted(cursor.remaining());
            }
            case DnsCodes.CAA -> {
                numbers8(1);
                plain(cursor.u8());
                space();
                quoted(cursor.remaining());
            }
            case DnsCodes.SVCB, DnsCodes.HTTPS -> {
                numbers16(1);
                name();
                svcb.append(record, out);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    /** A name in the data; the root is a dot here, as it would vanish between other fields. */
    void name() {
        if (!cursor.ok()) {
            return;
        }
        int at = cursor.position() - record.rdataIndex();
        record.nameAt(at, name);
        if (!name.ok()) {
            cursor.fail(name.fault());
            return;
        }
        if (name.isRoot()) {
            out.append('.');
        }
        name.appendTo(out);
        cursor.skip(name.end() - name.offset());
    }

    private void space() {
        out.append(' ');
    }

    private void u16() {
        out.append(cursor.u16());
    }

    private void u32() {
        out.append(cursor.u32());
    }

    private void numbers8(int n) {
        for (int i = 0; i < n; i++) {
            out.append(cursor.u8()).append(' ');
        }
    }

    private void numbers16(int n) {
        for (int i = 0; i < n; i++) {
            out.append(cursor.u16()).append(' ');
        }
    }

    /** Character strings to the end, quoted, a space between (RFC 1035, 3.3 and 5.1). */
    private void strings() {
        boolean first = true;
        do {
            out.append(first ? "" : " ");
            first = false;
            string();
        } while (cursor.ok() && cursor.remaining() > 0);
    }

    private void string() {
        quoted(cursor.u8());
    }

    private void quoted(int n) {
        out.append('"');
        octets(n, true);
        out.append('"');
    }

    /** One character string without quotes. */
    void plainString() {
        plain(cursor.u8());
    }

    private void plain(int n) {
        octets(n, false);
    }

    private void octets(int n, boolean quoted) {
        int at = cursor.skip(n);
        if (at < 0) {
            return;
        }
        for (int i = 0; i < n; i++) {
            int b = record.buffer().getUnsignedByte(at + i);
            if (b < ' ' || b > 0x7e) {
                DnsName.appendDecimal(out, b);
            } else {
                if (b == '\\' || quoted && b == '"') {
                    out.append('\\');
                }
                out.append((char) b);
            }
        }
    }

    private void hex() {
        int n = cursor.remaining();
        hex(cursor.skip(n), n);
    }

    private void hex(int at, int n) {
        if (at >= 0) {
            out.append(ByteBufUtil.hexDump(record.buffer(), at, n).toUpperCase(Locale.ROOT));
        }
    }

    private void base64() {
        int n = cursor.remaining();
        int at = cursor.skip(n);
        if (at >= 0) {
            out.append(Base64.getEncoder().encodeToString(ByteBufUtil.getBytes(record.buffer(), at, n)));
        }
    }

    /** Base 32 with the extended hex alphabet, no padding (RFC 4648, 7; RFC 5155, 3.3). */
    private void base32(int n) {
        int at = cursor.skip(n);
        if (at < 0) {
            return;
        }
        int bits = 0;
        int have = 0;
        for (int i = 0; i < n; i++) {
            bits = (bits << 8 | record.buffer().getUnsignedByte(at + i)) & 0xfff;
            have += 8;
            while (have >= 5) {
                have -= 5;
                out.append(BASE32HEX.charAt(bits >>> have & 31));
            }
        }
        if (have > 0) {
            out.append(BASE32HEX.charAt(bits << 5 - have & 31));
        }
    }

    private void salt() {
        int n = cursor.u8();
        int at = cursor.skip(n);
        if (n == 0) {
            out.append('-');
        } else {
            hex(at, n);
        }
    }

    /** RRSIG (RFC 4034, 3.2). */
    private void signature() {
        out.append(DnsCodes.type(cursor.u16())).append(' ');
        numbers8(2);
        u32();
        space();
        time();
        space();
        time();
        space();
        numbers16(1);
        name();
        space();
        base64();
    }

    private void time() {
        out.append(Format.TIME.format(LocalDateTime.ofEpochSecond(cursor.u32(), 0, ZoneOffset.UTC)));
    }

    /** Type bit maps to the end (RFC 4034, 4.1.2): window, length 1 to 32, bits. */
    private void types() {
        while (cursor.ok() && cursor.remaining() > 0) {
            int window = cursor.u8();
            int n = cursor.u8();
            if (n > 32) {
                cursor.fail(Fault.BAD_LENGTH);
                return;
            }
            for (int i = 0; i < n; i++) {
                int bits = cursor.u8();
                for (int k = 0; k < 8; k++) {
                    if ((bits & 0x80 >> k) != 0) {
                        out.append(' ').append(DnsCodes.type(window << 8 | i << 3 | k));
                    }
                }
            }
        }
    }

    /** EUI-48 and EUI-64 (RFC 7043). */
    private void eui(int n) {
        int at = cursor.skip(n);
        for (int i = 0; at >= 0 && i < n; i++) {
            out.append(i == 0 ? "" : "-").append(ByteBufUtil.hexDump(record.buffer(), at + i, 1));
        }
    }
}
