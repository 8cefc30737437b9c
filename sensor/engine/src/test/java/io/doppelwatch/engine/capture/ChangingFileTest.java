// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.capture;

import static io.doppelwatch.engine.capture.CaptureBytes.frame;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are written or cut while they are read, and files larger than an int can say. */
class ChangingFileTest {
    private static final int RECORD = 16 + 1000;

    @TempDir
    Path folder;

    @Test
    void whatIsAppendedBeforeTheEndIsReachedIsRead() throws IOException {
        Path path = capture(1000);
        try (Captures captures = find(path);
                FrameSource source = captures.merged()) {
            Frame frame = new Frame();
            assertThat(source.next(frame)).isTrue();
            CaptureBytes more = new CaptureBytes(LITTLE_ENDIAN).record(2000, 0, frame(1, 1000), 1000);
            Files.write(path, more.toBytes(), StandardOpenOption.APPEND);
            int frames = 1;
            while (source.next(frame)) {
                frames++;
            }
            assertThat(frames).isEqualTo(1001);
            assertThat(frame.timeNanos()).isEqualTo(2_000_000_000_000L);
            assertThat(captures.files().get(0).damage()).isEmpty();
        }
    }

    @Test
    void fileThatShrinksIsReadUpToItsNewEnd() throws IOException {
        Path path = capture(1000);
        try (Captures captures = find(path);
                FrameSource source = captures.merged()) {
            Frame frame = new Frame();
            assertThat(source.next(frame)).isTrue();
            try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
                channel.truncate(24 + 500L * RECORD + 20);
            }
            int frames = 1;
            while (source.next(frame)) {
                frames++;
            }
            assertThat(frames).isEqualTo(500);
            assertThat(captures.files().get(0).damage())
                    .hasValue(new FrameSource.Damage(
                            path.toString(), 24 + 500L * RECORD, "cut short: 4 of the 1000 bytes of frame 501"));
        }
    }

    @Test
    void fileThatIsGoneWhenItsTurnComesIsMissing() throws IOException {
        Path first = capture(3);
        Path second = folder.resolve("second");
        Files.copy(first, second);
        try (Captures captures =
                Captures.find(List.of(first.toString(), second.toString()), InputStream.nullInputStream())) {
            Files.delete(second);
            assertThat(Reading.all(captures.merged())).hasSize(3);
            assertThat(captures.files().get(1).failure().orElseThrow().kind()).isEqualTo(CaptureException.Kind.MISSING);
        }
    }

    @Test
    void lengthThatIsOnlyClaimedTakesNoMemory() throws IOException {
        CaptureBytes pcap = new CaptureBytes(LITTLE_ENDIAN).pcap(Magic.PCAP_MICRO, 100_000_000, 1);
        pcap.u32(1).u32(0).u32(100_000_000).u32(100_000_000).raw(frame(1, 300_000));
        CaptureBytes pcapng = new CaptureBytes(LITTLE_ENDIAN).section().iface(231, 0, new byte[0]);
        pcapng.u32(6).u32(120_000_000).raw(new byte[300_000]);
        for (CaptureBytes bytes : List.of(pcap, pcapng)) {
            Path path = Files.write(folder.resolve("claim"), bytes.toBytes());
            try (Captures captures = find(path);
                    FrameSource source = captures.merged()) {
                assertThat(source.next(new Frame())).isFalse();
                assertThat(captures.files().get(0).damage().orElseThrow().reason())
                        .startsWith("cut short: 300")
                        .contains("000000 bytes of");
                assertThat(captures.allocated()).isLessThan(2_000_000);
            }
        }
    }

    @Test
    void largeFrameGetsItsRoomAndLeavesItAgain() throws IOException {
        byte[] large = frame(3, 20_000_000);
        CaptureBytes bytes = new CaptureBytes(LITTLE_ENDIAN).pcap(Magic.PCAP_MICRO, 20_000_000, 1);
        bytes.record(1, 0, frame(1, 60), 60).record(2, 0, large, large.length);
        for (int i = 0; i < 5000; i++) {
            bytes.record(3, 0, frame(i, 100), 100);
        }
        Path path = Files.write(folder.resolve("large"), bytes.toBytes());
        try (Captures captures = find(path);
                FrameSource source = captures.merged()) {
            Frame frame = new Frame();
            source.next(frame);
            assertThat(source.next(frame)).isTrue();
            byte[] read = new byte[frame.captured()];
            frame.data().getBytes(frame.offset(), read);
            assertThat(read).isEqualTo(large);
            int after = 0;
            while (source.next(frame)) {
                assertThat(frame.data().getByte(frame.offset() + 99)).isEqualTo(frame(after, 100)[99]);
                after++;
            }
            assertThat(after).isEqualTo(5000);
            assertThat(captures.allocated()).as("the large buffer is gone").isLessThan(2_000_000);
        }
    }

    @Test
    @Tag("slow")
    void pcapLargerThan2GiB() throws IOException {
        // The frames' bytes are holes in the file: only their headers take room on the disk.
        int frames = 8300;
        Path path = folder.resolve("large.pcap");
        long at = 24;
        try (FileChannel channel = create(path)) {
            channel.write(ByteBuffer.wrap(new CaptureBytes(LITTLE_ENDIAN)
                    .pcap(Magic.PCAP_MICRO, 262_144, 1)
                    .toBytes()));
            for (int i = 1; i <= frames; i++) {
                CaptureBytes header = new CaptureBytes(LITTLE_ENDIAN);
                channel.write(
                        ByteBuffer.wrap(
                                header.u32(i).u32(0).u32(262_144).u32(262_144).toBytes()),
                        at);
                at += 16 + 262_144;
            }
            CaptureBytes tail = new CaptureBytes(LITTLE_ENDIAN)
                    .record(9_000, 8, frame(1, 60), 60)
                    .u32(9)
                    .u32(9)
                    .u32(60)
                    .u32(60);
            channel.write(ByteBuffer.wrap(tail.toBytes()), at);
        }
        assertThat(at).isGreaterThan(1L << 31);
        try (Captures captures = find(path);
                FrameSource source = captures.merged()) {
            Frame frame = new Frame();
            while (source.next(frame)) {}
            assertThat(frame.number()).isEqualTo(frames + 1);
            assertThat(frame.captured()).isEqualTo(60);
            assertThat(frame.timeNanos()).isEqualTo(9_000_000_008_000L);
            assertThat(captures.files().get(0).damage())
                    .hasValue(new FrameSource.Damage(
                            path.toString(), at + 76, "cut short: 0 of the 60 bytes of frame " + (frames + 2)));
            assertThat(captures.bytesRead()).isEqualTo(Files.size(path));
        }
    }

    @Test
    @Tag("slow")
    void pcapngWithABlockLargerThan2GiB() throws IOException {
        Path path = folder.resolve("large.pcapng");
        long block = 2_500_000_000L;
        CaptureBytes head = new CaptureBytes(LITTLE_ENDIAN)
                .section()
                .iface(1, 0, new byte[0])
                .u32(0x7000_0000)
                .u32(block);
        long end = head.size() - 8 + block;
        CaptureBytes tail = new CaptureBytes(LITTLE_ENDIAN)
                .u32(block)
                .enhanced(0, 5, frame(1, 60), 60)
                .enhanced(1, 5, frame(1, 60), 60);
        try (FileChannel channel = create(path)) {
            channel.write(ByteBuffer.wrap(head.toBytes()));
            channel.write(ByteBuffer.wrap(tail.toBytes()), end - 4);
        }
        try (Captures captures = find(path)) {
            List<Reading.Seen> frames = Reading.all(captures.merged());
            assertThat(frames)
                    .singleElement()
                    .satisfies(f -> assertThat(f.timeNanos()).isEqualTo(5_000));
            assertThat(captures.files().get(0).damage())
                    .hasValue(new FrameSource.Damage(
                            path.toString(), end + 92, "packet of interface 1, which no block describes"));
        }
    }

    private static FileChannel create(Path path) throws IOException {
        return FileChannel.open(
                path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SPARSE);
    }

    private static Captures find(Path path) {
        return Captures.find(List.of(path.toString()), InputStream.nullInputStream());
    }

    private Path capture(int frames) throws IOException {
        CaptureBytes bytes = new CaptureBytes(LITTLE_ENDIAN).pcap(Magic.PCAP_MICRO, 65535, 1);
        for (int i = 0; i < frames; i++) {
            bytes.record(i, 0, frame(i, 1000), 1000);
        }
        return Files.write(folder.resolve("capture"), bytes.toBytes());
    }
}
