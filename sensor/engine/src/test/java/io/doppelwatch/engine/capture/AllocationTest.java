// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.capture;

import static io.doppelwatch.engine.capture.CaptureBytes.frame;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reading a frame allocates nothing, whatever the format and however many files. */
class AllocationTest {
    private static final int FRAMES = 60_000;
    private static final int WARM_UP = 30_000;

    @TempDir
    Path folder;

    @Test
    void oneFile() throws IOException {
        assertThat(allocatedAfterWarmUp(List.of(pcap("a", 0)))).isZero();
        assertThat(allocatedAfterWarmUp(List.of(pcapng("b", 0)))).isZero();
    }

    @Test
    void filesMerged() throws IOException {
        assertThat(allocatedAfterWarmUp(List.of(pcap("a", 0), pcapng("b", 1), pcap("c", 2))))
                .isZero();
    }

    private long allocatedAfterWarmUp(List<String> paths) throws IOException {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (Captures captures = Captures.find(paths, InputStream.nullInputStream());
                FrameSource source = captures.merged()) {
            Frame frame = new Frame();
            for (int i = 0; i < WARM_UP; i++) {
                source.next(frame);
            }
            long sum = 0;
            long before = threads.getCurrentThreadAllocatedBytes();
            int after = paths.size() * FRAMES - WARM_UP - 1;
            for (int i = 0; i < after; i++) {
                if (source.next(frame)) {
                    sum += frame.data().getByte(frame.offset()) + frame.timeNanos();
                }
            }
            long allocated = threads.getCurrentThreadAllocatedBytes() - before;
            assertThat(sum).isNotZero();
            assertThat(captures.files().stream().mapToLong(CaptureFile::packets).sum())
                    .isGreaterThanOrEqualTo((long) paths.size() * FRAMES - 1);
            return allocated;
        }
    }

    private String pcap(String name, long start) throws IOException {
        CaptureBytes bytes = new CaptureBytes(LITTLE_ENDIAN).pcap(Magic.PCAP_MICRO, 65535, 1);
        byte[] data = frame(1, 130);
        for (int i = 0; i < FRAMES; i++) {
            bytes.record(start + i, 0, data, 130);
        }
        return write(name, bytes);
    }

    private String pcapng(String name, long start) throws IOException {
        CaptureBytes bytes = new CaptureBytes(LITTLE_ENDIAN).section().iface(1, 0, new byte[0]);
        bytes.iface(1, 0, bytes.option(9, new byte[] {9}));
        byte[] data = frame(1, 131);
        for (int i = 0; i < FRAMES; i++) {
            long seconds = start + i;
            bytes.enhanced(i % 2, seconds * (i % 2 == 0 ? 1_000_000L : 1_000_000_000L), data, 131);
        }
        return write(name, bytes);
    }

    private String write(String name, CaptureBytes bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes.toBytes()).toString();
    }
}
