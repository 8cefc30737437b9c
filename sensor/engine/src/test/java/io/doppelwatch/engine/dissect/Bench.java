// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.dissect;

import io.doppelwatch.engine.capture.Frame;
import io.doppelwatch.engine.capture.Source;
import io.doppelwatch.engine.stats.Counter;
import io.doppelwatch.engine.stats.Counters;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A dissector on the bench: bytes in, packet out. Every frame is laid in the middle of a larger buffer full of {@link
 * #around} bytes, as it lies in a real capture.
 */
final class Bench {
    private static final int MARGIN = 64;

    final Counters counters = new Counters();
    final Packet packet = new Packet();
    final Dissector dissector;
    /** What lies before and after the frame. */
    int around = 0xa5;

    private final Frame frame = new Frame();
    private long number;

    Bench() {
        this(Dissector.ALL_SHARDS);
    }

    Bench(int owned) {
        this(owned, new NoDefragmenter());
    }

    Bench(int owned, Defragmenter defragmenter) {
        Defragmenter[] defragmenters = new Defragmenter[Dissector.SHARDS];
        Arrays.fill(defragmenters, defragmenter);
        dissector = new Dissector(defragmenters, counters, owned);
    }

    /** Bytes from hexadecimal; blanks and line ends do not count, nor what follows a {@code #} up to the end of its line. */
    static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replaceAll("#[^\n]*", "").replaceAll("\\s", ""));
    }

    static byte[] join(byte[]... parts) {
        ByteBuf all = Unpooled.buffer();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        byte[] bytes = new byte[all.readableBytes()];
        all.readBytes(bytes);
        return bytes;
    }

    Packet dissect(int linkType, String hex) {
        return dissect(linkType, hex(hex));
    }

    Packet dissect(int linkType, byte[] bytes) {
        return dissect(linkType, bytes, bytes.length, bytes.length);
    }

    /** @param captured only so many bytes of the frame are there */
    Packet dissect(int linkType, byte[] bytes, int captured, int original) {
        place(linkType, bytes, captured, original);
        mine();
        return packet;
    }

    void place(int linkType, byte[] bytes, int captured, int original) {
        byte[] room = new byte[MARGIN + captured + MARGIN];
        Arrays.fill(room, (byte) around);
        System.arraycopy(bytes, 0, room, MARGIN, captured);
        ByteBuf buffer = Unpooled.wrappedBuffer(room);
        Source source = new Source(0, 0, "bench", "", linkType, 0);
        frame.set(buffer, MARGIN, captured, original, number * 1_000_000, ++number, source);
    }

    /** Dissects the frame last placed. */
    boolean mine() {
        return dissector.dissect(frame, packet);
    }

    long count(Counter counter) {
        return counters.get(counter);
    }

    /** The payload that is there. */
    byte[] payload() {
        byte[] bytes = new byte[packet.payloadCaptured()];
        packet.buffer().getBytes(packet.payload(), bytes);
        return bytes;
    }

    private static final class NoDefragmenter implements Defragmenter {
        @Override
        public ByteBuf add(
                Packet packet,
                int id,
                int fragmentOffset,
                boolean more,
                ByteBuf buffer,
                int offset,
                int captured,
                int length) {
            return null;
        }

        @Override
        public int protocol() {
            return 0;
        }
    }
}
