// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.output;

import com.fasterxml.jackson.core.JsonGenerator;
import io.doppelwatch.decode.Fault;
import io.doppelwatch.decode.dns.DnsCodes;
import io.doppelwatch.decode.dns.DnsMessage;
import io.doppelwatch.decode.dns.DnsOptions;
import io.doppelwatch.decode.dns.DnsRdata;
import io.doppelwatch.decode.dns.DnsRecords;
import io.doppelwatch.decode.dns.DnsSection;
import io.doppelwatch.engine.observe.DnsSeen;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The {@code dns} object, version 3, as Suricata 8 writes it: one for a message, with all its sections.
 *
 * <p>A message of 64 KiB can, by compression, name things worth megabytes. What goes beyond {@value #MAX_TEXT} characters
 * is left out and counted in our own object; so is what is wrong with a malformed message. Not thread-safe.
 */
final class EveDns {
    /** Several times what the largest honest message needs. */
    private static final int MAX_TEXT = 1 << 18;

    /** Types EVE groups answers by. */
    private static final List<String> GROUPED =
            List.of("A", "AAAA", "CNAME", "MX", "NS", "NULL", "PTR", "SOA", "SRV", "SSHFP", "TXT");

    private final DnsMessage message = new DnsMessage();
    private final DnsRdata rdata = new DnsRdata();
    private final List<Entry> entries = new ArrayList<>();
    private final DnsOptions options = new DnsOptions();
    private final Map<String, String> edns = new LinkedHashMap<>();
    private Fault optionFault = Fault.NONE;
    private int text;
    private int leftOut;
    private Fault fault = Fault.NONE;

    /** A question or a record, read out; the three typed forms are null where the type is another. */
    private record Entry(
            DnsSection section,
            String name,
            String type,
            long ttl,
            String rdata,
            DnsRdata.@Nullable Soa soa,
            DnsRdata.@Nullable Srv srv,
            DnsRdata.@Nullable Sshfp sshfp,
            List<Option> options) {}

    /** An EDNS option (RFC 6891, 6.1.2), in hexadecimal. */
    private record Option(int code, String data) {}

    /** Reads a message; false where not even its header is there. */
    boolean read(DnsSeen seen) {
        message.wrap(Unpooled.wrappedBuffer(seen.message()), 0, seen.message().length);
        entries.clear();
        text = 0;
        leftOut = 0;
        edns.clear();
        optionFault = Fault.NONE;
        DnsRecords records = message.records();
        while (records.next()) {
            if (text < MAX_TEXT) {
                add(records);
            } else {
                leftOut++;
            }
        }
        fault = records.fault();
        return message.ok();
    }

    private void add(DnsRecords record) {
        String name = record.name().toString();
        boolean question = record.section() == DnsSection.QUESTION;
        // RFC 2136, 2.4 and 2.5: what an UPDATE asks to be there, or gone, has no data.
        boolean empty = question || record.type() == DnsCodes.OPT || record.rdataLength() == 0;
        String data = empty ? "" : rdata.eve(record);
        boolean answer = record.section() == DnsSection.ANSWER;
        boolean typed = answer || record.section() == DnsSection.AUTHORITY;
        entries.add(new Entry(
                record.section(),
                name,
                DnsCodes.type(record.type()),
                record.ttl(),
                data,
                typed ? rdata.soa(record) : null,
                answer ? rdata.srv(record) : null,
                answer ? rdata.sshfp(record) : null,
                record.section() == DnsSection.ADDITIONAL && record.type() == DnsCodes.OPT
                        ? options(record)
                        : List.of()));
        text += name.length() + data.length();
    }

    private List<Option> options(DnsRecords record) {
        List<Option> list = new ArrayList<>();
        options.ofOpt(record);
        while (options.next()) {
            if (text >= MAX_TEXT) {
                leftOut++;
                break;
            }
            list.add(new Option(options.code(), options.hex()));
            text += 8 + 2 * options.length();
            options.describe(edns);
        }
        if (options.fault() != Fault.NONE && optionFault == Fault.NONE) {
            optionFault = options.fault();
        }
        return list;
    }

    /** Writes the message that was read. */
    void write(JsonGenerator json) throws IOException {
        int flags = message.flags();
        json.writeObjectFieldStart("dns");
        json.writeNumberField("version", 3);
        json.writeStringField("type", message.isResponse() ? "response" : "request");
        json.writeNumberField("id", message.id());
        json.writeStringField("flags", Integer.toHexString(flags));
        flag(json, "qr", flags & DnsMessage.QR);
        flag(json, "aa", flags & DnsMessage.AA);
        flag(json, "tc", flags & DnsMessage.TC);
        flag(json, "rd", flags & DnsMessage.RD);
        flag(json, "ra", flags & DnsMessage.RA);
        flag(json, "z", flags & DnsMessage.Z);
        json.writeNumberField("opcode", message.opcode());
        json.writeStringField("rcode", DnsCodes.rcode(message.rcode()));
        section(json, DnsSection.QUESTION, "queries");
        section(json, DnsSection.ANSWER, "answers");
        section(json, DnsSection.AUTHORITY, "authorities");
        section(json, DnsSection.ADDITIONAL, "additionals");
        grouped(json);
        json.writeEndObject();
    }

    /** True where there is something to say in our own object. */
    boolean isIrregular() {
        return fault != Fault.NONE || optionFault != Fault.NONE || leftOut > 0 || !edns.isEmpty();
    }

    /** What is wrong with the message, and what its EDNS options say where EVE has only their bytes. */
    void writeIrregularities(JsonGenerator json) throws IOException {
        if (fault != Fault.NONE) {
            json.writeStringField("malformed", fault.name().toLowerCase(Locale.ROOT));
        }
        if (optionFault != Fault.NONE) {
            json.writeStringField("edns_malformed", optionFault.name().toLowerCase(Locale.ROOT));
        }
        if (!edns.isEmpty()) {
            json.writeObjectFieldStart("edns");
            for (Map.Entry<String, String> e : edns.entrySet()) {
                json.writeStringField(e.getKey(), e.getValue());
            }
            json.writeEndObject();
        }
        if (leftOut > 0) {
            json.writeNumberField("records_left_out", leftOut);
        }
    }

    private static void flag(JsonGenerator json, String name, int bit) throws IOException {
        if (bit != 0) {
            json.writeBooleanField(name, true);
        }
    }

    private void section(JsonGenerator json, DnsSection section, String name) throws IOException {
        boolean open = false;
        for (Entry entry : entries) {
            if (entry.section() == section) {
                if (!open) {
                    json.writeArrayFieldStart(name);
                    open = true;
                }
                entry(json, entry);
            }
        }
        if (open) {
            json.writeEndArray();
        }
    }

    private static void entry(JsonGenerator json, Entry entry) throws IOException {
        json.writeStartObject();
        EveHeader.string(json, "rrname", entry.name());
        json.writeStringField("rrtype", entry.type());
        if (entry.section() != DnsSection.QUESTION) {
            json.writeNumberField("ttl", entry.ttl());
            if (entry.soa() != null) {
                json.writeFieldName("soa");
                soa(json, entry.soa());
            } else if (entry.srv() != null) {
                json.writeFieldName("srv");
                srv(json, entry.srv());
            } else if (entry.sshfp() != null) {
                json.writeFieldName("sshfp");
                sshfp(json, entry.sshfp());
            } else if (!entry.options().isEmpty()) {
                json.writeArrayFieldStart("opt");
                for (Option option : entry.options()) {
                    json.writeStartObject();
                    json.writeNumberField("code", option.code());
                    json.writeStringField("data", option.data());
                    json.writeEndObject();
                }
                json.writeEndArray();
            } else if (!entry.rdata().isEmpty()) {
                EveHeader.string(json, "rdata", entry.rdata());
            }
        }
        json.writeEndObject();
    }

    private void grouped(JsonGenerator json) throws IOException {
        Map<String, List<Entry>> groups = new TreeMap<>();
        for (Entry entry : entries) {
            if (entry.section() == DnsSection.ANSWER && GROUPED.contains(entry.type()) && fits(entry)) {
                groups.computeIfAbsent(entry.type(), t -> new ArrayList<>()).add(entry);
            }
        }
        if (groups.isEmpty()) {
            return;
        }
        json.writeObjectFieldStart("grouped");
        for (Map.Entry<String, List<Entry>> group : groups.entrySet()) {
            json.writeArrayFieldStart(group.getKey());
            for (Entry entry : group.getValue()) {
                member(json, entry);
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    /** Malformed SOA, SRV and SSHFP have no place in a group, whose members are objects. */
    private static boolean fits(Entry entry) {
        return switch (entry.type()) {
            case "SOA" -> entry.soa() != null;
            case "SRV" -> entry.srv() != null;
            case "SSHFP" -> entry.sshfp() != null;
            default -> true;
        };
    }

    private static void member(JsonGenerator json, Entry entry) throws IOException {
        if (entry.soa() != null) {
            soa(json, entry.soa());
        } else if (entry.srv() != null) {
            srv(json, entry.srv());
        } else if (entry.sshfp() != null) {
            sshfp(json, entry.sshfp());
        } else {
            json.writeString(Text.wellFormed(entry.rdata()));
        }
    }

    static void soa(JsonGenerator json, DnsRdata.Soa soa) throws IOException {
        json.writeStartObject();
        EveHeader.string(json, "mname", soa.mname());
        EveHeader.string(json, "rname", soa.rname());
        json.writeNumberField("serial", soa.serial());
        json.writeNumberField("refresh", soa.refresh());
        json.writeNumberField("retry", soa.retry());
        json.writeNumberField("expire", soa.expire());
        json.writeNumberField("minimum", soa.minimum());
        json.writeEndObject();
    }

    static void srv(JsonGenerator json, DnsRdata.Srv srv) throws IOException {
        json.writeStartObject();
        json.writeNumberField("priority", srv.priority());
        json.writeNumberField("weight", srv.weight());
        json.writeNumberField("port", srv.port());
        EveHeader.string(json, "name", srv.name());
        json.writeEndObject();
    }

    static void sshfp(JsonGenerator json, DnsRdata.Sshfp sshfp) throws IOException {
        json.writeStartObject();
        json.writeStringField("fingerprint", sshfp.fingerprint());
        json.writeNumberField("algo", sshfp.algorithm());
        json.writeNumberField("type", sshfp.type());
        json.writeEndObject();
    }
}
