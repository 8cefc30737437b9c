// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.capture;

import io.netty.buffer.ByteBuf;
import java.io.IOException;

/** Sun's snoop format, version 2 (RFC 1761): big-endian, microseconds. */
final class SnoopReader implements RecordReader {
    private static final int FILE_HEADER = 16;
    private static final int MAGIC_TAIL = 0x70000000;
    private static final int VERSION_AT = 8;
    private static final int DATALINK_AT = 12;
    private static final int VERSION = 2;

    private static final int RECORD_HEADER = 24;
    private static final int CAPTURED_AT = 4;
    private static final int RECORD_LENGTH_AT = 8;
    private static final int SECONDS_AT = 16;
    private static final int MICROS_AT = 20;

    /** RFC 1761, "Datalink Type": 4 Ethernet, 2 IEEE 802.5, 8 FDDI, as LINKTYPE_ values; -1 for the others. */
    private static final int[] LINKTYPES = {1, -1, 6, -1, 1, -1, -1, -1, 10};

    private final Window window;
    private final CaptureFile file;
    private final Source source;
    private long number;
    private long padding;

    private SnoopReader(Window window, CaptureFile file, Source source) {
        this.window = window;
        this.file = file;
        this.source = source;
    }

    /** Reads the file header. */
    static RecordReader open(Window window, CaptureFile file, Run run) throws IOException {
        if (!window.has(FILE_HEADER)) {
            throw bad(
                    file,
                    "cut short: " + window.available() + " of the " + FILE_HEADER + " bytes of the snoop file header");
        }
        ByteBuf buffer = window.buffer();
        int at = window.position();
        long version = buffer.getUnsignedInt(at + VERSION_AT);
        if (buffer.getInt(at + 4) != MAGIC_TAIL || version != VERSION) {
            throw bad(file, "snoop version " + version + " is not known (2 is)");
        }
        long datalink = buffer.getUnsignedInt(at + DATALINK_AT);
        int linkType = datalink < LINKTYPES.length ? LINKTYPES[(int) datalink] : -1;
        if (linkType < 0) {
            throw bad(file, "snoop link type " + datalink + " is not known (Ethernet, Token Ring and FDDI are)");
        }
        window.skip(FILE_HEADER);
        return new SnoopReader(window, file, new Source(run.nextSource(), file.index(), file.path(), "", linkType, 0));
    }

    @Override
    public boolean next(Frame into) throws IOException {
        if (padding > 0 && !window.skipFar(padding)) {
            file.damaged(window.offset(), "cut short in the padding of frame " + number);
            return false;
        }
        padding = 0;
        if (!window.has(RECORD_HEADER)) {
            if (window.available() > 0) {
                file.damaged(
                        window.offset(),
                        "cut short: " + window.available() + " of the " + RECORD_HEADER + " bytes of a record header");
            }
            return false;
        }
        ByteBuf buffer = window.buffer();
        int at = window.position();
        long original = buffer.getUnsignedInt(at);
        long captured = buffer.getUnsignedInt(at + CAPTURED_AT);
        long record = buffer.getUnsignedInt(at + RECORD_LENGTH_AT);
        long seconds = buffer.getUnsignedInt(at + SECONDS_AT);
        long micros = buffer.getUnsignedInt(at + MICROS_AT);
        if (captured > MAX_FRAME || record < RECORD_HEADER + captured) {
            file.damaged(
                    window.offset(), "impossible frame of " + captured + " bytes in a record of " + record + " bytes");
            return false;
        }
        int needed = RECORD_HEADER + (int) captured;
        if (!window.has(needed)) {
            file.damaged(
                    window.offset(),
                    "cut short: " + (window.available() - RECORD_HEADER) + " of the " + captured + " bytes of frame "
                            + (number + 1));
            return false;
        }
        at = window.position();
        // Passed over when the next record is asked for: padding that is not there takes nothing from this frame.
        padding = record - needed;
        window.skip(needed);
        number++;
        into.set(
                window.buffer(),
                at + RECORD_HEADER,
                (int) captured,
                (int) Math.min(original, Integer.MAX_VALUE),
                (seconds * 1_000_000L + micros) * 1000L,
                number,
                source);
        return true;
    }

    private static CaptureException bad(CaptureFile file, String reason) {
        return new CaptureException(CaptureException.Kind.BAD_HEADER, file.path(), reason);
    }
}
