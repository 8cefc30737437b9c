// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.keylog;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads key log lines (RFC 9850, 2) out of bytes that come in pieces: {@code LABEL client-random secret}, the latter two in
 * hexadecimal; {@code #} begins a comment. What is no such line is counted, the first one by its number, and passed over. Labels
 * that open no handshake are read and left.
 */
public final class KeyLogReader {
    /** Longest line taken; the longest there are have 228 bytes. */
    static final int MAX_LINE = 1024;

    private static final int RANDOM_BYTES = 32;
    private static final int MASTER_BYTES = 48;

    /** What a line opens. */
    enum Kind {
        CLIENT,
        SERVER,
        MASTER,
        OTHER
    }

    /** Takes what lines give. */
    interface Taker {
        void take(Kind kind, byte[] random, byte[] secret);
    }

    private final Taker taker;
    private final byte[] line = new byte[MAX_LINE];
    private int have;
    private boolean tooLong;
    private long lines;
    private long bad;
    private long firstBad;

    KeyLogReader(Taker taker) {
        this.taker = taker;
    }

    /** Lines that were no key log lines. */
    public long bad() {
        return bad;
    }

    /** Number of the first of them, from 1; 0 where there is none. */
    public long firstBad() {
        return firstBad;
    }

    /** Takes bytes, wherever they begin and end. */
    public void feed(byte[] bytes, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            byte b = bytes[i];
            if (b == '\n') {
                end();
            } else if (have == MAX_LINE) {
                tooLong = true;
            } else {
                line[have++] = b;
            }
        }
    }

    /** Takes a last line without an end. */
    public void finish() {
        if (have > 0) {
            end();
        }
    }

    /** Forgets the beginning of a line, and counts lines from 1 again. */
    public void restart() {
        have = 0;
        tooLong = false;
        lines = 0;
    }

    private void end() {
        lines++;
        int length = have;
        while (length > 0 && (line[length - 1] == '\r' || line[length - 1] == ' ')) {
            length--;
        }
        boolean good = !tooLong && (length == 0 || line[0] == '#' || read(length));
        if (!good && bad++ == 0) {
            firstBad = lines;
        }
        have = 0;
        tooLong = false;
    }

    private boolean read(int length) {
        int first = space(0, length);
        int second = first < 0 ? -1 : space(first + 1, length);
        if (second < 0 || space(second + 1, length) >= 0 || first == 0) {
            return false;
        }
        String label = new String(line, 0, first, StandardCharsets.US_ASCII);
        Kind kind = kind(label);
        byte[] secret = hex(second + 1, length);
        byte[] random = hex(first + 1, second);
        if (kind == Kind.OTHER) {
            return isLabel(first) && random.length > 0 && secret.length > 0;
        }
        boolean right = random.length == RANDOM_BYTES
                && (secret.length == MASTER_BYTES || kind != Kind.MASTER && secret.length == RANDOM_BYTES);
        if (right) {
            taker.take(kind, random, secret);
        }
        return right;
    }

    private static Kind kind(String label) {
        return switch (label) {
            case "CLIENT_RANDOM" -> Kind.MASTER;
            case "CLIENT_HANDSHAKE_TRAFFIC_SECRET", "QUIC_CLIENT_HANDSHAKE_TRAFFIC_SECRET" -> Kind.CLIENT;
            case "SERVER_HANDSHAKE_TRAFFIC_SECRET", "QUIC_SERVER_HANDSHAKE_TRAFFIC_SECRET" -> Kind.SERVER;
            default -> Kind.OTHER;
        };
    }

    private boolean isLabel(int length) {
        for (int i = 0; i < length; i++) {
            byte b = line[i];
            if (!(b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || b == '_')) {
                return false;
            }
        }
        return true;
    }

    private int space(int from, int length) {
        for (int i = from; i < length; i++) {
            if (line[i] == ' ') {
                return i;
            }
        }
        return -1;
    }

    /** The bytes between; none where it is not hexadecimal. */
    private byte[] hex(int from, int to) {
        byte[] bytes = new byte[(to - from) / 2];
        if ((to - from) % 2 != 0) {
            return new byte[0];
        }
        for (int i = 0; i < bytes.length; i++) {
            int high = Character.digit(line[from + 2 * i], 16);
            int low = Character.digit(line[from + 2 * i + 1], 16);
            if (high < 0 || low < 0) {
                return Arrays.copyOf(bytes, 0);
            }
            bytes[i] = (byte) (high << 4 | low);
        }
        return bytes;
    }
}
