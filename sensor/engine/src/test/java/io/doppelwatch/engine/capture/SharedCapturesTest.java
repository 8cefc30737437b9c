// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real captures, where they lie beside the project: as many frames as Wireshark's own reader finds in each. */
class SharedCapturesTest {
    private final Path folder = Path.of(System.getProperty("doppelwatch.shared", ""), "captures");

    @TempDir
    Path temporary;

    @BeforeEach
    void captures() {
        Assumptions.assumeTrue(Files.isDirectory(folder), "no captures in " + folder);
    }

    @Test
    void everyFileGivesTheFramesThatCapinfosCounts() throws IOException, InterruptedException {
        Captures captures = Captures.find(List.of(folder.toString()));
        Frame frame = new Frame();
        Map<String, String> ours = new TreeMap<>();
        for (CaptureFile file : captures.files()) {
            try (FrameSource frames = captures.open(file)) {
                long last = 0;
                boolean sound = true;
                while (frames.next(frame)) {
                    sound &= frame.number() > last
                            && frame.offset() + frame.captured() <= frame.data().capacity();
                    last = frame.number();
                }
                assertThat(sound).as(file.path()).isTrue();
            }
            assertThat(file.failure()).as(file.path()).isEmpty();
            ours.put(file.path(), file.packets() + (file.damage().isPresent() ? " damaged" : ""));
        }
        captures.close();

        Map<String, String> theirs = capinfos(ours.keySet().stream().toList());
        assertThat(theirs).hasSizeGreaterThan(2000);
        // A link type it does not know keeps capinfos from counting; that says nothing about the file.
        ours.keySet().retainAll(theirs.keySet());
        assertThat(lines(ours)).containsExactlyElementsOf(lines(theirs));
    }

    private static List<String> lines(Map<String, String> counts) {
        return counts.entrySet().stream()
                .map(e -> e.getKey() + ": " + e.getValue())
                .toList();
    }

    @Test
    void allFilesTogetherComeInOrderOfTimeAsFarAsEachFileDoes() throws IOException {
        Captures captures = Captures.find(List.of(folder.toString()));
        long[] numberOfFile = new long[captures.files().size()];
        long frames = 0;
        long previousTime = 0;
        int previousFile = 0;
        try (FrameSource merged = captures.merged()) {
            Frame frame = new Frame();
            while (merged.next(frame)) {
                frames++;
                int file = frame.source().file();
                long time = frame.timeNanos();
                // Back in time only where a file goes back itself; on a tie the file given first comes first.
                boolean inOrder = (file == previousFile && frame.number() > numberOfFile[file])
                        || time > previousTime
                        || (time == previousTime && file > previousFile);
                if (!inOrder) {
                    fail("frame %d of %s after file %d", frame.number(), frame.source(), previousFile);
                }
                numberOfFile[file] = frame.number();
                previousTime = time;
                previousFile = file;
            }
        }
        assertThat(frames)
                .isEqualTo(captures.files().stream()
                        .mapToLong(CaptureFile::packets)
                        .sum());
        assertThat(captures.bytesRead()).isEqualTo(captures.totalBytes());
        captures.close();
        assertThat(captures.allocated()).isZero();
    }

    /** What capinfos says of each file it can count. */
    private Map<String, String> capinfos(List<String> files) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("capinfos", "-T", "-M", "-r", "-c"));
        command.addAll(files);
        Path complaints = temporary.resolve("complaints");
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .redirectError(complaints.toFile())
                    .start();
        } catch (IOException e) {
            Assumptions.abort("no capinfos here");
            throw e;
        }
        Map<String, String> counts = new TreeMap<>();
        for (String line : new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
            String[] columns = line.split("\t");
            counts.put(columns[0], columns[1]);
        }
        process.waitFor();
        for (String line : Files.readAllLines(complaints)) {
            if (line.contains("An error occurred after reading")) {
                String file = line.substring(line.indexOf('"') + 1, line.lastIndexOf('"'));
                counts.computeIfPresent(file, (f, count) -> count + " damaged");
            }
        }
        return counts;
    }
}
