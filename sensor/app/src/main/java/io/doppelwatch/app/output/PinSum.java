// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.output;

import io.doppelwatch.engine.event.CertificateView;
import io.doppelwatch.engine.event.PinCoverage;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What several runs saw of pinned services, added up. */
final class PinSum {
    private final Map<String, PinCoverage> byService = new LinkedHashMap<>();

    void merge(List<PinCoverage> run) {
        for (PinCoverage service : run) {
            byService.merge(service.service(), service, PinSum::add);
        }
    }

    List<PinCoverage> all() {
        return List.copyOf(byService.values());
    }

    private static PinCoverage add(PinCoverage a, PinCoverage b) {
        Map<CertificateView, Long> unseen = new EnumMap<>(CertificateView.class);
        unseen.putAll(a.unseen());
        b.unseen().forEach((reason, n) -> unseen.merge(reason, n, Long::sum));
        return new PinCoverage(
                a.service(), a.sessions() + b.sessions(), a.match() + b.match(), a.mismatch() + b.mismatch(), unseen);
    }
}
