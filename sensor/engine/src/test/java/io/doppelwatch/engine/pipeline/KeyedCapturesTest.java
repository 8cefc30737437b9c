// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppelwatch.decode.x509.CertificateInfo;
import io.doppelwatch.engine.budget.Budget;
import io.doppelwatch.engine.capture.Captures;
import io.doppelwatch.engine.capture.DecryptionSecrets;
import io.doppelwatch.engine.capture.KeyLogFile;
import io.doppelwatch.engine.event.CertificateView;
import io.doppelwatch.engine.event.Event;
import io.doppelwatch.engine.event.TlsSession;
import io.doppelwatch.engine.keylog.KeyLog;
import io.doppelwatch.engine.observe.DnsPorts;
import io.doppelwatch.engine.stats.Counter;
import io.doppelwatch.engine.stats.Counters;
import io.doppelwatch.engine.trust.Trust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Handshakes of OpenSSL, recorded with their secrets: the leaf found is what the server was given, and it holds its key. */
class KeyedCapturesTest {
    private static final Path KEYED =
            Path.of(System.getProperty("doppelwatch.root", "../..")).resolve("pcaps/keyed");

    @TempDir
    Path folder;

    private final List<TlsSession> sessions = new ArrayList<>();
    private Counters counters = new Counters();

    static Stream<String> truth() throws IOException {
        return Files.readAllLines(KEYED.resolve("truth.tsv")).stream().filter(line -> !line.startsWith("#"));
    }

    private void replay(Path capture, KeyLog keyLog, boolean secrets, int workers) throws Exception {
        sessions.clear();
        try (Captures captures = Captures.find(List.of(capture.toString()))) {
            Sensor sensor = new Sensor(Trust.EMPTY, workers, DnsPorts.STANDARD, Budget.STANDARD, keyLog, event -> {
                if (event instanceof Event.Tls tls) {
                    sessions.add(tls.session());
                } else if (event instanceof Event.Stats stats) {
                    counters = stats.counters();
                }
            });
            if (secrets) {
                captures.secretsTo(sensor::secrets);
            }
            sensor.run(captures.merged(), frame -> {});
        }
        assertThat(counters.get(Counter.INTERNAL_ERRORS)).isZero();
    }

    private static String leaf(TlsSession session) {
        return session.serverCertificate() == null
                ? ""
                : CertificateInfo.of(session.serverCertificate().chain().get(0)).sha256();
    }

    @ParameterizedTest
    @MethodSource("truth")
    void theLeafIsTheOneTheServerWasGiven(String line) throws Exception {
        String[] truth = line.split("\t");
        replay(KEYED.resolve(truth[0] + ".pcapng"), new KeyLog(), true, 1);
        assertThat(sessions).hasSize(1);
        assertThat(leaf(sessions.get(0))).isEqualTo(truth[1]);
        boolean tls13 = truth[0].startsWith("tls13");
        assertThat(sessions.get(0).certificateView())
                .isEqualTo(tls13 ? CertificateView.DECRYPTED : CertificateView.CLEAR);
        assertThat(counters.get(Counter.KEYED_HANDSHAKES)).isEqualTo(1);
        assertThat(counters.get(Counter.DIRECTIONS_DECRYPTED)).isEqualTo(2);
        assertThat(counters.get(Counter.DECRYPTION_FAILED)).isZero();
        assertThat(counters.get(Counter.PROOFS_VALID)).isEqualTo(tls13 ? 1 : 0);
        assertThat(counters.get(Counter.PROOFS_WRONG)).isZero();
    }

    @ParameterizedTest
    @MethodSource("truth")
    void withoutSecretsNothingIsDecrypted(String line) throws Exception {
        String[] truth = line.split("\t");
        replay(KEYED.resolve(truth[0] + ".pcapng"), new KeyLog(), false, 1);
        assertThat(sessions).hasSize(1);
        assertThat(sessions.get(0).certificateView())
                .isEqualTo(truth[0].startsWith("tls13") ? CertificateView.ENCRYPTED : CertificateView.CLEAR);
        assertThat(counters.get(Counter.KEYED_HANDSHAKES)).isZero();
    }

    @Test
    void aKeyLogFileGivesTheSameAsABlockInTheCapture() throws Exception {
        String[] truth = truth().filter(l -> l.startsWith("tls13"))
                .findFirst()
                .orElseThrow()
                .split("\t");
        Path capture = KEYED.resolve(truth[0] + ".pcapng");
        Path keys = folder.resolve("keys.txt");
        List<DecryptionSecrets> found = new ArrayList<>();
        try (Captures captures = Captures.find(List.of(capture.toString()))) {
            captures.secretsTo(found::add);
            captures.merged().next(new io.doppelwatch.engine.capture.Frame());
        }
        Files.write(keys, found.get(0).data());
        replay(capture, new KeyLog(new KeyLogFile(keys, false)), false, 1);
        assertThat(leaf(sessions.get(0))).isEqualTo(truth[1]);
    }

    @Test
    void secretsBehindTheLastPacketHoldForAllWhateverTheWorkers() throws Exception {
        for (String line : truth().toList()) {
            String[] truth = line.split("\t");
            Path moved = folder.resolve("late.pcapng");
            Files.write(moved, secretsLast(Files.readAllBytes(KEYED.resolve(truth[0] + ".pcapng"))));
            for (int workers : new int[] {1, 3}) {
                replay(moved, new KeyLog(), true, workers);
                assertThat(leaf(sessions.get(0)))
                        .as("%s, %d workers", truth[0], workers)
                        .isEqualTo(truth[1]);
            }
        }
    }

    @Test
    void cutAtAnyByteACaptureIsReadUpToThere() throws Exception {
        String[] truth = truth().filter(l -> l.startsWith("tls13"))
                .findFirst()
                .orElseThrow()
                .split("\t");
        byte[] whole = Files.readAllBytes(KEYED.resolve(truth[0] + ".pcapng"));
        Path cut = folder.resolve("cut.pcapng");
        for (int n = 200; n < whole.length; n += 37) {
            Files.write(cut, Arrays.copyOf(whole, n));
            replay(cut, new KeyLog(), true, 1);
            assertThat(counters.get(Counter.PROOFS_WRONG)).isZero();
        }
    }

    @Test
    void aChangedByteOfTheHandshakeIsNoProofAndNoFault() throws Exception {
        String[] truth = truth().filter(l -> l.startsWith("tls13"))
                .findFirst()
                .orElseThrow()
                .split("\t");
        byte[] whole = Files.readAllBytes(KEYED.resolve(truth[0] + ".pcapng"));
        Path changed = folder.resolve("changed.pcapng");
        for (int n = 1200; n < whole.length; n += 61) {
            byte[] other = whole.clone();
            other[n] ^= 0x10;
            Files.write(changed, other);
            replay(changed, new KeyLog(), true, 1);
        }
    }

    /** Moves the block of secrets behind everything else. */
    private static byte[] secretsLast(byte[] pcapng) {
        java.nio.ByteBuffer in = java.nio.ByteBuffer.wrap(pcapng).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        java.io.ByteArrayOutputStream packets = new java.io.ByteArrayOutputStream();
        java.io.ByteArrayOutputStream secrets = new java.io.ByteArrayOutputStream();
        while (in.hasRemaining()) {
            int at = in.position();
            int length = in.getInt(at + 4);
            (in.getInt(at) == 10 ? secrets : packets).write(pcapng, at, length);
            in.position(at + length);
        }
        packets.writeBytes(secrets.toByteArray());
        return packets.toByteArray();
    }
}
