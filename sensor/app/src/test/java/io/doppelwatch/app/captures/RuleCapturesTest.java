// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.captures;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.event.RuleInfo;
import io.doppelwatch.engine.event.Severity;
import io.doppelwatch.engine.rules.Rules;
import io.doppelwatch.engine.trust.Trust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every rule has two captures under {@code pcaps/rules}: one in which it fires, when it should and at whom it should, and
 * one that looks alike in which it does not. Both are made by the scenes in {@code craft/pcaps}.
 */
class RuleCapturesTest {
    private static final Path RULES =
            Path.of(System.getProperty("doppelwatch.root", "../..")).resolve("pcaps/rules");

    /** Rules that say low of what their twin shows, because their page says that they do, and why. */
    private static final Map<String, String> LOW_IN_TWIN = Map.of(
            "arp-address-conflict", "an address that is in use is denied to a newcomer once, which is low",
            "arp-binding-changed", "an address that passed on after a silence, or to a host that probed, is low",
            "arp-source-mismatch", "a bridge that puts its own MAC on the frame is low",
            "nd-override", "a replaced card that probed, or the other of two bonded cards, is low",
            "nd-dad-denial", "a true duplicate is low",
            "ra-rogue-router", "a second router of the site is low",
            "ra-new-dns", "a resolver that is added, or moves with the prefix, is low",
            "icmp-redirect-abuse", "a redirect by the router to the other one is info",
            "dns-answer-ip-outlier", "a new route is low once",
            "dns-answer-astray", "a pair of servers that answers from either address is low");

    static List<String> rules() {
        return Rules.all().stream().map(RuleInfo::id).toList();
    }

    private static RuleInfo rule(String id) {
        return Rules.all().stream().filter(r -> r.id().equals(id)).findFirst().orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void everyRuleHasItsCaptures(String rule) {
        for (String end : List.of(".pcapng", ".truth.json", ".benign.pcapng")) {
            assertThat(RULES.resolve(rule + end))
                    .as("%s has no scene: add a RuleScene in craft/pcaps and run scripts/make-pcaps", rule)
                    .exists();
        }
    }

    @Test
    void everyCaptureIsARules() throws IOException {
        try (Stream<Path> files = Files.list(RULES)) {
            assertThat(files.map(f -> f.getFileName().toString().replaceAll("\\..*", "")))
                    .isSubsetOf(rules());
        }
    }

    @ParameterizedTest
    @MethodSource("rules")
    void itFiresWhenItShouldAndAtWhomItShould(String rule) {
        KnownTruth truth = KnownTruth.read(RULES.resolve(rule + ".truth.json"));
        List<Finding> found = Packets.read(RULES.resolve(rule + ".pcapng")).judged(trust(rule));
        List<Finding> own =
                found.stream().filter(f -> f.rule().id().equals(rule)).toList();
        List<KnownTruth.Attack> attacks =
                truth.attacks().stream().filter(a -> a.rules().contains(rule)).toList();
        if (rule(rule).severity().atLeast(Severity.MEDIUM)) {
            assertThat(attacks).as("attacks in the truth that %s detects", rule).isNotEmpty();
        } else {
            assertThat(own)
                    .as(texts(found))
                    .anyMatch(f -> f.severity() == rule(rule).severity());
        }
        for (KnownTruth.Attack attack : attacks) {
            assertThat(own).as("%s of %s", attack, texts(found)).anyMatch(attack::isDetectedBy);
        }
        for (KnownTruth.Attack attack : truth.attacks()) {
            assertThat(found).as("%s of %s", attack, texts(found)).anyMatch(attack::isDetectedBy);
        }
        double start = truth.attacks().stream()
                .mapToDouble(KnownTruth.Attack::start)
                .min()
                .orElse(0);
        assertThat(own).as(texts(own)).allMatch(f -> KnownTruth.seconds(f) >= start);
        assertThat(truth.unexplained(found)).as("outside any attack").isEmpty();
        assertThat(truth.wronglyBlamed(found)).as("who did not do it").isEmpty();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void itsTwinNeedsNoExplanation(String rule) {
        List<Finding> found =
                Packets.read(RULES.resolve(rule + ".benign.pcapng")).judged(trust(rule));
        assertThat(found).as(texts(found)).noneMatch(f -> f.severity().atLeast(Severity.MEDIUM));
        if (!LOW_IN_TWIN.containsKey(rule)) {
            assertThat(found).as(texts(found)).noneMatch(f -> f.rule().id().equals(rule));
        }
    }

    private static Trust trust(String rule) {
        return Packets.trust(RULES.resolve(rule + ".trust.yaml"));
    }

    private static String texts(List<Finding> found) {
        return found.stream().map(KnownTruth::text).toList().toString();
    }
}
