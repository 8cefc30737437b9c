// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.score;

import io.doppelwatch.engine.event.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** How the findings of one run stand against the truth. Findings are added one at a time, in any order. */
public final class Score {
    private final Exercise exercise;
    private final List<Detection> detections = new ArrayList<>();
    private final List<FindingSeen> outside = new ArrayList<>();
    private long findings;

    public Score(Exercise exercise) {
        this.exercise = exercise;
        exercise.attacks().forEach(a -> detections.add(new Detection(a)));
    }

    /** What became of one attack. */
    public static final class Detection {
        private final Attack attack;
        private final Set<String> incidents = new TreeSet<>();
        private final Set<String> rules = new TreeSet<>();
        private @Nullable FindingSeen first;
        private long findings;

        Detection(Attack attack) {
            this.attack = attack;
        }

        public Attack attack() {
            return attack;
        }

        public boolean detected() {
            return first != null;
        }

        /** The earliest finding that detects it; null where none does. */
        public @Nullable FindingSeen first() {
            return first;
        }

        /** Seconds from the attack's start to the finding; empty where it was missed. */
        public OptionalDouble timeToDetect() {
            return first == null
                    ? OptionalDouble.empty()
                    : OptionalDouble.of((first.timeMicros() - attack.startMicros()) / 1e6);
        }

        /** How many findings detect it. */
        public long findings() {
            return findings;
        }

        /** Rules that detected it, by name. */
        public Set<String> rules() {
            return rules;
        }

        /** Incidents those findings belong to. */
        public Set<String> incidents() {
            return incidents;
        }

        private boolean take(FindingSeen f) {
            if (!attack.isDetectedBy(f)) {
                return false;
            }
            findings++;
            rules.add(f.rule());
            if (!f.incident().isEmpty()) {
                incidents.add(f.incident());
            }
            if (first == null || f.timeMicros() < first.timeMicros()) {
                first = f;
            }
            return true;
        }
    }

    /** Takes a finding. Below medium severity it neither detects anything nor is held against anybody. */
    public void add(FindingSeen f) {
        if (!f.severity().atLeast(Severity.MEDIUM)) {
            return;
        }
        findings++;
        boolean explained = false;
        for (Detection d : detections) {
            explained |= d.take(f); // all of them: attacks overlap
        }
        if (!explained) {
            outside.add(f);
        }
    }

    public Exercise exercise() {
        return exercise;
    }

    /** One for each attack, in the order of the truth. */
    public List<Detection> detections() {
        return detections;
    }

    /** Findings of medium severity or higher. */
    public long findings() {
        return findings;
    }

    /** Those of them that no attack explains. */
    public List<FindingSeen> outside() {
        return outside;
    }

    public long detected() {
        return detections.stream().filter(Detection::detected).count();
    }

    /** Detected attacks of all attacks, 0 to 1; empty where there was none. */
    public OptionalDouble recall() {
        return detections.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of((double) detected() / detections.size());
    }

    /** Findings that an attack explains of all findings, 0 to 1; empty where there was none. */
    public OptionalDouble precision() {
        return findings == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of((double) (findings - outside.size()) / findings);
    }
}
