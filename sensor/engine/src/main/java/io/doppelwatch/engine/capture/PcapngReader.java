// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.capture;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * pcapng (draft-ietf-opsawg-pcapng): sections of either byte order, each with its own interfaces. Packets come from
 * enhanced, simple and the obsolete packet blocks; decryption secrets are kept; every other block is passed over.
 */
final class PcapngReader implements RecordReader {
    /** Longest block that is held whole, as in Wireshark; blocks that are passed over may have any length. */
    static final int MAX_BLOCK = 16 * 1024 * 1024;

    /** Interfaces of one section, and different ones of one file. */
    static final int MAX_INTERFACES = 65_536;

    private static final int INTERFACE_DESCRIPTION = 1;
    private static final int OBSOLETE_PACKET = 2;
    private static final int SIMPLE_PACKET = 3;
    private static final int ENHANCED_PACKET = 6;
    private static final int JOURNAL_EXPORT = 9;
    private static final int DECRYPTION_SECRETS = 10;
    private static final int CUSTOM = 0xbad;
    private static final int CUSTOM_NOT_COPIED = 0x4000_0bad;

    private static final int BLOCK_HEADER = 8;
    private static final int TRAILER = 4;
    private static final int SHORTEST_BLOCK = BLOCK_HEADER + TRAILER;

    private static final int BYTE_ORDER_MAGIC = 0x1a2b3c4d;
    private static final int BYTE_ORDER_AT = 8;
    private static final int VERSION_MAJOR_AT = 12;
    private static final int SECTION_HEADER_LENGTH = 24;

    private static final int LINK_TYPE_AT = 8;
    private static final int SNAP_LENGTH_AT = 12;
    private static final int INTERFACE_OPTIONS_AT = 16;
    /** Longest interface name kept, in bytes. */
    private static final int MAX_NAME = 256;

    private static final int IF_NAME = 2;
    private static final int IF_TSRESOL = 9;
    private static final int IF_TSOFFSET = 14;

    private static final int INTERFACE_ID_AT = 8;
    private static final int TIME_HIGH_AT = 12;
    private static final int TIME_LOW_AT = 16;
    private static final int CAPTURED_AT = 20;
    private static final int ORIGINAL_AT = 24;
    private static final int PACKET_AT = 28;

    private static final int SIMPLE_ORIGINAL_AT = 8;
    private static final int SIMPLE_PACKET_AT = 12;

    private static final int SECRETS_TYPE_AT = 8;
    private static final int SECRETS_LENGTH_AT = 12;
    private static final int SECRETS_AT = 16;

    private final Window window;
    private final CaptureFile file;
    private final Run run;
    private final List<Interface> interfaces = new ArrayList<>();
    private final SourceTable sources;
    private final long secretsKnown;
    private boolean little;
    private long number;
    private long lastTime;
    private boolean delivered;

    private record Interface(Source source, TimeScale times, int frameLimit) {}

    private PcapngReader(Window window, CaptureFile file, Run run, long secretsKnown) {
        this.window = window;
        this.file = file;
        this.run = run;
        this.secretsKnown = secretsKnown;
        sources = new SourceTable(file, run);
    }

    /**
     * Reads the first section header.
     *
     * @param secretsKnown offset from which on decryption secrets are kept already ({@link LastSecrets})
     */
    static RecordReader open(Window window, CaptureFile file, Run run, long secretsKnown) throws IOException {
        PcapngReader reader = new PcapngReader(window, file, run, secretsKnown);
        String fault = reader.section();
        if (!fault.isEmpty()) {
            throw new CaptureException(
                    CaptureException.Kind.BAD_HEADER, file.path(), "pcapng section header: " + fault);
        }
        return reader;
    }

    @Override
    public boolean next(Frame into) throws IOException {
        while (window.has(BLOCK_HEADER)) {
            long start = window.offset();
            delivered = false;
            String fault = block(into);
            if (!fault.isEmpty()) {
                file.damaged(start, fault);
                return false;
            }
            if (delivered) {
                return true;
            }
        }
        if (window.available() > 0) {
            file.damaged(
                    window.offset(),
                    "cut short: " + window.available() + " of the " + BLOCK_HEADER + " bytes of a block header");
        }
        return false;
    }

    /** Takes one block; returns what is wrong with it, empty for nothing. */
    private String block(Frame into) throws IOException {
        int type = i32(window.position());
        if (type == Magic.SECTION_HEADER) {
            return section();
        }
        long length = u32(window.position() + 4);
        if (length < SHORTEST_BLOCK) {
            return "impossible block of " + length + " bytes";
        }
        switch (type) {
            case ENHANCED_PACKET, OBSOLETE_PACKET -> {
                return packet(into, type, length);
            }
            case SIMPLE_PACKET -> {
                return simplePacket(into, length);
            }
            case INTERFACE_DESCRIPTION -> {
                return describe(length);
            }
            case DECRYPTION_SECRETS -> {
                return secrets(length);
            }
            case JOURNAL_EXPORT, CUSTOM, CUSTOM_NOT_COPIED, 0x204, 0x208, 0x216, 0x217, 0x221, 0x222 -> {
                // Journal entries, custom blocks and Sysdig's events are no packets, but Wireshark counts them as
                // frames.
                number++;
                return pass(length);
            }
            default -> {
                return pass(length);
            }
        }
    }

    /** Section header block, 4.1. Its byte order is that of everything up to the next one. */
    private String section() throws IOException {
        if (!window.has(SECTION_HEADER_LENGTH)) {
            return cutShort(SECTION_HEADER_LENGTH);
        }
        int magic = window.buffer().getInt(window.position() + BYTE_ORDER_AT);
        if (magic != BYTE_ORDER_MAGIC && Integer.reverseBytes(magic) != BYTE_ORDER_MAGIC) {
            return "byte-order magic is 0x" + Integer.toHexString(magic);
        }
        little = magic != BYTE_ORDER_MAGIC;
        long length = u32(window.position() + 4);
        if (length < SECTION_HEADER_LENGTH + TRAILER) {
            return "impossible block of " + length + " bytes";
        }
        int major = u16(window.position() + VERSION_MAJOR_AT);
        if (major != 1) {
            return "version " + major + " is not known (1 is)";
        }
        interfaces.clear();
        return pass(length);
    }

    /** Interface description block, 4.2. */
    private String describe(long length) throws IOException {
        String fault = whole(length, INTERFACE_OPTIONS_AT + TRAILER, MAX_BLOCK);
        if (!fault.isEmpty()) {
            return fault;
        }
        int at = window.position();
        int linkType = u16(at + LINK_TYPE_AT);
        long snapLength = u32(at + SNAP_LENGTH_AT);
        String name = "";
        int resolution = 6;
        long offset = 0;
        // Options, 3.5: code and length, 16 bits each, then the value padded to 32 bits.
        int option = at + INTERFACE_OPTIONS_AT;
        int end = at + (int) length - TRAILER;
        while (end - option >= 4) {
            int code = u16(option);
            int size = u16(option + 2);
            int value = option + 4;
            if (code == 0 || size > end - value) {
                break; // an option that does not fit ends the list; the block itself is whole
            }
            if (code == IF_NAME) {
                name = text(value, Math.min(size, MAX_NAME));
            } else if (code == IF_TSRESOL && size >= 1) {
                resolution = window.buffer().getUnsignedByte(value);
            } else if (code == IF_TSOFFSET && size >= 8) {
                offset = little
                        ? window.buffer().getLongLE(value)
                        : window.buffer().getLong(value);
            }
            option = value + padded(size);
        }
        Source source = interfaces.size() < MAX_INTERFACES
                ? sources.of(interfaces.size(), name, linkType, (int) Math.min(snapLength, Integer.MAX_VALUE))
                : null;
        if (source == null) {
            return "more than " + MAX_INTERFACES + " interfaces";
        }
        interfaces.add(new Interface(
                source, new TimeScale(resolution, offset), RecordReader.frameLimit(linkType, snapLength)));
        window.skip(padded((int) length));
        return "";
    }

    /** Enhanced packet block, 4.3, and the obsolete packet block, appendix A: they differ in one field. */
    private String packet(Frame into, int type, long length) throws IOException {
        if (length < PACKET_AT + TRAILER) {
            return "impossible block of " + length + " bytes";
        }
        if (!window.has(PACKET_AT)) {
            return cutShort(length);
        }
        int idAt = window.position() + INTERFACE_ID_AT;
        long id = type == ENHANCED_PACKET ? u32(idAt) : u16(idAt);
        if (id >= interfaces.size()) {
            return "packet of interface " + id + ", which no block describes";
        }
        Interface on = interfaces.get((int) id);
        String fault = whole(length, PACKET_AT + TRAILER, Math.max(MAX_BLOCK, on.frameLimit));
        if (!fault.isEmpty()) {
            return fault;
        }
        int at = window.position();
        long captured = u32(at + CAPTURED_AT);
        if (captured > on.frameLimit || captured > length - PACKET_AT - TRAILER) {
            return "impossible frame of " + captured + " bytes in a block of " + length;
        }
        deliver(
                into,
                at + PACKET_AT,
                (int) captured,
                u32(at + ORIGINAL_AT),
                time(on, u32(at + TIME_HIGH_AT) << 32 | u32(at + TIME_LOW_AT)),
                on);
        window.skip(padded((int) length));
        return "";
    }

    /** Simple packet block, 4.4: of the first interface, without a time stamp; it gets that of the frame before. */
    private String simplePacket(Frame into, long length) throws IOException {
        if (interfaces.isEmpty()) {
            return "simple packet without an interface";
        }
        Interface on = interfaces.get(0);
        String fault = whole(length, SIMPLE_PACKET_AT + TRAILER, Math.max(MAX_BLOCK, on.frameLimit));
        if (!fault.isEmpty()) {
            return fault;
        }
        int at = window.position();
        long original = u32(at + SIMPLE_ORIGINAL_AT);
        long captured = Math.min(original, length - SIMPLE_PACKET_AT - TRAILER);
        if (on.source.snapLength() > 0) {
            captured = Math.min(captured, on.source.snapLength());
        }
        if (captured > on.frameLimit) {
            return "impossible frame of " + captured + " bytes in a block of " + length;
        }
        deliver(into, at + SIMPLE_PACKET_AT, (int) captured, original, lastTime, on);
        window.skip(padded((int) length));
        return "";
    }

    private void deliver(Frame into, int offset, int captured, long original, long time, Interface on) {
        delivered = true;
        number++;
        lastTime = time;
        into.set(
                window.buffer(),
                offset,
                captured,
                (int) Math.min(original, Integer.MAX_VALUE),
                time,
                number,
                on.source);
    }

    private long time(Interface on, long ticks) {
        long nanos = on.times.nanos(ticks);
        if (nanos == TimeScale.TOO_EARLY || nanos == TimeScale.TOO_LATE) {
            file.countClamped();
            return nanos == TimeScale.TOO_EARLY ? 0 : TimeScale.LATEST;
        }
        return nanos;
    }

    /** Decryption secrets block, 4.7. */
    private String secrets(long length) throws IOException {
        if (length > MAX_BLOCK || !run.roomForSecrets(length)) {
            run.dropSecrets();
            return pass(length);
        }
        String fault = whole(length, SECRETS_AT + TRAILER, MAX_BLOCK);
        if (!fault.isEmpty()) {
            return fault;
        }
        int at = window.position();
        long size = u32(at + SECRETS_LENGTH_AT);
        if (size > length - SECRETS_AT - TRAILER) {
            return "impossible secrets of " + size + " bytes in a block of " + length;
        }
        byte[] data = new byte[(int) size];
        window.buffer().getBytes(at + SECRETS_AT, data);
        if (window.offset() < secretsKnown) {
            run.keep(new DecryptionSecrets(file.path(), i32(at + SECRETS_TYPE_AT), data));
        }
        window.skip(padded((int) length));
        return "";
    }

    /** Sees to it that the block lies whole in the window. */
    private String whole(long length, int shortest, int longest) throws IOException {
        if (length < shortest || length > longest) {
            return "impossible block of " + length + " bytes";
        }
        int padded = padded((int) length);
        if (!window.has(padded)) {
            return cutShort(length);
        }
        return trailer(window.position() + padded - TRAILER, length);
    }

    /** Passes over a block of any length. */
    private String pass(long length) throws IOException {
        long start = window.offset();
        long padded = length + 3 & ~3L;
        if (!window.skipFar(padded - TRAILER) || !window.has(TRAILER)) {
            long there = window.offset() + window.available() - start;
            return "cut short: " + there + " of the " + length + " bytes of a block";
        }
        String fault = trailer(window.position(), length);
        window.skip(TRAILER);
        return fault;
    }

    /** A block ends with its length said again (3.1). */
    private String trailer(int at, long length) {
        long again = u32(at);
        return again == length
                ? ""
                : "block of " + length + " bytes by its first length, of " + again + " by its second";
    }

    private String cutShort(long length) {
        return "cut short: " + window.available() + " of the " + length + " bytes of a block";
    }

    /** Blocks and option values are padded to 32 bits (3.1, 3.5); some writers do not count the padding. */
    private static int padded(int length) {
        return length + 3 & ~3;
    }

    private String text(int at, int length) {
        ByteBuf buffer = window.buffer();
        int end = at;
        while (end < at + length && buffer.getByte(end) != 0) {
            end++;
        }
        return buffer.toString(at, end - at, StandardCharsets.UTF_8);
    }

    private int i32(int at) {
        return little ? window.buffer().getIntLE(at) : window.buffer().getInt(at);
    }

    private long u32(int at) {
        return i32(at) & 0xffff_ffffL;
    }

    private int u16(int at) {
        return little ? window.buffer().getUnsignedShortLE(at) : window.buffer().getUnsignedShort(at);
    }
}
