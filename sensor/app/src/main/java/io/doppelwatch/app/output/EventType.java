// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.output;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** EVE's {@code event_type}, as far as this sensor writes it. */
public enum EventType {
    DNS,
    MDNS,
    LLMNR,
    TLS,
    /** A TLS handshake in QUIC. */
    QUIC,
    ARP,
    DHCP,
    ALERT,
    STATS,
    /** What EVE has no type for. */
    DOPPELWATCH;

    public static final Set<EventType> ALL = Collections.unmodifiableSet(EnumSet.allOf(EventType.class));

    /** As EVE spells it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<EventType> of(String text) {
        return Arrays.stream(values()).filter(t -> t.text().equals(text)).findFirst();
    }

    /** All of them, for a message. */
    public static String names() {
        StringBuilder names = new StringBuilder();
        for (EventType type : values()) {
            names.append(names.isEmpty() ? "" : ", ").append(type.text());
        }
        return names.toString();
    }
}
