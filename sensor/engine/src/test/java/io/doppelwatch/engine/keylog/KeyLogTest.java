// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.keylog;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppelwatch.engine.capture.KeyLogFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines of RFC 9850 become secrets, by client random and from a place in the run on. */
class KeyLogTest {
    private static final String RANDOM = "00".repeat(31) + "Aa";
    private static final String SECRET = "1f".repeat(32);
    private static final String LONG_SECRET = "2e".repeat(48);

    @TempDir
    Path folder;

    private static byte[] random() {
        return HexFormat.of().parseHex(RANDOM);
    }

    private static KeyLog of(String... lines) {
        KeyLog log = new KeyLog();
        log.add((String.join("\n", lines) + "\n").getBytes(StandardCharsets.US_ASCII), 0);
        return log;
    }

    @Test
    void theSecretsOfAConnectionAreGathered() {
        HandshakeSecrets found = of(
                        "# made by a client",
                        "CLIENT_HANDSHAKE_TRAFFIC_SECRET " + RANDOM + " " + SECRET,
                        "SERVER_HANDSHAKE_TRAFFIC_SECRET " + RANDOM.toLowerCase(java.util.Locale.ROOT) + " "
                                + LONG_SECRET + "\r",
                        "CLIENT_RANDOM " + RANDOM + " " + LONG_SECRET)
                .find(random(), 0);
        assertThat(found.client()).isEqualTo(HexFormat.of().parseHex(SECRET));
        assertThat(found.server()).isEqualTo(HexFormat.of().parseHex(LONG_SECRET));
        assertThat(found.master()).hasSize(48);
    }

    @Test
    void otherLabelsAreGoodLinesThatOpenNoHandshake() {
        KeyLog log = of(
                "EXPORTER_SECRET " + RANDOM + " " + SECRET,
                "CLIENT_TRAFFIC_SECRET_0 " + RANDOM + " " + SECRET,
                "RSA 0123456789abcdef " + LONG_SECRET,
                "");
        assertThat(log.badLines()).isZero();
        assertThat(log.find(random(), 0)).isNull();
        assertThat(log.size()).isZero();
    }

    @Test
    void whatIsNoKeyLogLineIsCountedAndPassedOver() {
        KeyLog log = of(
                "CLIENT_RANDOM " + RANDOM + " " + SECRET,
                "CLIENT_RANDOM " + RANDOM,
                "CLIENT_RANDOM  " + RANDOM + " " + LONG_SECRET,
                "CLIENT_RANDOM " + RANDOM + " " + LONG_SECRET + " 00",
                "SERVER_HANDSHAKE_TRAFFIC_SECRET 00 " + SECRET,
                "SERVER_HANDSHAKE_TRAFFIC_SECRET " + RANDOM + " " + SECRET.substring(1),
                "SERVER_HANDSHAKE_TRAFFIC_SECRET " + RANDOM + " " + "xy".repeat(32),
                "<html>",
                "CLIENT_RANDOM " + RANDOM + " " + "00".repeat(2000),
                "SERVER_HANDSHAKE_TRAFFIC_SECRET " + RANDOM + " " + SECRET);
        assertThat(log.badLines()).isEqualTo(9);
        assertThat(log.find(random(), 0).server()).hasSize(32);
    }

    @Test
    void aSecretHoldsFromItsPlaceInTheRunOn() {
        KeyLog log = new KeyLog();
        assertThat(log.holds(Long.MAX_VALUE - 1)).isFalse();
        log.add(("CLIENT_RANDOM " + RANDOM + " " + LONG_SECRET).getBytes(StandardCharsets.US_ASCII), 7);
        assertThat(log.holds(6)).isFalse();
        assertThat(log.find(random(), 6)).isNull();
        assertThat(log.holds(7)).isTrue();
        assertThat(log.find(random(), 7)).isNotNull();
    }

    @Test
    void whereThereIsNoMoreRoomTheFirstSecretsStay() {
        KeyLog log = new KeyLog(null, 2);
        for (int i = 0; i < 5; i++) {
            String own = RANDOM.substring(0, 62) + String.format("%02x", i);
            log.add(("CLIENT_RANDOM " + own + " " + LONG_SECRET).getBytes(StandardCharsets.US_ASCII), 0);
        }
        assertThat(log.size()).isEqualTo(2);
        assertThat(log.dropped()).isEqualTo(3);
    }

    @Test
    void aFileIsReadAgainWhenASecretIsMissingAndItHasGrown() throws IOException {
        Path file = Files.writeString(folder.resolve("keys"), "CLIENT_RANDOM " + RANDOM.substring(0, 10));
        KeyLog log = new KeyLog(new KeyLogFile(file, true));
        assertThat(log.find(random(), 0)).isNull();
        Files.writeString(file, RANDOM.substring(10) + " " + LONG_SECRET + "\n", StandardOpenOption.APPEND);
        assertThat(log.find(random(), 0).master()).hasSize(48);
        assertThat(log.badLines()).isZero();
    }

    @Test
    void aFileWrittenAnewIsReadFromItsStart() throws IOException {
        Path file = Files.writeString(folder.resolve("keys"), "# " + "long ".repeat(100) + "\n");
        KeyLog log = new KeyLog(new KeyLogFile(file, true));
        Files.writeString(file, "CLIENT_RANDOM " + RANDOM + " " + LONG_SECRET + "\n");
        assertThat(log.find(random(), 0)).isNotNull();
    }

    @Test
    void aFileThatIsNotFollowedIsReadOnceWithItsLastLine() throws IOException {
        Path file = Files.writeString(folder.resolve("keys"), "CLIENT_RANDOM " + RANDOM + " " + LONG_SECRET);
        KeyLog log = new KeyLog(new KeyLogFile(file, false));
        Files.delete(file);
        assertThat(log.find(random(), 0)).isNotNull();
        assertThat(log.find(new byte[32], 0)).isNull();
    }

    @Test
    void aMissingFileIsSaid() {
        KeyLogFile file = new KeyLogFile(folder.resolve("none"), false);
        assertThat(new KeyLog(file).size()).isZero();
        assertThat(file.failure()).isNotNull();
    }
}
