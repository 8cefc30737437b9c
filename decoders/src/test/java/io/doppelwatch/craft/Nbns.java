// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.craft;

import java.util.Locale;

/** NetBIOS name service messages (RFC 1002, 4.2), whole. Names are upper case, as Windows sends them. */
public final class Nbns {
    private static final int NB = 0x20;
    private static final int NBSTAT = 0x21;
    private static final int IN = 1;
    private static final int BROADCAST = 0x0110;
    private static final int UNIQUE = 0;
    private static final int GROUP = 0x8000;

    private Nbns() {}

    /** A name query request to everybody. */
    public static byte[] query(int id, String name, int suffix) {
        return question(id, BROADCAST, name, suffix, NB).toArray();
    }

    /** A name query request to a name server, such as WINS. */
    public static byte[] queryToServer(int id, String name, int suffix) {
        return question(id, 0x0100, name, suffix, NB).toArray();
    }

    /** A positive name query response of the owner. */
    public static byte[] answer(int id, String name, int suffix, long ttl, String ip) {
        return record(header(id, 0x8500, 0, 1, 0), name(name, suffix), ttl, UNIQUE, ip);
    }

    /** A positive name query response of a name server. */
    public static byte[] serverAnswer(int id, String name, int suffix, long ttl, String ip) {
        return record(header(id, 0x8580, 0, 1, 0), name(name, suffix), ttl, UNIQUE, ip);
    }

    /** A name registration request to everybody, which asks first. */
    public static byte[] registration(int id, String name, int suffix, String ip) {
        Bytes b = header(id, 0x2910, 1, 0, 1).put(name(name, suffix)).u16(NB).u16(IN);
        return record(b, new byte[] {(byte) 0xc0, 12}, 300_000, UNIQUE, ip);
    }

    /** A registration of a name that many share, such as a workgroup. */
    public static byte[] groupRegistration(int id, String name, int suffix, String ip) {
        Bytes b = header(id, 0x2910, 1, 0, 1).put(name(name, suffix)).u16(NB).u16(IN);
        return record(b, new byte[] {(byte) 0xc0, 12}, 300_000, GROUP, ip);
    }

    /** A name overwrite demand: the name is taken. */
    public static byte[] overwrite(int id, String name, int suffix, String ip) {
        Bytes b = header(id, 0x2810, 1, 0, 1).put(name(name, suffix)).u16(NB).u16(IN);
        return record(b, new byte[] {(byte) 0xc0, 12}, 300_000, UNIQUE, ip);
    }

    /** A negative name registration response: the owner says that the name is active (RFC 1002, 4.2.6). */
    public static byte[] denial(int id, String name, int suffix, String ip) {
        return record(header(id, 0xad86, 0, 1, 0), name(name, suffix), 0, UNIQUE, ip);
    }

    /** A name release to everybody. */
    public static byte[] release(int id, String name, int suffix, String ip) {
        Bytes b = header(id, 0x3010, 1, 0, 1).put(name(name, suffix)).u16(NB).u16(IN);
        return record(b, new byte[] {(byte) 0xc0, 12}, 0, UNIQUE, ip);
    }

    /** A node status response that lists one unique name. */
    public static byte[] status(int id, String name, int suffix) {
        byte[] plain = String.format(Locale.ROOT, "%-15s", name.toUpperCase(Locale.ROOT))
                .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        return header(id, 0x8400, 0, 1, 0)
                .put(name("*", 0))
                .u16(NBSTAT)
                .u16(IN)
                .u32(0)
                .u16(1 + 18 + 6)
                .u8(1)
                .put(plain)
                .u8(suffix)
                .u16(0x0400)
                .zeros(6)
                .toArray();
    }

    private static Bytes question(int id, int flags, String name, int suffix, int type) {
        return header(id, flags, 1, 0, 0).put(name(name, suffix)).u16(type).u16(IN);
    }

    private static Bytes header(int id, int flags, int questions, int answers, int additionals) {
        return new Bytes().u16(id).u16(flags).u16(questions).u16(answers).u16(0).u16(additionals);
    }

    private static byte[] record(Bytes before, byte[] owner, long ttl, int flags, String ip) {
        return before.put(owner)
                .u16(NB)
                .u16(IN)
                .u32(ttl)
                .u16(6)
                .u16(flags)
                .put(Bytes.ip(ip))
                .toArray();
    }

    /** First-level encoding (RFC 1001, 14.1). */
    public static byte[] name(String name, int suffix) {
        Bytes b = new Bytes().u8(32);
        String upper = name.toUpperCase(Locale.ROOT);
        for (int i = 0; i < 16; i++) {
            int c = i == 15 ? suffix : i < upper.length() ? upper.charAt(i) : name.equals("*") ? 0 : ' ';
            b.u8('A' + (c >>> 4)).u8('A' + (c & 15));
        }
        return b.u8(0).toArray();
    }
}
