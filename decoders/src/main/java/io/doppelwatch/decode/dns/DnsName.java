// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.dns;

import io.doppelwatch.decode.Fault;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A domain name in a message (RFC 1035, 3.1 and 4.1.4), where it lies, compressed or not.
 *
 * <p>{@link #wrap} walks the name once and checks all of it: labels of at most 63 octets, at most 255 octets together,
 * pointers that lead strictly before the run of labels they end (which is what "prior occurrence" means, and leaves no
 * room for a loop), at most {@value #MAX_POINTERS} of them. After a fault the labels before it stay readable, and
 * {@link #end()} is 0. The label types 01 and 10 (RFC 6891, 5; RFC 2673) are {@link Fault#UNSUPPORTED}.
 *
 * <p>Octets are octets: nothing is lower-cased or taken for a character set unless asked. Comparing and hashing go over
 * the wire and make no object. Reusable; not thread-safe.
 */
public final class DnsName {
    /** Octets of a name on the wire, lengths and root included (RFC 1035, 3.1). */
    public static final int MAX_OCTETS = 255;

    public static final int MAX_LABEL = 63;
    /** A name has at most 127 labels, so no honest one needs more pointers. Bounds the work for one name. */
    public static final int MAX_POINTERS = 127;

    private static final int POINTER = 0xc0;

    private ByteBuf buffer;
    private int base;
    private int start;
    private int end;
    private int labels;
    private int octets;
    private Fault fault = Fault.TRUNCATED;
    private int faultOffset;

    /**
     * Points at a name and checks it.
     *
     * @param buffer read by absolute index
     * @param message index of the message's first byte, to which pointers are relative
     * @param length bytes of the message that are there
     * @param offset where the name begins, from the message's first byte
     */
    public DnsName wrap(ByteBuf buffer, int message, int length, int offset) {
        this.buffer = buffer;
        base = message;
        start = offset;
        end = 0;
        labels = 0;
        octets = 0;
        fault = Fault.NONE;
        faultOffset = -1;
        if (message < 0 || length < 0 || message > buffer.capacity() - length || offset < 0) {
            return fail(Fault.TRUNCATED, 0);
        }
        int at = offset;
        int run = offset;
        int after = 0;
        int pointers = 0;
        while (at < length) {
            int b = buffer.getUnsignedByte(base + at);
            switch (b & POINTER) {
                case POINTER -> {
                    if (at + 1 >= length) {
                        return fail(Fault.TRUNCATED, at);
                    }
                    int target = (b & 0x3f) << 8 | buffer.getUnsignedByte(base + at + 1);
                    if (target >= run) {
                        return fail(Fault.LOOP, at);
                    }
                    if (++pointers > MAX_POINTERS) {
                        return fail(Fault.TOO_DEEP, at);
                    }
                    after = after == 0 ? at + 2 : after;
                    at = target;
                    run = target;
                }
                case 0 -> {
                    if (b == 0) {
                        octets++;
                        end = after == 0 ? at + 1 : after;
                        return this;
                    }
                    // The root's own octet has to fit too.
                    if (octets + 1 + b + 1 > MAX_OCTETS) {
                        return fail(Fault.TOO_LONG, at);
                    }
                    if (b >= length - at) {
                        return fail(Fault.TRUNCATED, at);
                    }
                    octets += 1 + b;
                    labels++;
                    at += 1 + b;
                }
                default -> {
                    return fail(Fault.UNSUPPORTED, at);
                }
            }
        }
        return fail(Fault.TRUNCATED, at);
    }

    private DnsName fail(Fault reason, int at) {
        fault = reason;
        faultOffset = at;
        return this;
    }

    public boolean ok() {
        return fault == Fault.NONE;
    }

    public Fault fault() {
        return fault;
    }

    /** Offset in the message at which the fault lies; -1 without one. */
    public int faultOffset() {
        return faultOffset;
    }

    /** Offset in the message at which the name begins. */
    public int offset() {
        return start;
    }

    /** Offset in the message of the first byte after the name in place; 0 after a fault. */
    public int end() {
        return end;
    }

    /** Labels, the root not counted: 0 to 127. */
    public int labels() {
        return labels;
    }

    /** Octets of the whole name without compression, the root's included: 1 to 255. */
    public int octets() {
        return octets;
    }

    public boolean isRoot() {
        return ok() && labels == 0;
    }

    /**
     * Hash of the name without regard to ASCII case (RFC 4343), over its uncompressed wire form. Without the seed nobody
     * can choose names that collide.
     */
    public long hash(long seed) {
        long h = NameHash.start(seed);
        int at = start;
        for (int i = 0; i < labels; i++) {
            at = follow(at);
            int n = buffer.getUnsignedByte(base + at);
            h = NameHash.word(h, n | lowerAll(octets(base + at + 1, Math.min(n, 7))) << 8, seed);
            for (int k = 8; k <= n; k += 8) {
                h = NameHash.word(h, lowerAll(octets(base + at + k, Math.min(n - k + 1, 8))), seed);
            }
            at += 1 + n;
        }
        return NameHash.word(h, octets, seed);
    }

    /**
     * Hash of the first label alone, without regard to ASCII case: what a host is called in mDNS, LLMNR and NetBIOS alike,
     * whatever stands behind it.
     */
    public long firstLabelHash(long seed) {
        if (labels == 0) {
            return NameHash.start(seed);
        }
        int at = base + follow(start);
        int n = buffer.getUnsignedByte(at);
        long h = NameHash.word(NameHash.start(seed), n | lowerAll(octets(at + 1, Math.min(n, 7))) << 8, seed);
        for (int k = 8; k <= n; k += 8) {
            h = NameHash.word(h, lowerAll(octets(at + k, Math.min(n - k + 1, 8))), seed);
        }
        return h;
    }

    /** Absolute index in {@link #buffer()} of the first label's first octet; -1 where there is no label. */
    public int firstLabel() {
        return labels == 0 ? -1 : base + follow(start) + 1;
    }

    /** Octets of the first label, 0 to 63. */
    public int firstLabelLength() {
        return labels == 0 ? 0 : buffer.getUnsignedByte(firstLabel() - 1);
    }

    /** The buffer the name lies in. */
    public ByteBuf buffer() {
        return buffer;
    }

    /** Up to eight octets, the first in the low bits. */
    private long octets(int index, int n) {
        if (index <= buffer.capacity() - 8) {
            return n == 8 ? buffer.getLongLE(index) : buffer.getLongLE(index) & (1L << 8 * n) - 1;
        }
        long w = 0;
        for (int i = 0; i < n; i++) {
            w |= (long) buffer.getUnsignedByte(index + i) << 8 * i;
        }
        return w;
    }

    /** Eight octets in lower case at once (RFC 4343: only A to Z): what lies between gets 0x20, which 0x80 moves down to. */
    private static long lowerAll(long w) {
        long low = w & 0x7f7f_7f7f_7f7f_7f7fL;
        long fromA = low + 0x3f3f_3f3f_3f3f_3f3fL;
        long beyondZ = low + 0x2525_2525_2525_2525L;
        return w | (fromA & ~beyondZ & ~w & 0x8080_8080_8080_8080L) >>> 2;
    }

    /** A name from its own wire octets, as {@link #wireOf} and {@link #canonical} give them. */
    public static DnsName of(byte[] wire) {
        return new DnsName().wrap(Unpooled.wrappedBuffer(wire), 0, wire.length, 0);
    }

    /** True where both are the same name (RFC 4343: without regard to ASCII case). A faulty name equals nothing. */
    public boolean sameAs(DnsName other) {
        return matches(other, false);
    }

    /** True where both are the same name with the same case, octet for octet; tells 0x20 encoding that was not kept. */
    public boolean identicalTo(DnsName other) {
        return matches(other, true);
    }

    private boolean matches(DnsName other, boolean exact) {
        return ok()
                && other.ok()
                && octets == other.octets
                && labels == other.labels
                && tailMatches(start, other, labels, exact);
    }

    /** True where this name is {@code zone} or lies below it, without regard to case; tells in-bailiwick from out. */
    public boolean isWithin(DnsName zone) {
        if (!ok() || !zone.ok() || labels < zone.labels || octets < zone.octets) {
            return false;
        }
        int at = start;
        for (int i = labels; i > zone.labels; i--) {
            at = follow(at);
            at += 1 + buffer.getUnsignedByte(base + at);
        }
        return tailMatches(at, zone, zone.labels, false);
    }

    private boolean tailMatches(int from, DnsName other, int count, boolean exact) {
        int at = from;
        int there = other.start;
        for (int i = 0; i < count; i++) {
            at = follow(at);
            there = other.follow(there);
            int n = buffer.getUnsignedByte(base + at);
            if (n != other.buffer.getUnsignedByte(other.base + there)) {
                return false;
            }
            for (int k = 1; k <= n; k++) {
                int x = buffer.getUnsignedByte(base + at + k);
                int y = other.buffer.getUnsignedByte(other.base + there + k);
                if (x != y && (exact || lower(x) != lower(y))) {
                    return false;
                }
            }
            at += 1 + n;
            there += 1 + n;
        }
        return true;
    }

    /**
     * The uncompressed wire form, lower-cased: what a table may keep as its key.
     *
     * @return 1 to 255 octets; empty for a faulty name
     */
    public byte[] canonical() {
        if (!ok()) {
            return new byte[0];
        }
        byte[] wire = new byte[octets];
        int at = start;
        int to = 0;
        for (int i = 0; i < labels; i++) {
            at = follow(at);
            int n = buffer.getUnsignedByte(base + at);
            wire[to++] = (byte) n;
            for (int k = 1; k <= n; k++) {
                wire[to++] = (byte) lower(buffer.getUnsignedByte(base + at + k));
            }
            at += 1 + n;
        }
        return wire;
    }

    /**
     * Appends the name in presentation form (RFC 1035, 5.1; RFC 4343, 2.1), case as sent: labels with dots between and
     * none at the end, {@code \.} and {@code \\} for a dot and a backslash in a label, {@code \DDD} for what is not
     * printable ASCII. The root is empty, as Suricata writes it. Of a faulty name, the labels before the fault.
     */
    public void appendTo(StringBuilder out) {
        append(out, false);
    }

    /** As {@link #appendTo}, ASCII letters in lower case. */
    public void appendLowerTo(StringBuilder out) {
        append(out, true);
    }

    private void append(StringBuilder out, boolean lower) {
        int at = start;
        for (int i = 0; i < labels; i++) {
            at = follow(at);
            int n = buffer.getUnsignedByte(base + at);
            if (i > 0) {
                out.append('.');
            }
            for (int k = 1; k <= n; k++) {
                int b = buffer.getUnsignedByte(base + at + k);
                appendOctet(out, lower ? lower(b) : b);
            }
            at += 1 + n;
        }
    }

    private static void appendOctet(StringBuilder out, int b) {
        if (b == '.' || b == '\\') {
            out.append('\\').append((char) b);
        } else if (b > ' ' && b < 0x7f) {
            out.append((char) b);
        } else {
            appendDecimal(out, b);
        }
    }

    /** {@code \DDD} (RFC 1035, 5.1). */
    static void appendDecimal(StringBuilder out, int b) {
        out.append('\\')
                .append((char) ('0' + b / 100))
                .append((char) ('0' + b / 10 % 10))
                .append((char) ('0' + b % 10));
    }

    /** The name as {@link #appendTo} writes it. */
    @Override
    public String toString() {
        StringBuilder s = new StringBuilder();
        appendTo(s);
        return s.toString();
    }

    /** The name as {@link #appendLowerTo} writes it: what names from files are compared with. */
    public String lowerText() {
        StringBuilder s = new StringBuilder();
        appendLowerTo(s);
        return s.toString();
    }

    /**
     * A name written in presentation form, as uncompressed wire octets; {@link #wrap} them to compare with names seen.
     *
     * @param text with or without the dot at the end; ASCII, others taken as UTF-8 as mDNS does (RFC 6762, 16)
     * @return null where it is no name: empty or overlong label, overlong name, broken escape
     */
    public static byte @Nullable [] wireOf(String text) {
        byte[] in = text.getBytes(StandardCharsets.UTF_8);
        byte[] out = new byte[MAX_OCTETS];
        int label = 0;
        int to = 1;
        int i = 0;
        while (i < in.length) {
            int b = in[i++] & 0xff;
            if (b == '.') {
                int n = to - label - 1;
                boolean onlyTheRoot = n == 0 && in.length == 1;
                if (onlyTheRoot) {
                    break;
                }
                if (n == 0 || to >= MAX_OCTETS) {
                    return null;
                }
                out[label] = (byte) n;
                label = to++;
                continue;
            }
            if (b == '\\') {
                if (i < in.length && !isDigit(in[i])) {
                    b = in[i++] & 0xff;
                } else if (i + 2 < in.length && isDigit(in[i + 1]) && isDigit(in[i + 2])) {
                    b = (in[i] - '0') * 100 + (in[i + 1] - '0') * 10 + in[i + 2] - '0';
                    i += 3;
                } else {
                    return null;
                }
                if (b > 255) {
                    return null;
                }
            }
            if (to >= MAX_OCTETS || to - label > MAX_LABEL) {
                return null;
            }
            out[to++] = (byte) b;
        }
        int n = to - label - 1;
        if (n > 0) {
            if (to >= MAX_OCTETS) {
                return null;
            }
            out[label] = (byte) n;
            to++;
        }
        return Arrays.copyOf(out, to);
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    /** Offset of the label that {@code at} stands for. Terminates: {@link #wrap} went this way before. */
    private int follow(int at) {
        int p = at;
        int b = buffer.getUnsignedByte(base + p);
        while ((b & POINTER) == POINTER) {
            p = (b & 0x3f) << 8 | buffer.getUnsignedByte(base + p + 1);
            b = buffer.getUnsignedByte(base + p);
        }
        return p;
    }

    private static int lower(int b) {
        return b >= 'A' && b <= 'Z' ? b + 32 : b;
    }
}
