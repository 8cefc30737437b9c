// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.judge;

import io.doppelwatch.decode.x509.CertificateInfo;
import io.doppelwatch.engine.event.CertificateView;
import io.doppelwatch.engine.event.PinCoverage;
import io.doppelwatch.engine.event.PinVerdict;
import io.doppelwatch.engine.event.PinVerdict.State;
import io.doppelwatch.engine.stats.Counter;
import io.doppelwatch.engine.stats.Counters;
import io.doppelwatch.engine.trust.Trust;
import io.doppelwatch.engine.trust.TrustIndex;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Holds chains against pins, and counts for each pinned service what was seen and what could not be. */
final class Pins {
    private final Map<String, Tally> tallies = new LinkedHashMap<>();
    private final Counters counters;

    private static final class Tally {
        long sessions;
        long match;
        long mismatch;
        final Map<CertificateView, Long> unseen = new EnumMap<>(CertificateView.class);
    }

    Pins(Trust trust, Counters counters) {
        this.counters = counters;
        for (Trust.Service service : trust.services()) {
            if (isPinned(service)) {
                tallies.put(service.name(), new Tally());
            }
        }
    }

    private static boolean isPinned(Trust.Service service) {
        return !service.pins().isEmpty() || !service.fingerprints().isEmpty();
    }

    /**
     * The verdict on one handshake, counted; null where the service has no pins.
     *
     * @param chain the leaf first, empty where not seen
     */
    @Nullable
    PinVerdict judge(Trust.Service service, List<CertificateInfo> chain, CertificateView view, long nanos) {
        Tally tally = tallies.get(service.name());
        if (tally == null) {
            return null;
        }
        tally.sessions++;
        if (!view.isVisible()) {
            tally.unseen.merge(view, 1L, Long::sum);
            counters.increment(Counter.PINS_NOT_OBSERVABLE);
            return new PinVerdict(service.name(), State.NOT_OBSERVABLE, view, "", "");
        }
        for (CertificateInfo c : chain) {
            boolean key = service.pins().contains(c.spkiSha256());
            if (key || service.fingerprints().contains(c.sha256())) {
                tally.match++;
                counters.increment(Counter.PINS_MATCHED);
                String matched = key ? pin(c.spkiSha256()) : "sha256:" + c.sha256();
                return new PinVerdict(service.name(), State.MATCH, view, matched, "");
            }
        }
        tally.mismatch++;
        counters.increment(Counter.PINS_MISMATCHED);
        Trust.Change window = TrustIndex.allowing(service, "certificate", nanos);
        String note = window == null ? "" : window.note().isEmpty() ? "certificate change" : window.note();
        return new PinVerdict(service.name(), State.MISMATCH, view, "", note);
    }

    /** RFC 7469, 2.4. */
    private static String pin(String hex) {
        return "sha256/" + Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
    }

    /** Every pinned service, in the order of the trust file. */
    List<PinCoverage> coverage() {
        List<PinCoverage> all = new ArrayList<>(tallies.size());
        tallies.forEach((service, t) ->
                all.add(new PinCoverage(service, t.sessions, t.match, t.mismatch, new EnumMap<>(t.unseen))));
        return all;
    }
}
