// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.capture;

/** What a file is, by its first four bytes. */
enum Magic {
    PCAP,
    PCAPNG,
    SNOOP,
    GZIP,
    ZSTD,
    /** No bytes at all. */
    EMPTY,
    UNKNOWN;

    /** Bytes that decide. */
    static final int LENGTH = 4;

    /** Classic pcap, time stamps in microseconds (draft-ietf-opsawg-pcap, 4). */
    static final int PCAP_MICRO = 0xa1b2c3d4;
    /** Classic pcap, time stamps in nanoseconds. */
    static final int PCAP_NANO = 0xa1b23c4d;
    /** Alexey Kuznetsov's modified pcap: eight more bytes in each record header. */
    static final int PCAP_KUZNETZOV = 0xa1b2cd34;
    /** IXIA's lcap made by hardware: nanoseconds, four more bytes in the file header. */
    static final int PCAP_IXIA_HARDWARE = 0x1c0001ac;
    /** IXIA's lcap made by software: microseconds, four more bytes in the file header. */
    static final int PCAP_IXIA_SOFTWARE = 0x1c0001ab;
    /** Block type of a pcapng section header; reads the same in both byte orders (draft-ietf-opsawg-pcapng, 4.1). */
    static final int SECTION_HEADER = 0x0a0d0d0a;
    /** "snoo" of the snoop magic (RFC 1761). */
    static final int SNOOP_HEAD = 0x736e6f6f;
    /** RFC 8878, 3.1.1. */
    private static final int ZSTD_FRAME = 0x28b52ffd;
    /** RFC 8878, 3.1.2: 0x184D2A50 to 0x184D2A5F, little-endian. */
    private static final int ZSTD_SKIPPABLE = 0x502a4d18;

    static Magic of(byte[] first) {
        if (first.length == 0) {
            return EMPTY;
        }
        // RFC 1952, 2.3.1: two bytes and the only compression method there is.
        if (first.length >= 3 && first[0] == 0x1f && first[1] == (byte) 0x8b && first[2] == 8) {
            return GZIP;
        }
        if (first.length < LENGTH) {
            return UNKNOWN;
        }
        int magic = first[0] << 24 | (first[1] & 0xff) << 16 | (first[2] & 0xff) << 8 | first[3] & 0xff;
        if (isPcap(magic) || isPcap(Integer.reverseBytes(magic))) {
            return PCAP;
        }
        if (magic == ZSTD_FRAME || (magic & 0xf0ffffff) == ZSTD_SKIPPABLE) {
            return ZSTD;
        }
        return switch (magic) {
            case SECTION_HEADER -> PCAPNG;
            case SNOOP_HEAD -> SNOOP;
            default -> UNKNOWN;
        };
    }

    static boolean isPcap(int magic) {
        return switch (magic) {
            case PCAP_MICRO, PCAP_NANO, PCAP_KUZNETZOV, PCAP_IXIA_HARDWARE, PCAP_IXIA_SOFTWARE -> true;
            default -> false;
        };
    }

    /** True for what {@link #GZIP} and {@link #ZSTD} are: something else is inside. */
    boolean compressed() {
        return this == GZIP || this == ZSTD;
    }

    /** True for a capture as it is read. */
    boolean capture() {
        return this == PCAP || this == PCAPNG || this == SNOOP;
    }
}
