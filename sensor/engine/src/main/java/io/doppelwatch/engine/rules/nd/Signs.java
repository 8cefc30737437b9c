// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.rules.nd;

import io.doppelwatch.engine.event.Severity;
import io.doppelwatch.engine.rules.base.Words;
import java.util.ArrayList;
import java.util.List;

/** What speaks for an attack, each by itself ambiguous: one is low, two that meet are medium, three high. */
final class Signs {
    private final List<String> all = new ArrayList<>(4);

    void add(String what) {
        all.add(what);
    }

    int count() {
        return all.size();
    }

    Severity severity() {
        return all.size() >= 3 ? Severity.HIGH : all.size() == 2 ? Severity.MEDIUM : Severity.LOW;
    }

    static double confidence(Severity severity) {
        return switch (severity) {
            case HIGH -> 0.93;
            case MEDIUM -> 0.65;
            case LOW -> 0.3;
            case INFO -> 0.1;
        };
    }

    /** {@code : this, that and the other}; empty without any. */
    String text() {
        return all.isEmpty() ? "" : ": " + Words.list(all);
    }
}
