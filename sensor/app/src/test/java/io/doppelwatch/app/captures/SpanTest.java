// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.captures;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.event.Severity;
import io.doppelwatch.engine.net.Mac;
import io.doppelwatch.engine.trust.Trust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Our own captures as a mirror port might have shown them: twice, with losses, one way, tagged, inside a tunnel. What
 * shows everything changes no finding; what shows less may miss an attack and must not see one where there is none.
 */
class SpanTest {
    private static final Path PCAPS =
            Path.of(System.getProperty("doppelwatch.root", "../..")).resolve("pcaps");

    private static List<String> captures(String end) throws IOException {
        List<String> names = new ArrayList<>();
        try (Stream<Path> files = Files.walk(PCAPS, 2)) {
            files.map(f -> PCAPS.relativize(f).toString())
                    .filter(name -> name.endsWith(end))
                    .map(name -> name.substring(0, name.length() - end.length()))
                    .sorted()
                    .forEach(names::add);
        }
        return names;
    }

    private static Stream<Arguments> mirrored(List<String> captures) {
        return captures.stream().flatMap(c -> Stream.of(Mirror.values()).map(m -> Arguments.of(m, c)));
    }

    static Stream<Arguments> attacks() throws IOException {
        return mirrored(captures(".truth.json"));
    }

    static Stream<Arguments> twins() throws IOException {
        return mirrored(captures(".benign.pcapng"));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("attacks")
    void anAttackIsSeenWhereItIsShownAndNothingElseIs(Mirror mirror, String capture) {
        KnownTruth truth = KnownTruth.read(PCAPS.resolve(capture + ".truth.json"));
        Packets packets = Packets.read(PCAPS.resolve(capture + ".pcapng"));
        Trust trust = Packets.trust(PCAPS.resolve(capture + ".trust.yaml"));
        List<Finding> found = mirror.of(packets).judged(trust);

        assertThat(truth.unexplained(found)).as("outside any attack").isEmpty();
        assertThat(truth.wronglyBlamed(found)).as("who did not do it").isEmpty();
        if (mirror.showsEverything()) {
            assertThat(kinds(found)).isEqualTo(kinds(packets.judged(trust)));
            for (KnownTruth.Attack attack : truth.attacks()) {
                assertThat(found).as(attack.toString()).anyMatch(attack::isDetectedBy);
            }
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("twins")
    void aTwinNeedsNoExplanationHoweverItIsShown(Mirror mirror, String capture) {
        Packets packets = Packets.read(PCAPS.resolve(capture + ".benign.pcapng"));
        Trust trust = Packets.trust(PCAPS.resolve(capture + ".trust.yaml"));
        List<Finding> found = mirror.of(packets).judged(trust);

        assertThat(found.stream()
                        .filter(f -> f.severity().atLeast(Severity.MEDIUM))
                        .map(KnownTruth::text))
                .isEmpty();
        assertThat(rules(found)).isSubsetOf(rules(packets.judged(trust)));
    }

    static Stream<Arguments> days() {
        return mirrored(List.of("impersonation", "ordinary-day"));
    }

    /** Who has no trust file loses the attacks that only one can tell, and gains no finding. */
    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("days")
    void withoutATrustFileNothingElseIsSeenEither(Mirror mirror, String capture) {
        KnownTruth truth = KnownTruth.read(PCAPS.resolve(capture + ".truth.json"));
        List<Finding> found =
                mirror.of(Packets.read(PCAPS.resolve(capture + ".pcapng"))).judged(Trust.EMPTY);

        assertThat(truth.unexplained(found)).as("outside any attack").isEmpty();
        assertThat(truth.wronglyBlamed(found)).as("who did not do it").isEmpty();
        if (mirror.showsEverything()) {
            assertThat(truth.attacks())
                    .filteredOn(attack -> !attack.rules().contains("tls-pin-mismatch"))
                    .allSatisfy(attack -> assertThat(found).anyMatch(attack::isDetectedBy));
        }
    }

    /** What is said of whom, without when and how often. */
    private static Set<String> kinds(List<Finding> found) {
        return found.stream()
                .map(f -> String.join(
                        " ",
                        f.severity().text(),
                        f.rule().id(),
                        f.subject(),
                        f.attacker().mac() == Mac.NONE
                                ? "?"
                                : Mac.text(f.attacker().mac()),
                        f.attacker().ip().toString(),
                        f.observed()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> rules(List<Finding> found) {
        return found.stream().map(f -> f.rule().id()).collect(Collectors.toCollection(TreeSet::new));
    }
}
