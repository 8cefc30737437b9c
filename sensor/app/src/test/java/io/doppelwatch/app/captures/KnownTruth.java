// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.captures;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.event.Severity;
import io.doppelwatch.engine.net.Mac;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What really happened in a capture, as the file beside it says. */
record KnownTruth(List<Attack> attacks) {
    /** As the contract has it: a finding may come so many seconds after the attack's end. */
    private static final double GRACE = 5;

    /** Times in seconds since 1970. */
    record Attack(String id, double start, double end, String mac, String ip, String subject, List<String> rules) {

        /** The contract's meaning of a detected attack. */
        boolean isDetectedBy(Finding f) {
            double time = seconds(f);
            return f.severity().atLeast(Severity.MEDIUM)
                    && time >= start
                    && time <= end + GRACE
                    && (f.subject().equals(subject) || isNamedBy(f));
        }

        boolean isNamedBy(Finding f) {
            return Mac.text(f.attacker().mac()).equals(mac)
                    || f.attacker().ip().toString().equals(ip);
        }
    }

    static KnownTruth read(Path file) {
        List<Attack> attacks = new ArrayList<>();
        try {
            for (JsonNode a : new ObjectMapper().readTree(file.toFile()).get("attacks")) {
                List<String> rules = new ArrayList<>();
                a.get("rules").forEach(rule -> rules.add(rule.asText()));
                attacks.add(new Attack(
                        a.get("id").asText(),
                        a.get("start").asDouble(),
                        a.get("end").asDouble(),
                        a.at("/attacker/mac").asText(),
                        a.at("/attacker/ip").asText(),
                        a.get("subject").asText(),
                        rules));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new KnownTruth(attacks);
    }

    static double seconds(Finding f) {
        return f.where().timeNanos() / 1e9;
    }

    /** Those that no attack explains, of those that want an explanation. */
    List<String> unexplained(List<Finding> found) {
        return found.stream()
                .filter(f -> f.severity().atLeast(Severity.MEDIUM))
                .filter(f -> attacks.stream().noneMatch(a -> a.isDetectedBy(f)))
                .map(KnownTruth::text)
                .toList();
    }

    /** Those that give somebody the blame who did not do it. */
    List<String> wronglyBlamed(List<Finding> found) {
        return found.stream()
                .filter(f ->
                        f.severity().atLeast(Severity.MEDIUM) && f.attacker().mac() != Mac.NONE)
                .filter(f -> attacks.stream().noneMatch(a -> a.isNamedBy(f)))
                .map(KnownTruth::text)
                .toList();
    }

    static String text(Finding f) {
        return String.format(
                java.util.Locale.ROOT,
                "packet %d (%.3f) %s %s %s by %s: %s",
                f.where().packet(),
                seconds(f),
                f.severity().text(),
                f.rule().id(),
                f.subject(),
                f.attacker().mac() == Mac.NONE
                        ? "nobody known"
                        : Mac.text(f.attacker().mac()),
                f.signature());
    }
}
