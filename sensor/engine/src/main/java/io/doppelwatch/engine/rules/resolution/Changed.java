// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.rules.resolution;

import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.event.Finding.Evidence;
import io.doppelwatch.engine.event.Finding.Party;
import io.doppelwatch.engine.event.RuleInfo;
import io.doppelwatch.engine.event.Severity;
import io.doppelwatch.engine.rules.base.Words;
import io.doppelwatch.engine.stats.Counter;
import io.doppelwatch.engine.stats.Counters;
import io.doppelwatch.engine.tables.ResolutionChange;
import io.doppelwatch.engine.trust.TrustIndex;
import java.util.ArrayList;
import java.util.List;

/** What the rules of changed resolutions have in common. */
final class Changed {
    /** Answers before which nothing is settled: fewer are what the sensor has to learn from. */
    static final long SETTLED = 3;

    private Changed() {}

    /** True where the name itself is trusted, and not only its zone. */
    static boolean isTrusted(ResolutionChange t) {
        return t.service().name().equals(t.name()) || t.service().aliases().contains(t.name());
    }

    /** True where the trust file says what the name's addresses are: what is outside of them is name-wrong-address's. */
    static boolean isToldElsewhere(ResolutionChange t) {
        return isTrusted(t)
                && !t.service().addresses().isEmpty()
                && !t.answer().addresses().isEmpty();
    }

    /** True where a change window of the trust file allows it; counted. */
    static boolean isAllowed(ResolutionChange t, Counters counters) {
        boolean allowed =
                TrustIndex.allowed(t.service(), "address", t.answer().where().timeNanos());
        if (allowed) {
            counters.increment(Counter.CHANGES_ALLOWED);
        }
        return allowed;
    }

    static Finding finding(
            RuleInfo info, ResolutionChange t, Severity severity, double confidence, String signature, String before) {
        List<Evidence> evidence = new ArrayList<>();
        if (t.last() != null) {
            evidence.add(Evidence.before(t.last(), t.view().server() + " said before: " + before));
        }
        evidence.add(new Evidence(
                t.transaction().query(),
                t.transaction().client() + " asks " + t.transaction().server() + " for "
                        + t.answer().name()));
        evidence.add(new Evidence(t.answer().where(), "answer: " + t.answer().text()));
        return new Finding(
                info,
                severity,
                confidence,
                "name:" + (isTrusted(t) ? t.service().name() : t.name()),
                signature,
                before,
                String.join(", ", t.now()),
                Party.UNKNOWN,
                severity.atLeast(Severity.MEDIUM)
                        ? Words.victims(t.answer().where().destinationIp())
                        : List.of(),
                evidence,
                "",
                t.answer().where());
    }
}
