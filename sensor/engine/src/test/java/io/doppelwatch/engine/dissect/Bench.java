// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.dissect;

import io.doppelwatch.engine.capture.Frame;
import io.doppelwatch.engine.capture.Source;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.reassemble.FragmentTable;
import io.doppelwatch.engine.stats.Counter;
import io.doppelwatch.engine.stats.Counters;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A dissector on the bench: bytes in, packet out. Every frame is laid in the middle of a larger buffer full of {@link
 * #around} bytes, as it lies in a real capture.
 *
 * <p>Every frame is dissected twice: where it lies in direct memory, which is read by address where the frame is plain, and
 * in an array, which is always walked. Both have to say the same, or the test fails.
 */
public final class Bench {
    private static final int MARGIN = 64;

    private final Counters counters = new Counters();
    final Packet packet = new Packet();
    private final Dissector dissector;
    private final Counters twinCounters = new Counters();
    private final Packet twinPacket = new Packet();
    private final Dissector twin;
    /** What lies before and after the frame. */
    int around = 0xa5;

    private final Frame frame = new Frame();
    private final Frame twinFrame = new Frame();
    private long number;
    private long clock;

    public Bench() {
        this(Dissector.ALL_SHARDS);
    }

    Bench(int owned) {
        dissector = dissector(counters, owned);
        twin = dissector(twinCounters, owned);
    }

    private static Dissector dissector(Counters counters, int owned) {
        Defragmenter[] defragmenters = new Defragmenter[Dissector.SHARDS];
        Arrays.setAll(defragmenters, i -> new FragmentTable(counters));
        return new Dissector(defragmenters, counters, owned);
    }

    /** Lets packet time pass, on top of the millisecond from frame to frame. */
    public void pass(long nanos) {
        clock += nanos;
    }

    /** Bytes from hexadecimal; blanks and line ends do not count, nor what follows a {@code #} up to the end of its line. */
    public static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replaceAll("#[^\n]*", "").replaceAll("\\s", ""));
    }

    public static byte[] join(byte[]... parts) {
        ByteBuf all = Unpooled.buffer();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        byte[] bytes = new byte[all.readableBytes()];
        all.readBytes(bytes);
        return bytes;
    }

    public Packet dissect(int linkType, String hex) {
        return dissect(linkType, hex(hex));
    }

    public Packet dissect(int linkType, byte[] bytes) {
        return dissect(linkType, bytes, bytes.length, bytes.length);
    }

    /** @param captured only so many bytes of the frame are there */
    public Packet dissect(int linkType, byte[] bytes, int captured, int original) {
        place(linkType, bytes, captured, original);
        mine();
        return packet;
    }

    void place(int linkType, byte[] bytes, int captured, int original) {
        byte[] room = new byte[MARGIN + captured + MARGIN];
        Arrays.fill(room, (byte) around);
        System.arraycopy(bytes, 0, room, MARGIN, captured);
        ByteBuf buffer = Unpooled.wrappedBuffer(
                ByteBuffer.allocateDirect(room.length).put(room).flip());
        Source source = new Source(0, 0, "bench", "", linkType, 0);
        clock += 1_000_000;
        frame.set(buffer, MARGIN, captured, original, clock, ++number, source);
        twinFrame.set(Unpooled.wrappedBuffer(room), MARGIN, captured, original, clock, number, source);
    }

    /** Dissects the frame last placed. */
    boolean mine() {
        boolean mine = dissector.dissect(frame, packet);
        if (twin.dissect(twinFrame, twinPacket) != mine
                || mine && !describe(packet).equals(describe(twinPacket))) {
            throw new AssertionError(
                    "by address " + mine + " " + describe(packet) + ", walked " + describe(twinPacket));
        }
        for (Counter counter : Counter.values()) {
            if (counters.get(counter) != twinCounters.get(counter)) {
                throw new AssertionError(
                        counter + ": by address " + counters.get(counter) + ", walked " + twinCounters.get(counter));
            }
        }
        return mine;
    }

    public long count(Counter counter) {
        return counters.get(counter);
    }

    /** Everything a packet says, and the bytes it points at. */
    static String describe(Packet p) {
        return p.kind() + " " + p.path() + " " + p.shard() + " " + p.sourceMac() + ">" + p.destinationMac() + " v"
                + p.ipVersion() + " " + new Ip(p.sourceHigh(), p.sourceLow()) + ">"
                + new Ip(p.destinationHigh(), p.destinationLow()) + " ttl " + p.ttl() + " id " + p.ipId() + " proto "
                + p.protocol() + " " + p.reassembled() + " " + p.sourcePort() + ">" + p.destinationPort() + " "
                + p.tcpFlags() + " " + p.sequence() + " " + p.acknowledgement() + " " + p.payloadLength() + " "
                + ByteBufUtil.hexDump(p.buffer(), p.payload(), p.payloadCaptured());
    }

    /** The payload that is there. */
    public byte[] payload() {
        byte[] bytes = new byte[packet.payloadCaptured()];
        packet.buffer().getBytes(packet.payload(), bytes);
        return bytes;
    }
}
