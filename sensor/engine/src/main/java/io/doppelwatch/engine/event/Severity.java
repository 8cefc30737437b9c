// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.event;

import java.util.Locale;

/** How bad a finding is; the order is from worst to least. */
public enum Severity {
    /** An identity is being impersonated or was taken over. */
    HIGH(1),
    /** A change that needs an explanation. */
    MEDIUM(2),
    /** Posture: weak, unpinned, expiring. */
    LOW(3),
    /** New, first seen. */
    INFO(3);

    private final int eve;

    Severity(int eve) {
        this.eve = eve;
    }

    /** EVE's alert.severity: 1 high, 2 medium, 3 low and info. */
    public int eve() {
        return eve;
    }

    /** Lower-case name, as files and options spell it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** True where this is as bad as {@code other} or worse. */
    public boolean atLeast(Severity other) {
        return compareTo(other) <= 0;
    }
}
