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
import io.doppelwatch.engine.net.Path;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The {@code mdns} and {@code llmnr} objects, as Suricata 9 writes them: types in lower case, a record's data under the
 * name of its type, flags by their names.
 *
 * <p>Suricata's schema has only PTR and TXT data for mDNS, and no TTL. Whose address a name is, whether a record is
 * flushed from the caches, and whether it says goodbye stand in our own object, {@code records}. What goes beyond
 * {@value #MAX_TEXT} characters of a message is left out and counted there too. Not thread-safe.
 */
final class EveLocalNames {
    private static final int MAX_TEXT = 1 << 17;

    private static final List<DnsSection> RECORDS =
            List.of(DnsSection.ANSWER, DnsSection.AUTHORITY, DnsSection.ADDITIONAL);

    private final DnsMessage message = new DnsMessage();
    private final DnsRdata rdata = new DnsRdata();
    private final DnsOptions options = new DnsOptions();
    private final List<Entry> entries = new ArrayList<>();
    private int text;
    private int leftOut;
    private Fault fault = Fault.NONE;

    /** An option of EDNS. */
    private record Option(int code, String data) {}

    /** A question or a record, read out; the typed forms are null where the type is another or its data is malformed. */
    private record Entry(
            DnsSection section,
            String name,
            int type,
            boolean topBit,
            long ttl,
            String rdata,
            List<String> strings,
            List<Option> options,
            DnsRdata.@Nullable Soa soa,
            DnsRdata.@Nullable Srv srv,
            DnsRdata.@Nullable Sshfp sshfp) {

        String typeText() {
            return DnsCodes.type(type).toLowerCase(Locale.ROOT);
        }
    }

    /** Reads a message; false where not even its header is there. */
    boolean read(byte[] bytes) {
        message.wrap(bytes);
        entries.clear();
        text = 0;
        leftOut = 0;
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
        boolean question = record.section() == DnsSection.QUESTION;
        boolean opt = !question && record.type() == DnsCodes.OPT;
        String name = record.name().toString();
        String data = question || opt ? "" : rdata.eve(record);
        entries.add(new Entry(
                record.section(),
                name,
                record.type(),
                !opt && record.topBit(),
                record.ttl(),
                data,
                question ? List.of() : rdata.strings(record),
                opt ? options(record) : List.of(),
                question ? null : rdata.soa(record),
                question ? null : rdata.srv(record),
                question ? null : rdata.sshfp(record)));
        text += 64 + name.length() + data.length();
    }

    private List<Option> options(DnsRecords record) {
        List<Option> all = new ArrayList<>();
        options.ofOpt(record);
        while (options.next()) {
            all.add(new Option(options.code(), options.hex()));
            text += 2 * options.length();
        }
        return all;
    }

    /** Writes the message that was read, and our own object. */
    void writeMdns(JsonGenerator json, Path path) throws IOException {
        int flags = message.flags();
        json.writeObjectFieldStart("mdns");
        json.writeStringField("type", type());
        json.writeNumberField("id", message.id());
        flags(
                json,
                flag("aa", flags & DnsMessage.AA),
                flag("tc", flags & DnsMessage.TC),
                flag("rd", flags & DnsMessage.RD),
                flag("ra", flags & DnsMessage.RA),
                flag("z", flags & DnsMessage.Z),
                flag("ad", flags & DnsMessage.AD),
                flag("cd", flags & DnsMessage.CD));
        json.writeNumberField("opcode", message.opcode());
        json.writeNumberField("rcode", message.rcode());
        queries(json);
        for (DnsSection section : RECORDS) {
            section(json, section, (g, e) -> {
                if (section != DnsSection.AUTHORITY) {
                    if (!e.strings().isEmpty()) {
                        EveFinding.strings(g, "txt", e.strings());
                    } else if (e.type() == DnsCodes.PTR) {
                        EveHeader.string(g, "ptr", e.rdata());
                    }
                }
            });
        }
        json.writeEndObject();
        json.writeObjectFieldStart("doppelwatch");
        if (entries.stream().anyMatch(e -> e.section() == DnsSection.QUESTION && e.topBit())) {
            json.writeBooleanField("unicast_response_wanted", true);
        }
        records(json);
        irregularities(json, path);
        json.writeEndObject();
    }

    private void records(JsonGenerator json) throws IOException {
        boolean open = false;
        for (Entry e : entries) {
            if (e.section() == DnsSection.QUESTION || e.type() == DnsCodes.OPT) {
                continue;
            }
            if (!open) {
                json.writeArrayFieldStart("records");
                open = true;
            }
            json.writeStartObject();
            json.writeStringField("section", e.section().name().toLowerCase(Locale.ROOT));
            EveHeader.string(json, "rrname", e.name());
            json.writeStringField("rrtype", e.typeText());
            json.writeNumberField("ttl", e.ttl());
            if (e.topBit()) {
                json.writeBooleanField("cache_flush", true);
            }
            if (message.isResponse() && e.ttl() == 0) {
                json.writeBooleanField("goodbye", true);
            }
            EveHeader.string(json, "rdata", e.rdata());
            json.writeEndObject();
        }
        if (open) {
            json.writeEndArray();
        }
    }

    /** Writes the message that was read, and our own object where there is something to say in it. */
    void writeLlmnr(JsonGenerator json, Path path) throws IOException {
        int flags = message.flags();
        json.writeObjectFieldStart("llmnr");
        json.writeStringField("type", type());
        json.writeNumberField("id", message.id());
        flags(
                json,
                flag("c", flags & DnsMessage.LLMNR_CONFLICT),
                flag("tc", flags & DnsMessage.TC),
                flag("t", flags & DnsMessage.LLMNR_TENTATIVE));
        json.writeNumberField("opcode", message.opcode());
        queries(json);
        for (DnsSection section : RECORDS) {
            section(json, section, EveLocalNames::llmnrRecord);
        }
        json.writeEndObject();
        if (fault != Fault.NONE || leftOut > 0 || EveHeader.hasTunnel(path)) {
            json.writeObjectFieldStart("doppelwatch");
            irregularities(json, path);
            json.writeEndObject();
        }
    }

    private static void llmnrRecord(JsonGenerator json, Entry e) throws IOException {
        json.writeStringField("rrtype", e.typeText());
        json.writeNumberField("ttl", e.ttl());
        boolean answer = e.section() == DnsSection.ANSWER;
        if (e.type() == DnsCodes.OPT) {
            if (e.section() == DnsSection.ADDITIONAL && !e.options().isEmpty()) {
                json.writeArrayFieldStart("opt");
                for (Option option : e.options()) {
                    json.writeStartObject();
                    json.writeNumberField("code", option.code());
                    json.writeStringField("data", option.data());
                    json.writeEndObject();
                }
                json.writeEndArray();
            }
        } else if (!e.strings().isEmpty()) {
            EveFinding.strings(json, "txt", e.strings());
        } else if (e.soa() != null && e.section() != DnsSection.ADDITIONAL) {
            json.writeFieldName("soa");
            EveDns.soa(json, e.soa());
        } else if (e.srv() != null && answer) {
            json.writeFieldName("srv");
            EveDns.srv(json, e.srv());
        } else if (e.sshfp() != null && answer) {
            json.writeFieldName("sshfp");
            EveDns.sshfp(json, e.sshfp());
        } else {
            EveHeader.string(json, key(e.type()), e.rdata());
        }
    }

    /** Under what name the schema of LLMNR has a record's data. */
    private static String key(int type) {
        return switch (type) {
            case DnsCodes.A, DnsCodes.AAAA, DnsCodes.CNAME, DnsCodes.MX, DnsCodes.NS, DnsCodes.NULL, DnsCodes.PTR ->
                DnsCodes.type(type).toLowerCase(Locale.ROOT);
            default -> "unknown";
        };
    }

    private String type() {
        return message.isResponse() ? "response" : "request";
    }

    private static String flag(String name, int bit) {
        return bit == 0 ? "" : name;
    }

    private static void flags(JsonGenerator json, String... names) throws IOException {
        List<String> set = new ArrayList<>();
        for (String name : names) {
            if (!name.isEmpty()) {
                set.add(name);
            }
        }
        if (!set.isEmpty()) {
            EveFinding.strings(json, "flags", set);
        }
    }

    private void queries(JsonGenerator json) throws IOException {
        section(json, DnsSection.QUESTION, (g, e) -> g.writeStringField("rrtype", e.typeText()));
    }

    /** Writes what stands beside a record's name. */
    private interface Fields {
        void write(JsonGenerator json, Entry entry) throws IOException;
    }

    private void section(JsonGenerator json, DnsSection section, Fields fields) throws IOException {
        boolean open = false;
        for (Entry e : entries) {
            // Suricata leaves an OPT record without options out, and its schema knows OPT in LLMNR only.
            if (e.section() == section
                    && (e.type() != DnsCodes.OPT || !e.options().isEmpty())) {
                if (!open) {
                    json.writeArrayFieldStart(name(section));
                    open = true;
                }
                json.writeStartObject();
                EveHeader.string(json, "rrname", e.name());
                fields.write(json, e);
                json.writeEndObject();
            }
        }
        if (open) {
            json.writeEndArray();
        }
    }

    private static String name(DnsSection section) {
        return switch (section) {
            case QUESTION -> "queries";
            case ANSWER -> "answers";
            case AUTHORITY -> "authorities";
            case ADDITIONAL -> "additionals";
        };
    }

    private void irregularities(JsonGenerator json, Path path) throws IOException {
        if (fault != Fault.NONE) {
            json.writeStringField("malformed", fault.name().toLowerCase(Locale.ROOT));
        }
        if (leftOut > 0) {
            json.writeNumberField("records_left_out", leftOut);
        }
        EveHeader.path(json, path);
    }
}
