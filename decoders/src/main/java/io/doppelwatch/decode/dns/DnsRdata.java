// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.dns;

import io.doppelwatch.decode.Cursor;
import io.doppelwatch.decode.Fault;
import io.netty.buffer.ByteBufUtil;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Record data as text, in the presentation form of each type's RFC; a type without one here, and data that does not keep
 * to its type's form, in the generic form of RFC 3597, 5: {@code \# length hex}.
 *
 * <p>Nothing outside the record's own length is read, but for the names its compressed names lead to. Reusable; not
 * thread-safe.
 */
public final class DnsRdata {
    private final Cursor cursor = new Cursor();
    private final DnsName name = new DnsName();
    private final RdataText text = new RdataText(cursor, name);

    /** SOA (RFC 1035, 3.3.13). Times in seconds, 32 bits unsigned. */
    public record Soa(String mname, String rname, long serial, long refresh, long retry, long expire, long minimum) {}

    /** SRV (RFC 2782). */
    public record Srv(int priority, int weight, int port, String name) {}

    /** SSHFP (RFC 4255); the fingerprint in hexadecimal with colons between, as EVE has it. */
    public record Sshfp(int algorithm, int type, String fingerprint) {}

    /**
     * Appends the data of the record the cursor stands on.
     *
     * @return why it had to be the generic form; {@link Fault#NONE} where the type's own form was used or there is none
     */
    public Fault append(DnsRecords record, StringBuilder out) {
        int mark = out.length();
        text.start(record, out);
        if (!text.appendKnown()) {
            out.setLength(mark);
            appendGeneric(record, out);
            return Fault.NONE;
        }
        if (cursor.ok() && cursor.remaining() > 0) {
            cursor.fail(Fault.BAD_LENGTH);
        }
        if (!cursor.ok()) {
            out.setLength(mark);
            appendGeneric(record, out);
        }
        return cursor.fault();
    }

    /** The data in presentation form. */
    public String text(DnsRecords record) {
        StringBuilder s = new StringBuilder();
        append(record, s);
        return s.toString();
    }

    /**
     * The data as EVE's {@code rdata} has it: presentation form, but for MX the exchange without its preference, and for
     * TXT the strings without quotes and a space between them.
     */
    public String eve(DnsRecords record) {
        if (record.type() == DnsCodes.MX && record.target().ok()) {
            return record.target().toString();
        }
        if (record.type() == DnsCodes.TXT || record.type() == DnsCodes.SPF) {
            List<String> strings = strings(record);
            if (!strings.isEmpty()) {
                return String.join(" ", strings);
            }
        }
        return text(record);
    }

    /**
     * The character strings of a TXT or SPF record (RFC 1035, 3.3.14), each without quotes, printable ASCII as it is and
     * {@code \DDD} for the rest; empty for another type and for malformed data.
     */
    public List<String> strings(DnsRecords record) {
        List<String> all = new ArrayList<>();
        if (record.type() == DnsCodes.TXT || record.type() == DnsCodes.SPF) {
            open(record);
            StringBuilder s = new StringBuilder();
            while (cursor.ok() && cursor.remaining() > 0) {
                s.setLength(0);
                text.start(s).plainString();
                all.add(s.toString());
            }
            if (!cursor.ok()) {
                all.clear();
            }
        }
        return all;
    }

    /** The data of an SOA record; null for another type and for malformed data. */
    public @Nullable Soa soa(DnsRecords record) {
        if (record.type() != DnsCodes.SOA) {
            return null;
        }
        open(record);
        StringBuilder s = new StringBuilder();
        text.start(s).name();
        String mname = s.toString();
        s.setLength(0);
        text.name();
        Soa soa = new Soa(mname, s.toString(), cursor.u32(), cursor.u32(), cursor.u32(), cursor.u32(), cursor.u32());
        return whole() ? soa : null;
    }

    /** The data of an SRV record; null for another type and for malformed data. */
    public @Nullable Srv srv(DnsRecords record) {
        if (record.type() != DnsCodes.SRV) {
            return null;
        }
        open(record);
        int priority = cursor.u16();
        int weight = cursor.u16();
        int port = cursor.u16();
        StringBuilder s = new StringBuilder();
        text.start(s).name();
        return whole() ? new Srv(priority, weight, port, s.toString()) : null;
    }

    /** The data of an SSHFP record; null for another type and for malformed data. */
    public @Nullable Sshfp sshfp(DnsRecords record) {
        if (record.type() != DnsCodes.SSHFP) {
            return null;
        }
        open(record);
        int algorithm = cursor.u8();
        int type = cursor.u8();
        StringBuilder s = new StringBuilder();
        while (cursor.ok() && cursor.remaining() > 0) {
            String hex = ByteBufUtil.hexDump(record.buffer(), cursor.skip(1), 1);
            s.append(s.isEmpty() ? "" : ":").append(hex);
        }
        return cursor.ok() ? new Sshfp(algorithm, type, s.toString()) : null;
    }

    private void open(DnsRecords record) {
        text.start(record, new StringBuilder());
    }

    private boolean whole() {
        return cursor.ok() && cursor.remaining() == 0;
    }

    private static void appendGeneric(DnsRecords record, StringBuilder out) {
        out.append("\\# ").append(record.rdataLength());
        if (record.rdataLength() > 0) {
            out.append(' ').append(ByteBufUtil.hexDump(record.buffer(), record.rdataIndex(), record.rdataLength()));
        }
    }
}
