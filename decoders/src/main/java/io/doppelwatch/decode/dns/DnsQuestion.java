// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.dns;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Header and first question of a message that is kept as an array, for those who only pair questions with answers (RFC
 * 1035, 4.1.1 and 4.1.2). The short way of nearly every message: what is not plain, such as a compressed first name, is
 * left to {@link DnsMessage}, which says the same of what both read. Reusable; not thread-safe; allocates nothing.
 */
public final class DnsQuestion {
    private static final int FIXED = 4;
    /** Root, type, size, extended rcode, version, flags, length. */
    private static final int OPT_FIXED = 11;
    /** The octet with DO in its top bit. */
    private static final int OPT_DO = 7;

    private int id;
    private int flags;
    private int type;
    private int rrClass;
    private long nameHash;
    private long firstLabelHash;
    private boolean dnssecOk;
    private int letterCase;
    private int end;

    /**
     * Reads a message.
     *
     * @param message from its ID on
     * @param seed as for {@link DnsName#hash}
     * @return false where it has no question, or one that is not plain and whole; then nothing here means anything
     */
    public boolean read(byte[] message, long seed) {
        dnssecOk = false;
        if (message.length <= DnsMessage.HEADER_LENGTH + FIXED || u16(message, DnsMessage.QUESTIONS_OFFSET) == 0) {
            return false;
        }
        int at = DnsMessage.HEADER_LENGTH;
        long hash = NameHash.start(seed);
        long first = hash;
        int octets = 1;
        int capitals = 0;
        int n = message[at];
        while (n > 0) {
            // A length above 63 is a pointer or negative here, and no plain label.
            if (n > DnsName.MAX_LABEL || at + 1 + n >= message.length) {
                return false;
            }
            octets += 1 + n;
            long word = n;
            int shift = 8;
            for (int end = at + 1 + n, k = at + 1; k < end; k++) {
                int b = message[k];
                if (b >= 'A' && b <= 'Z') {
                    b |= 0x20;
                    capitals = capitals * 31 + k;
                }
                word |= (b & 0xffL) << shift;
                shift += 8;
                if (shift == 64) {
                    hash = NameHash.word(hash, word, seed);
                    word = 0;
                    shift = 0;
                }
            }
            if (shift > 0) {
                hash = NameHash.word(hash, word, seed);
            }
            first = octets == 2 + n ? hash : first;
            at += 1 + n;
            n = message[at];
        }
        if (n < 0 || octets > DnsName.MAX_OCTETS || at + 1 + FIXED > message.length) {
            return false;
        }
        id = u16(message, DnsMessage.ID_OFFSET);
        flags = u16(message, DnsMessage.FLAGS_OFFSET);
        type = u16(message, at + 1);
        rrClass = u16(message, at + 3);
        nameHash = NameHash.word(hash, octets, seed);
        firstLabelHash = first;
        dnssecOk = wantsDnssec(message, at + 1 + FIXED);
        letterCase = capitals;
        end = at + 1 + FIXED;
        return true;
    }

    /**
     * The hash of the name above the one asked for, without its first label: {@link DnsName#hash} of {@code example.test}
     * for {@code www.example.test}; 0 where the name is not plain and whole.
     */
    public static long parentHash(byte[] message, long seed) {
        int at = DnsMessage.HEADER_LENGTH;
        if (message.length <= at || !isLabel(message, at)) {
            return 0;
        }
        at += message[at] == 0 ? 0 : 1 + message[at];
        long hash = NameHash.start(seed);
        int octets = 1;
        for (int n = message[at]; n != 0; n = message[at]) {
            if (!isLabel(message, at)) {
                return 0;
            }
            long word = n;
            int shift = 8;
            for (int k = at + 1; k <= at + n; k++) {
                int b = message[k];
                if (b >= 'A' && b <= 'Z') {
                    b |= 0x20;
                }
                word |= (b & 0xffL) << shift;
                shift += 8;
                if (shift == 64) {
                    hash = NameHash.word(hash, word, seed);
                    word = 0;
                    shift = 0;
                }
            }
            if (shift > 0) {
                hash = NameHash.word(hash, word, seed);
            }
            octets += 1 + n;
            at += 1 + n;
        }
        return NameHash.word(hash, octets, seed);
    }

    /**
     * The end of the name asked for, where that is made of letters, digits, hyphens and underscores: its last labels as {@link
     * DnsName#lowerText} gives them.
     *
     * @param labels how many at most, 1 or more
     * @return null where the name is not plain and whole, is the root, or has other octets in these labels
     */
    public static @Nullable String lastLabels(byte[] message, int labels) {
        if (message.length < DnsMessage.HEADER_LENGTH || u16(message, DnsMessage.QUESTIONS_OFFSET) == 0) {
            return null;
        }
        int count = 0;
        int end = DnsMessage.HEADER_LENGTH;
        for (; end < message.length && message[end] != 0; end += 1 + message[end]) {
            if (!isLabel(message, end)) {
                return null;
            }
            count++;
        }
        if (count == 0 || end + 1 + FIXED > message.length || end - DnsMessage.HEADER_LENGTH >= DnsName.MAX_OCTETS) {
            return null;
        }
        int from = DnsMessage.HEADER_LENGTH;
        for (int skip = count - labels; skip > 0; skip--) {
            from += 1 + message[from];
        }
        byte[] text = new byte[end - from - 1];
        int dot = from + 1 + message[from];
        for (int i = from + 1; i < end; i++) {
            if (i == dot) {
                text[i - from - 1] = '.';
                dot += 1 + message[i];
                continue;
            }
            int b = message[i];
            if (b >= 'A' && b <= 'Z') {
                b |= 0x20;
            } else if ((b < 'a' || b > 'z') && (b < '0' || b > '9') && b != '-' && b != '_') {
                return null;
            }
            text[i - from - 1] = (byte) b;
        }
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    /** A length of 0 to 63, and the label and one byte more are there. */
    private static boolean isLabel(byte[] message, int at) {
        int n = message[at];
        return n >= 0 && n <= DnsName.MAX_LABEL && at + 1 + n < message.length;
    }

    public int id() {
        return id;
    }

    public boolean isResponse() {
        return (flags & DnsMessage.QR) != 0;
    }

    /** 0 to 15. */
    public int opcode() {
        return flags >>> 11 & 0xf;
    }

    public int type() {
        return type;
    }

    public int rrClass() {
        return rrClass;
    }

    /**
     * True where OPT follows the question at once, as in every query that has it, and its DO bit is set (RFC 3225; RFC
     * 6891, 6.1.3).
     */
    public boolean dnssecOk() {
        return dnssecOk;
    }

    private static boolean wantsDnssec(byte[] message, int at) {
        return message.length >= at + OPT_FIXED
                && message[at] == 0
                && u16(message, at + 1) == DnsCodes.OPT
                && u16(message, DnsMessage.QUESTIONS_OFFSET) == 1
                && u16(message, DnsMessage.ADDITIONALS_OFFSET) != 0
                && message[at + OPT_DO] < 0;
    }

    /** As {@link DnsName#hash} with the same seed. */
    public long nameHash() {
        return nameHash;
    }

    /** As {@link DnsName#firstLabelHash} with the same seed. */
    public long firstLabelHash() {
        return firstLabelHash;
    }

    /**
     * Which letters of the name are capitals, as a number that a question and its answer share where they are spelled
     * alike (draft-vixie-dnsext-dns0x20); 0 where none is.
     */
    public int letterCase() {
        return letterCase;
    }

    /** Offset of the first byte after the question: where the answer section begins in a message of one question. */
    public int end() {
        return end;
    }

    private static int u16(byte[] b, int i) {
        return (b[i] & 0xff) << 8 | b[i + 1] & 0xff;
    }
}
