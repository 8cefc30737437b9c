// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.craft;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A DNS message (RFC 1035, 4.1) that grows by {@code answer}, {@code authority} and {@code additional}. The owner name of
 * a record that repeats the question's is written as a pointer to it, as servers do.
 */
public final class Dns {
    public static final int A = 1;
    public static final int NS = 2;
    public static final int CNAME = 5;
    public static final int SOA = 6;
    public static final int PTR = 12;
    public static final int MX = 15;
    public static final int TXT = 16;
    public static final int AAAA = 28;
    public static final int SRV = 33;
    public static final int OPT = 41;
    public static final int HTTPS = 65;

    /** Response. */
    public static final int QR = 0x8000;
    /** Authoritative answer. */
    public static final int AA = 0x0400;

    public static final int TC = 0x0200;
    public static final int RD = 0x0100;
    public static final int RA = 0x0080;
    public static final int NXDOMAIN = 3;

    private static final int IN = 1;
    private static final long DO = 0x8000;

    private final int id;
    private final int flags;
    private final String name;
    private final int type;
    private final List<byte[]> answers = new ArrayList<>();
    private final List<byte[]> authorities = new ArrayList<>();
    private final List<byte[]> additionals = new ArrayList<>();

    private Dns(int id, int flags, String name, int type) {
        this.id = id;
        this.flags = flags;
        this.name = name;
        this.type = type;
    }

    public static Dns query(int id, String name, int type) {
        return new Dns(id, RD, name, type);
    }

    /** An answer of a recursive resolver to {@link #query}. */
    public static Dns response(int id, String name, int type) {
        return new Dns(id, QR | RD | RA, name, type);
    }

    public static Dns message(int id, int flags, String name, int type) {
        return new Dns(id, flags, name, type);
    }

    public Dns answer(int recordType, long ttl, byte[] data) {
        return answer(name, recordType, ttl, data);
    }

    public Dns answer(String owner, int recordType, long ttl, byte[] data) {
        answers.add(record(owner, recordType, IN, ttl, data));
        return this;
    }

    /** An A or AAAA record of the question's name. */
    public Dns address(long ttl, String ip) {
        byte[] bytes = Bytes.ip(ip);
        return answer(bytes.length == 4 ? A : AAAA, ttl, bytes);
    }

    public Dns authority(String owner, int recordType, long ttl, byte[] data) {
        authorities.add(record(owner, recordType, IN, ttl, data));
        return this;
    }

    public Dns additional(String owner, int recordType, long ttl, byte[] data) {
        additionals.add(record(owner, recordType, IN, ttl, data));
        return this;
    }

    /** EDNS(0) (RFC 6891) without options. */
    public Dns edns(int udpSize) {
        additionals.add(record("", OPT, udpSize, 0, new byte[0]));
        return this;
    }

    /** EDNS(0) with the DO bit: signatures are wanted (RFC 3225). */
    public Dns dnssecOk(int udpSize) {
        additionals.add(record("", OPT, udpSize, DO, new byte[0]));
        return this;
    }

    public byte[] bytes() {
        Bytes message = new Bytes()
                .u16(id)
                .u16(flags)
                .u16(1)
                .u16(answers.size())
                .u16(authorities.size())
                .u16(additionals.size())
                .put(name(name))
                .u16(type)
                .u16(IN);
        answers.forEach(message::put);
        authorities.forEach(message::put);
        additionals.forEach(message::put);
        return message.toArray();
    }

    /** With the two length bytes that go before a message on TCP (RFC 1035, 4.2.2). */
    public byte[] overTcp() {
        byte[] message = bytes();
        return new Bytes().u16(message.length).put(message).toArray();
    }

    private byte[] record(String owner, int recordType, int recordClass, long ttl, byte[] data) {
        byte[] ownerBytes = owner.equals(name) ? new byte[] {(byte) 0xc0, 12} : name(owner);
        return new Bytes()
                .put(ownerBytes)
                .u16(recordType)
                .u16(recordClass)
                .u32(ttl)
                .u16(data.length)
                .put(data)
                .toArray();
    }

    /** A name as labels, not compressed; "" is the root. */
    public static byte[] name(String text) {
        Bytes labels = new Bytes();
        if (!text.isEmpty()) {
            for (String label : text.split("\\.")) {
                byte[] bytes = label.getBytes(StandardCharsets.ISO_8859_1);
                labels.u8(bytes.length).put(bytes);
            }
        }
        return labels.u8(0).toArray();
    }
}
