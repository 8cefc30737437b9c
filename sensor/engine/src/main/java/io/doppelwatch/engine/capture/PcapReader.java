// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.capture;

import io.doppelwatch.decode.Memory;
import io.netty.buffer.ByteBuf;
import java.io.IOException;

/**
 * Classic pcap (draft-ietf-opsawg-pcap): both byte orders, microseconds and nanoseconds, Kuznetsov's modified records,
 * IXIA's lcap, and the older versions that stored the two lengths the other way round.
 */
final class PcapReader implements RecordReader {
    private static final int FILE_HEADER = 24;
    private static final int IXIA_EXTRA = 4;
    private static final int RECORD_HEADER = 16;
    private static final int KUZNETZOV_EXTRA = 8;

    private static final int VERSION_MAJOR_AT = 4;
    private static final int VERSION_MINOR_AT = 6;
    private static final int SNAP_LENGTH_AT = 16;
    private static final int LINK_TYPE_AT = 20;
    /** The bits above say whether and how long the frame check sequence is (draft-ietf-opsawg-pcap, 4). */
    private static final int LINK_TYPE_MASK = 0x03ff_ffff;

    private static final int CAPTURED_AT = 8;

    private static final long NANOS = 1_000_000_000L;

    private final Memory memory = new Memory();
    private final Window window;
    private final CaptureFile file;
    private final Source source;
    private final boolean little;
    private final int nanosPerTick;
    private final int recordHeader;
    private final LengthOrder lengths;
    private final int frameLimit;
    private long number;

    /** Which of a record's two lengths comes first: libpcap's "lengths_swapped". */
    private enum LengthOrder {
        CAPTURED_FIRST,
        /** Version 2.3 was written in both ways: the smaller one is the captured length. */
        SMALLER_CAPTURED,
        ORIGINAL_FIRST
    }

    private PcapReader(
            Window window,
            CaptureFile file,
            Source source,
            boolean little,
            int magic,
            LengthOrder lengths,
            int frameLimit) {
        this.window = window;
        this.file = file;
        this.source = source;
        this.little = little;
        this.lengths = lengths;
        this.frameLimit = frameLimit;
        nanosPerTick = magic == Magic.PCAP_NANO || magic == Magic.PCAP_IXIA_HARDWARE ? 1 : 1000;
        recordHeader = RECORD_HEADER + (magic == Magic.PCAP_KUZNETZOV ? KUZNETZOV_EXTRA : 0);
    }

    /** Reads the file header. */
    static RecordReader open(Window window, CaptureFile file, Run run) throws IOException {
        ByteBuf buffer;
        int headerLength = FILE_HEADER;
        if (!window.has(headerLength)) {
            throw cutShort(window, file, headerLength);
        }
        buffer = window.buffer();
        int at = window.position();
        int magic = buffer.getInt(at);
        boolean little = !Magic.isPcap(magic);
        if (little) {
            magic = Integer.reverseBytes(magic);
        }
        if (magic == Magic.PCAP_IXIA_HARDWARE || magic == Magic.PCAP_IXIA_SOFTWARE) {
            headerLength += IXIA_EXTRA;
            if (!window.has(headerLength)) {
                throw cutShort(window, file, headerLength);
            }
            buffer = window.buffer();
            at = window.position();
        }
        int major = u16(buffer, at + VERSION_MAJOR_AT, little);
        int minor = u16(buffer, at + VERSION_MINOR_AT, little);
        // 543.0 is what DG/UX tcpdump wrote; anything else but 2.0 to 2.4 has never been seen.
        boolean dgux = major == 543 && minor == 0;
        if (!dgux && (major != 2 || minor > 4)) {
            throw new CaptureException(
                    CaptureException.Kind.BAD_HEADER,
                    file.path(),
                    "pcap version " + major + "." + minor + " is not known (2.0 to 2.4 are)");
        }
        LengthOrder lengths = dgux || minor < 3
                ? LengthOrder.ORIGINAL_FIRST
                : minor == 3 ? LengthOrder.SMALLER_CAPTURED : LengthOrder.CAPTURED_FIRST;
        long snapLength = i32(buffer, at + SNAP_LENGTH_AT, little) & 0xffff_ffffL;
        int linkType = i32(buffer, at + LINK_TYPE_AT, little) & LINK_TYPE_MASK;
        window.skip(headerLength);
        Source source = new Source(run.nextSource(), file.index(), file.path(), "", linkType, (int)
                Math.min(snapLength, Integer.MAX_VALUE));
        return new PcapReader(
                window, file, source, little, magic, lengths, RecordReader.frameLimit(linkType, snapLength));
    }

    @Override
    public boolean next(Frame into) throws IOException {
        if (!window.has(recordHeader)) {
            if (window.available() > 0) {
                file.damaged(
                        window.offset(),
                        "cut short: " + window.available() + " of the " + recordHeader + " bytes of a record header");
            }
            return false;
        }
        ByteBuf buffer = window.buffer();
        int at = window.position();
        // Two wide loads for the four fields: this is read for every packet there is.
        long record = memory.at(buffer, at, RECORD_HEADER);
        boolean near = little && record != Memory.NOWHERE;
        long time = near ? Memory.i64le(record) : pair(buffer, at, little);
        long seconds = time & 0xffff_ffffL;
        long fraction = time >>> 32;
        long both = near ? Memory.i64le(record + CAPTURED_AT) : pair(buffer, at + CAPTURED_AT, little);
        int captured = (int) both;
        int original = (int) (both >>> 32);
        if (lengths == LengthOrder.ORIGINAL_FIRST
                || (lengths == LengthOrder.SMALLER_CAPTURED && Integer.compareUnsigned(captured, original) > 0)) {
            int swap = captured;
            captured = original;
            original = swap;
        }
        if (captured < 0 || captured > frameLimit) {
            file.damaged(
                    window.offset(),
                    "impossible frame of " + Integer.toUnsignedString(captured) + " bytes, at most " + frameLimit
                            + " are believed");
            return false;
        }
        if (!window.has(recordHeader + captured)) {
            file.damaged(
                    window.offset(),
                    "cut short: " + (window.available() - recordHeader) + " of the " + captured + " bytes of frame "
                            + (number + 1));
            return false;
        }
        at = window.position();
        window.skip(recordHeader + captured);
        number++;
        into.set(
                window.buffer(),
                at + recordHeader,
                captured,
                original < 0 ? Integer.MAX_VALUE : original,
                // 32 bits of seconds and 32 of a fraction cannot leave 64 bits of nanoseconds.
                seconds * NANOS + fraction * nanosPerTick,
                number,
                source);
        return true;
    }

    private static CaptureException cutShort(Window window, CaptureFile file, int header) {
        return new CaptureException(
                CaptureException.Kind.BAD_HEADER,
                file.path(),
                "cut short: " + window.available() + " of the " + header + " bytes of the pcap file header");
    }

    /** Two 32-bit fields: the first in the low half. */
    private static long pair(ByteBuf buffer, int at, boolean little) {
        return little ? buffer.getLongLE(at) : Long.rotateLeft(buffer.getLong(at), 32);
    }

    private static int i32(ByteBuf buffer, int at, boolean little) {
        return little ? buffer.getIntLE(at) : buffer.getInt(at);
    }

    private static int u16(ByteBuf buffer, int at, boolean little) {
        return little ? buffer.getUnsignedShortLE(at) : buffer.getUnsignedShort(at);
    }
}
