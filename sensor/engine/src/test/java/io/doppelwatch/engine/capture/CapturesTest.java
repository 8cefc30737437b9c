// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.capture;

import static io.doppelwatch.engine.capture.CaptureBytes.frame;
import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CapturesTest {
    private static final InputStream NO_INPUT = InputStream.nullInputStream();

    @TempDir
    Path folder;

    @Test
    void mergesByTimeAndLeavesTheOrderWithinAFile() throws IOException {
        write("a", pcap(10, 30, 20, 50));
        write("b", pcapng(5, 30, 40));
        write("c", pcap(60));
        Captures captures = find("a", "b", "c");

        List<Reading.Seen> frames = Reading.all(captures.merged());

        assertThat(frames)
                .extracting(f -> name(f) + f.number() + "@" + f.timeNanos() / 1_000_000_000)
                .as("ties go to the file given first; 20 comes late, after the 30 it follows in its file")
                .containsExactly("b1@5", "a1@10", "a2@30", "a3@20", "b2@30", "b3@40", "a4@50", "c1@60");
        assertThat(captures.files()).extracting(CaptureFile::packets).containsExactly(4L, 3L, 1L);
        assertThat(captures.bytesRead()).isEqualTo(captures.totalBytes());
        assertThat(captures.nothingRead()).isFalse();
        close(captures);
    }

    @Test
    void sourcesAreNumberedAndKnowTheirFile() throws IOException {
        write("a", pcap(20));
        write("b", pcap(10));
        Captures captures = find("a", "b");
        assertThat(Reading.all(captures.merged()))
                .extracting(Reading.Seen::source)
                .containsExactly(new Source(0, 1, path("b"), "", 1, 65535), new Source(1, 0, path("a"), "", 1, 65535));
        close(captures);
    }

    @Test
    void eachFileCanBeReadForItself() throws IOException {
        write("a", pcap(10, 30));
        write("b", pcap(20));
        Captures captures = find("a", "b");
        List<Integer> counts = new ArrayList<>();
        for (CaptureFile file : captures.files()) {
            counts.add(Reading.all(captures.open(file)).size());
        }
        assertThat(counts).containsExactly(2, 1);
        close(captures);
    }

    @Test
    void foldersAreSearchedInOrderOfNamesForWhatIsACapture() throws IOException {
        write("z.txt", pcap(1));
        write("b/two.pcap", pcap(2));
        write("b/notes.pcap", "not a capture".getBytes(StandardCharsets.UTF_8));
        write("a/one", gzip(pcapng(3)));
        write("a/empty.pcap", new byte[0]);
        write("a/deeper/still", zstd(pcap(4)));
        write("a/broken.gz", Arrays.copyOf(gzip(pcap(5)), 12));
        Files.createSymbolicLink(folder.resolve("a/loop"), folder);

        Captures captures = find("");

        assertThat(captures.files())
                .extracting(f -> f.path().substring(folder.toString().length()))
                .containsExactly("/a/deeper/still", "/a/one", "/b/two.pcap", "/z.txt");
        assertThat(captures.files()).allMatch(f -> f.failure().isEmpty());
        assertThat(Reading.all(captures.merged()))
                .extracting(Reading.Seen::timeNanos)
                .isSorted()
                .hasSize(4);
        close(captures);
    }

    @Test
    void compressedFilesAreKnownByTheirContent() throws IOException {
        byte[] plain = pcap(1, 2, 3);
        write("a.pcap", gzip(plain));
        write("b.gz", zstd(plain));
        write("c.zst", plain);
        write("d", concat(gzip(Arrays.copyOf(plain, 50)), gzip(Arrays.copyOfRange(plain, 50, plain.length))));
        write(
                "e",
                concat(
                        skippable(),
                        concat(zstd(Arrays.copyOf(plain, 50)), zstd(Arrays.copyOfRange(plain, 50, plain.length)))));
        Captures captures = find("a.pcap", "b.gz", "c.zst", "d", "e");
        assertThat(Reading.all(captures.merged())).hasSize(15);
        assertThat(captures.files())
                .allMatch(f -> f.packets() == 3 && f.damage().isEmpty());
        assertThat(captures.bytesRead()).isEqualTo(captures.totalBytes());
        close(captures);
    }

    @Test
    void standardInputMergesWithFiles() throws IOException {
        write("a", pcap(10, 30));
        for (byte[] input : List.of(pcap(20, 40), gzip(pcapng(20, 40)), zstd(pcap(20, 40)))) {
            Captures captures = Captures.find(List.of(path("a"), "-"), new ByteArrayInputStream(input));
            assertThat(captures.totalBytes()).isEqualTo(-1);
            assertThat(Reading.all(captures.merged()))
                    .extracting(f -> name(f) + f.timeNanos() / 1_000_000_000)
                    .containsExactly("a10", "-20", "a30", "-40");
            assertThat(captures.bytesRead()).isEqualTo(input.length + Files.size(folder.resolve("a")));
            close(captures);
        }
    }

    @Test
    void standardInputCanBeReadOnce() throws IOException {
        Captures captures = Captures.find(List.of("-", "-"), new ByteArrayInputStream(pcap(1)));
        assertThat(Reading.all(captures.merged())).hasSize(1);
        assertThat(failure(captures, 1)).isEqualTo("UNREADABLE -: standard input can be read only once");
        close(captures);
    }

    @Test
    void pipesAreReadOnceFromTheirStart() throws IOException, InterruptedException {
        Path pipe = folder.resolve("pipe");
        Process made = new ProcessBuilder("mkfifo", pipe.toString()).start();
        Assumptions.assumeTrue(made.waitFor() == 0, "no mkfifo here");
        byte[] input = gzip(pcap(1, 2));
        Thread writer = new Thread(() -> {
            try {
                Files.write(pipe, input);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        writer.start();
        Captures captures = find("pipe");
        assertThat(Reading.all(captures.merged())).hasSize(2);
        assertThat(captures.totalBytes()).isEqualTo(-1);
        writer.join();
        close(captures);
    }

    @Test
    void eachWayToHaveNoCaptureHasItsKindAndOneLine() throws IOException {
        write("empty", new byte[0]);
        write("empty.gz", gzip(new byte[0]));
        write("text", "hello, this is text".getBytes(StandardCharsets.UTF_8));
        write("text.gz", gzip("hello, this is text".getBytes(StandardCharsets.UTF_8)));
        write("short.gz", Arrays.copyOf(gzip(pcap(1)), 14));
        write("short.pcap", Arrays.copyOf(pcap(1), 20));
        write("folder/text", "hello".getBytes(StandardCharsets.UTF_8));
        Captures captures = find("empty", "empty.gz", "text", "text.gz", "short.gz", "short.pcap", "folder", "missing");

        assertThat(Reading.all(captures.merged())).isEmpty();

        String known = " (pcap, pcapng and snoop are read, plain or as .gz or .zst)";
        assertThat(failure(captures, 0)).isEqualTo("EMPTY " + path("empty") + ": empty");
        assertThat(failure(captures, 1)).isEqualTo("EMPTY " + path("empty.gz") + ": empty inside its compression");
        assertThat(failure(captures, 2)).isEqualTo("NOT_A_CAPTURE " + path("text") + ": not a capture" + known);
        assertThat(failure(captures, 3))
                .isEqualTo("NOT_A_CAPTURE " + path("text.gz") + ": not a capture inside its compression" + known);
        assertThat(failure(captures, 4))
                .isEqualTo("BAD_HEADER " + path("short.gz") + ": gzip data cut short at the start");
        assertThat(failure(captures, 5))
                .isEqualTo(
                        "BAD_HEADER " + path("short.pcap") + ": cut short: 20 of the 24 bytes of the pcap file header");
        assertThat(failure(captures, 6)).isEqualTo("NO_CAPTURES " + path("folder") + ": no captures in this folder");
        assertThat(failure(captures, 7)).isEqualTo("MISSING " + path("missing") + ": no such file");
        assertThat(captures.nothingRead()).isTrue();
        close(captures);
    }

    @Test
    void fileThatMayNotBeReadIsUnreadable() throws IOException {
        // Said of the exception, because root may read everything.
        assertThat(FileSource.failure("a", new AccessDeniedException("a")))
                .hasMessage("a: permission denied")
                .extracting(CaptureException::kind)
                .isEqualTo(CaptureException.Kind.UNREADABLE);
        assertThat(FileSource.failure("a", new IOException("Input/output error\nmore")))
                .hasMessage("a: cannot be read: Input/output error");
        write("a", pcap(1));
        Path path = folder.resolve("a");
        Files.setPosixFilePermissions(path, Set.of());
        Assumptions.assumeFalse(Files.isReadable(path), "this user may read everything");
        Captures captures = find("a");
        assertThat(Reading.all(captures.merged())).isEmpty();
        assertThat(failure(captures, 0)).isEqualTo("UNREADABLE " + path + ": permission denied");
        close(captures);
    }

    @Test
    void nameThatIsNoFileNameIsMissing() throws IOException {
        Captures captures = Captures.find(List.of("a\0b"), NO_INPUT);
        assertThat(captures.files().get(0).failure().orElseThrow().kind()).isEqualTo(CaptureException.Kind.MISSING);
        assertThat(Reading.all(captures.open(captures.files().get(0)))).isEmpty();
        close(captures);
    }

    @Test
    void damageInOneFileDoesNotStopTheOthers() throws IOException {
        byte[] cut = pcap(1, 2);
        write("a", Arrays.copyOf(cut, cut.length - 1));
        write("b", pcap(3));
        write("c", Arrays.copyOf(pcap(4), 30));
        Captures captures = find("a", "b", "c");
        assertThat(Reading.all(captures.merged())).hasSize(2);
        assertThat(captures.files().get(0).damage())
                .hasValue(new FrameSource.Damage(path("a"), 24 + 16 + 60, "cut short: 59 of the 60 bytes of frame 2"));
        assertThat(captures.files().get(1).damage()).isEmpty();
        assertThat(captures.files().get(2).damage())
                .hasValue(new FrameSource.Damage(path("c"), 24, "cut short: 6 of the 16 bytes of a record header"));
        assertThat(captures.nothingRead()).isFalse();
        close(captures);
    }

    @Test
    void damagedCompressionIsSaidWithTheOffsetInTheCapture() throws IOException {
        byte[] plain = pcap(1, 2, 3, 4);
        byte[] stored = gzip(plain);
        write("cut.gz", Arrays.copyOf(stored, stored.length - 9));
        byte[] wrong = stored.clone();
        wrong[stored.length - 6] ^= 1; // the check sum
        write("sum.gz", wrong);
        byte[] zstd = zstd(plain);
        write("cut.zst", Arrays.copyOf(zstd, zstd.length - 3));
        Captures captures = find("cut.gz", "sum.gz", "cut.zst");
        for (CaptureFile file : captures.files()) {
            Reading.all(captures.open(file));
        }
        assertThat(captures.files().get(0).damage().orElseThrow().reason()).isEqualTo("gzip data cut short");
        assertThat(captures.files().get(1).packets()).isEqualTo(4);
        assertThat(captures.files().get(1).damage().orElseThrow())
                .isEqualTo(new FrameSource.Damage(
                        path("sum.gz"), plain.length, "gzip data damaged: Corrupt GZIP trailer"));
        assertThat(failure(captures, 2))
                .as("one zstd block, of which nothing comes out before it is whole")
                .isEqualTo("BAD_HEADER " + path("cut.zst") + ": zstd data cut short at the start");
        close(captures);
    }

    @Test
    void secretsOfAllFilesAreGathered() throws IOException {
        byte[] keys = {1, 2, 3};
        CaptureBytes bytes = new CaptureBytes(BIG_ENDIAN).section().secrets(DecryptionSecrets.TLS_KEY_LOG, keys);
        write("a", bytes.toBytes());
        write("b", pcap(1));
        Captures captures = find("a", "b");
        Reading.all(captures.merged());
        assertThat(captures.secrets()).singleElement().satisfies(s -> {
            assertThat(s.file()).isEqualTo(path("a"));
            assertThat(s.data()).isEqualTo(keys);
        });
        close(captures);
    }

    @Test
    void manyFilesThatOverlapInTimeAreMergedInBoundedMemory() throws IOException {
        int count = 300;
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            names.add("f" + i);
            write("f" + i, pcap(i, 1000 + i));
        }
        Captures captures = find(names.toArray(String[]::new));
        List<Reading.Seen> frames = new ArrayList<>();
        long most = 0;
        try (FrameSource source = captures.merged()) {
            Frame frame = new Frame();
            while (source.next(frame)) {
                frames.add(Reading.Seen.of(frame));
                most = Math.max(most, captures.allocated());
            }
        }
        assertThat(frames)
                .hasSize(2 * count)
                .extracting(Reading.Seen::timeNanos)
                .isSorted();
        assertThat(most).isLessThan(64L * 256 * 1024 + count * 16L * 1024);
        close(captures);
    }

    @Test
    void filesThatFollowEachOtherShareOneBuffer() throws IOException {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            names.add("f" + i);
            write("f" + i, pcap(2 * i, 2 * i + 1));
        }
        Captures captures = find(names.toArray(String[]::new));
        assertThat(Reading.all(captures.merged())).hasSize(100);
        assertThat(captures.allocated()).isEqualTo(256 * 1024);
        close(captures);
    }

    private static void close(Captures captures) {
        captures.close();
        assertThat(captures.allocated()).as("direct memory after close").isZero();
    }

    private Captures find(String... names) {
        return Captures.find(Arrays.stream(names).map(this::path).toList(), NO_INPUT);
    }

    private String path(String name) {
        return name.isEmpty() ? folder.toString() : folder.resolve(name).toString();
    }

    private String name(Reading.Seen frame) {
        String path = frame.source().path();
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static String failure(Captures captures, int file) {
        CaptureException failure = captures.files().get(file).failure().orElseThrow();
        return failure.kind() + " " + failure.getMessage();
    }

    private void write(String name, byte[] bytes) throws IOException {
        Path path = folder.resolve(name);
        Files.createDirectories(path.getParent());
        Files.write(path, bytes);
    }

    private static byte[] pcap(long... seconds) {
        CaptureBytes bytes = new CaptureBytes(LITTLE_ENDIAN).pcap(Magic.PCAP_MICRO, 65535, 1);
        for (long second : seconds) {
            bytes.record(second, 0, frame((int) second, 60), 60);
        }
        return bytes.toBytes();
    }

    private static byte[] pcapng(long... seconds) {
        CaptureBytes bytes = new CaptureBytes(BIG_ENDIAN).section().iface(1, 65535, new byte[0]);
        for (long second : seconds) {
            bytes.enhanced(0, second * 1_000_000, frame((int) second, 60), 60);
        }
        return bytes.toBytes();
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    private static byte[] zstd(byte[] bytes) {
        return Zstd.compress(bytes);
    }

    /** A skippable frame, RFC 8878, 3.1.2. */
    private static byte[] skippable() {
        return new CaptureBytes(LITTLE_ENDIAN)
                .u32(0x184d2a53)
                .u32(5)
                .raw(new byte[5])
                .toBytes();
    }

    private static byte[] concat(byte[] a, byte[] b) {
        byte[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }
}
