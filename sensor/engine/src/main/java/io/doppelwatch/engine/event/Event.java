// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.event;

import io.doppelwatch.engine.observe.Observation;
import io.doppelwatch.engine.stats.Counters;

/** One thing to tell. Events come in the order of packet time and are the same for the same input. */
public sealed interface Event {
    /** A fact that is an event by itself (DNS, ARP). */
    record Observed(Observation observation) implements Event {}

    /** A TLS handshake. */
    record Tls(TlsSession session) implements Event {}

    /** A finding. */
    record Alert(Finding finding) implements Event {}

    /** An incident opened, grew, or closed; the whole of it as it stands now. */
    record IncidentChanged(Incident incident) implements Event {}

    /**
     * What was counted so far.
     *
     * @param timeNanos of the last packet
     * @param uptimeSeconds packet time since the first packet
     */
    record Stats(long timeNanos, long uptimeSeconds, Counters counters) implements Event {}
}
