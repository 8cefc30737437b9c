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
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Reading a frame allocates nothing, whatever the format and however many files. Only where the buffer is filled anew,
 * once in some thousand frames, may the JDK take something for its system call (JDK 25 does, 17 does not).
 */
class AllocationTest {
    private static final int FRAMES = 60_000;

    @TempDir
    Path folder;

    @Test
    void oneFile() throws IOException {
        check(List.of(pcap("a", 0)));
        check(List.of(pcapng("b", 0)));
    }

    @Test
    void filesMerged() throws IOException {
        check(List.of(pcap("a", 0), pcapng("b", 1), pcap("c", 2)));
    }

    private static void check(List<String> paths) throws IOException {
        long[] perCall = new long[paths.size() * FRAMES + 1];
        read(paths, perCall); // a first pass for the JVM to load and compile
        Arrays.fill(perCall, 0);
        long bytes = read(paths, perCall);

        long reads = bytes / Window.SIZE + 2L * paths.size();
        assertThat(Arrays.stream(perCall).filter(allocated -> allocated > 0).count())
                .as("calls that allocate, of %d", perCall.length)
                .isLessThanOrEqualTo(reads);
    }

    /** Reads all frames; returns the bytes of the files. */
    private static long read(List<String> paths, long[] allocatedPerCall) throws IOException {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (Captures captures = Captures.find(paths, InputStream.nullInputStream());
                FrameSource source = captures.merged()) {
            Frame frame = new Frame();
            long sum = 0;
            int calls = 0;
            boolean more = true;
            long before = threads.getCurrentThreadAllocatedBytes();
            while (more) {
                more = source.next(frame);
                sum += more ? frame.data().getByte(frame.offset()) + frame.timeNanos() : 0;
                long now = threads.getCurrentThreadAllocatedBytes();
                allocatedPerCall[calls++] = now - before;
                before = now;
            }
            assertThat(sum).isNotZero();
            assertThat(calls).isEqualTo(paths.size() * FRAMES + 1);
            return captures.totalBytes();
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
