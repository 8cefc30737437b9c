// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.event;

import io.doppelwatch.engine.observe.Observation;
import io.doppelwatch.engine.stats.Counters;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One thing to tell. Events come in the order of packet time and are the same for the same input. */
public sealed interface Event {
    /** A fact that is an event by itself (DNS, ARP). */
    record Observed(Observation observation) implements Event {}

    /**
     * A TLS handshake.
     *
     * @param pins what it proves of the pins of its service; null where it is with none that has pins
     */
    record Tls(TlsSession session, @Nullable PinVerdict pins) implements Event {
        public Tls(TlsSession session) {
            this(session, null);
        }
    }

    /** A finding. */
    record Alert(Finding finding) implements Event {}

    /** An incident opened, grew, or closed; the whole of it as it stands now. */
    record IncidentChanged(Incident incident) implements Event {}

    /**
     * What was counted so far.
     *
     * @param timeNanos of the last packet
     * @param uptimeSeconds packet time since the first packet
     * @param pins every service with pins, in the order of the trust file
     * @param windows announced changes that were seen, the first first
     */
    record Stats(long timeNanos, long uptimeSeconds, Counters counters, List<PinCoverage> pins, List<WindowUse> windows)
            implements Event {
        /** Of a run without pins. */
        public Stats(long timeNanos, long uptimeSeconds, Counters counters) {
            this(timeNanos, uptimeSeconds, counters, List.of(), List.of());
        }
    }
}
