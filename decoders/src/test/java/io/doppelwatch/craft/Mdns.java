// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.craft;

import java.util.ArrayList;
import java.util.List;

/** A multicast DNS message (RFC 6762, 18) that grows section by section. Names are not compressed. */
public final class Mdns {
    public static final int HOST_TTL = 120;
    public static final int SERVICE_TTL = 4500;
    public static final int ANY = 255;

    private static final int IN = 1;
    private static final int TOP_BIT = 0x8000;

    private final int flags;
    private final List<byte[]> questions = new ArrayList<>();
    private final List<byte[]> answers = new ArrayList<>();
    private final List<byte[]> authorities = new ArrayList<>();
    private final List<byte[]> additionals = new ArrayList<>();
    private int id;

    private Mdns(int flags) {
        this.flags = flags;
    }

    public static Mdns query() {
        return new Mdns(0);
    }

    public static Mdns response() {
        return new Mdns(Dns.QR | Dns.AA);
    }

    /** A first query for a name somebody would like to have, with the address it would give it (RFC 6762, 8.1). */
    public static Mdns probe(String name, String ip) {
        return query().askUnicast(name, ANY).authority(name, type(ip), HOST_TTL, Bytes.ip(ip));
    }

    /** A host's own address records, which flush those before (RFC 6762, 8.3 and 10.2). */
    public static Mdns host(String name, String... ips) {
        Mdns m = response();
        for (String ip : ips) {
            m.unique(name, type(ip), HOST_TTL, Bytes.ip(ip));
        }
        return m;
    }

    /** A host's farewell (RFC 6762, 10.1). */
    public static Mdns goodbye(String name, String ip) {
        return response().unique(name, type(ip), 0, Bytes.ip(ip));
    }

    /** A service instance: PTR, SRV and TXT, and no address (RFC 6763, 4 to 6). */
    public static Mdns service(String instance, String type, String target, int port, String text) {
        String full = instance + "." + type;
        return response()
                .shared(type, Dns.PTR, SERVICE_TTL, Dns.name(full))
                .unique(full, Dns.SRV, HOST_TTL, srv(port, target))
                .unique(full, Dns.TXT, SERVICE_TTL, txt(text));
    }

    public static byte[] srv(int port, String target) {
        return new Bytes().u16(0).u16(0).u16(port).put(Dns.name(target)).toArray();
    }

    public static byte[] txt(String text) {
        return new Bytes().u8(text.length()).ascii(text).toArray();
    }

    private static int type(String ip) {
        return ip.indexOf(':') < 0 ? Dns.A : Dns.AAAA;
    }

    /** The id of a legacy unicast query (RFC 6762, 6.7). */
    public Mdns id(int value) {
        id = value;
        return this;
    }

    public Mdns ask(String name, int type) {
        return ask(name, type, IN);
    }

    public Mdns askUnicast(String name, int type) {
        return ask(name, type, IN | TOP_BIT);
    }

    private Mdns ask(String name, int type, int questionClass) {
        questions.add(
                new Bytes().put(Dns.name(name)).u16(type).u16(questionClass).toArray());
        return this;
    }

    /** A record with the cache-flush bit in the answer section. */
    public Mdns unique(String name, int type, long ttl, byte[] data) {
        answers.add(record(name, type, IN | TOP_BIT, ttl, data));
        return this;
    }

    /** A record without it; in a query, a known answer (RFC 6762, 7.1). */
    public Mdns shared(String name, int type, long ttl, byte[] data) {
        answers.add(record(name, type, IN, ttl, data));
        return this;
    }

    public Mdns authority(String name, int type, long ttl, byte[] data) {
        authorities.add(record(name, type, IN, ttl, data));
        return this;
    }

    public Mdns additional(String name, int type, long ttl, byte[] data) {
        additionals.add(record(name, type, IN | TOP_BIT, ttl, data));
        return this;
    }

    private static byte[] record(String name, int type, int recordClass, long ttl, byte[] data) {
        return new Bytes()
                .put(Dns.name(name))
                .u16(type)
                .u16(recordClass)
                .u32(ttl)
                .u16(data.length)
                .put(data)
                .toArray();
    }

    public byte[] bytes() {
        Bytes message = new Bytes()
                .u16(id)
                .u16(flags)
                .u16(questions.size())
                .u16(answers.size())
                .u16(authorities.size())
                .u16(additionals.size());
        for (List<byte[]> section : List.of(questions, answers, authorities, additionals)) {
            section.forEach(message::put);
        }
        return message.toArray();
    }
}
