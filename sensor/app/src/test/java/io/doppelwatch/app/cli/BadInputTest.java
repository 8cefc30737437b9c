// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.doppelwatch.craft.Arp;
import io.doppelwatch.craft.CaptureBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bad input gives one clear line and the exit status of the contract; good input beside it is read all the same. */
class BadInputTest {
    @TempDir
    Path folder;

    private Path good;

    @BeforeEach
    void writeAGoodCapture() throws IOException {
        good = folder.resolve("good.pcapng");
        Files.write(good, capture());
    }

    @Test
    void notACapture() throws IOException {
        Path file = Files.writeString(folder.resolve("notes.txt"), "no capture, just text that is long enough\n");

        failsWith(file, Program.run("replay", file.toString()));
    }

    @Test
    void anEmptyFile() throws IOException {
        Path file = Files.createFile(folder.resolve("empty.pcap"));

        failsWith(file, Program.run("replay", file.toString()));
    }

    @Test
    void aMissingFile() {
        Path file = folder.resolve("missing.pcap");

        Program.Result result = Program.run("replay", file.toString());

        failsWith(file, result);
        assertThat(result.err()).contains("no such file");
    }

    @Test
    void anUnreadableFile() throws IOException {
        Path file = Files.write(folder.resolve("secret.pcap"), capture());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        // Root may read everything, but not the memory at address 0.
        Path unreadable = Files.isReadable(file) ? Path.of("/proc/self/mem") : file;
        assumeTrue(Files.exists(unreadable), "nothing here that this user cannot read");

        failsWith(unreadable, Program.run("replay", unreadable.toString()));
    }

    @Test
    void aFolderWithoutCaptures() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        Files.writeString(empty.resolve("notes.txt"), "nothing here that is a capture of anything\n");

        failsWith(empty, Program.run("replay", empty.toString()));
    }

    @Test
    void aBadFilter() {
        Program.Result result = Program.run("replay", good.toString(), "--", "arp", "and", "and");

        assertThat(result.errors()).singleElement().asString().startsWith("doppelwatch: filter \"arp and and\": ");
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
    }

    @Test
    void aBadSettingsFileAndABadTrustFile() throws IOException {
        Path bad = Files.writeString(folder.resolve("bad.yaml"), "services: 3\nnetwork: 4\n");

        Program.Result trust = Program.run("replay", good.toString(), "-t", bad.toString());
        assertThat(trust.errors())
                .containsExactly("doppelwatch: " + bad + ":1: services: expected a list, found 3"
                        + " (and 1 more: doppelwatch check -t " + bad + " lists them)");
        assertThat(trust.status()).isEqualTo(2);

        Program.Result settings = Program.run("replay", good.toString(), "-c", bad.toString());
        assertThat(settings.errors()).hasSize(1);
        assertThat(settings.status()).isEqualTo(2);
    }

    @Test
    void aMissingSettingsFile() {
        Path missing = folder.resolve("none.yaml");
        Program.Result result = Program.run("replay", good.toString(), "-c", missing.toString());

        assertThat(result.errors()).containsExactly("doppelwatch: " + missing + ": cannot be read: no such file");
        assertThat(result.status()).isEqualTo(2);
    }

    @Test
    void anOutputThatCannotBeWritten() {
        Program.Result result = Program.run("replay", good.toString(), "-o", good.toString());

        assertThat(result.errors())
                .singleElement()
                .asString()
                .startsWith("doppelwatch: " + good + ": cannot be written: ");
        assertThat(result.status()).isEqualTo(1);
    }

    @Test
    void badFilesAreReportedOnceAndDoNotStopTheOthers() throws IOException {
        Path notes = Files.writeString(folder.resolve("notes.txt"), "no capture, just text that is long enough\n");
        Path missing = folder.resolve("missing.pcap");

        Program.Result result = Program.run("replay", notes.toString(), good.toString(), missing.toString());

        assertThat(result.errors())
                .hasSize(2)
                .satisfies(e -> assertThat(e.get(0)).contains(notes.toString()))
                .satisfies(e -> assertThat(e.get(1)).contains(missing.toString()));
        assertThat(result.out()).contains("2 packets");
        assertThat(result.status()).isZero();
    }

    @Test
    void aCaptureCutShortIsReadUpToTheDamageAndSaysWhere() throws IOException {
        byte[] whole = capture();
        Path cut = Files.write(folder.resolve("cut.pcapng"), Arrays.copyOf(whole, whole.length - 9));

        Program.Result result = Program.run("replay", cut.toString());

        assertThat(result.errors())
                .singleElement()
                .asString()
                .matches("doppelwatch: .*cut\\.pcapng: damaged at byte \\d+: .+");
        assertThat(result.out()).contains("1 packet,");
        assertThat(result.status()).isZero();
    }

    @Test
    void aStackTraceOnlyWithVerbose() {
        Path file = folder.resolve("missing.yaml");
        assertThat(Program.run("replay", good.toString(), "-t", file.toString()).err())
                .doesNotContain("\tat ");
        assertThat(Program.run("replay", good.toString(), "-v", "-t", file.toString())
                        .err())
                .contains("\tat ");
    }

    private static void failsWith(Path file, Program.Result result) {
        assertThat(result.errors()).singleElement().asString().startsWith("doppelwatch: " + file + ": ");
        assertThat(result.out()).isEmpty();
        assertThat(result.status()).isEqualTo(1);
    }

    static byte[] capture() {
        long noon = 1_795_521_600_000_000_000L;
        return CaptureBytes.pcapng("eth0", CaptureBytes.ETHERNET)
                .packet(
                        noon,
                        Arp.request("02:00:00:00:00:21", "10.77.0.21", "10.77.0.10")
                                .frame())
                .packet(
                        noon + 1_000_000,
                        Arp.reply("02:00:00:00:00:10", "10.77.0.10", "02:00:00:00:00:21", "10.77.0.21")
                                .frame())
                .toArray();
    }
}
