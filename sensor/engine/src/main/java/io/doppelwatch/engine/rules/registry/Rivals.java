// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.rules.registry;

import io.doppelwatch.engine.event.Severity;
import io.doppelwatch.engine.registry.NamesMeet;
import io.doppelwatch.engine.registry.RegistryEntry;
import io.doppelwatch.engine.registry.TrustedServers;
import io.doppelwatch.engine.registry.TrustedServers.Standing;
import io.doppelwatch.engine.trust.Trust;
import org.jspecify.annotations.Nullable;

/** How grave it is that two entries have one name. */
final class Rivals {
    private Rivals() {}

    /**
     * High where one is the trusted service's own and the other at a stranger's: two signals. Low where they are variants of one
     * program; else what is given.
     */
    static Severity severity(NamesMeet m, TrustedServers trusted, Severity otherwise) {
        if (impostor(m, trusted) != null) {
            return Severity.HIGH;
        }
        return m.first().isVariantOf(m.second()) && otherwise.atLeast(Severity.LOW) ? Severity.LOW : otherwise;
    }

    /** The one that is elsewhere while the other is the service's own. */
    private static @Nullable RegistryEntry impostor(NamesMeet m, TrustedServers trusted) {
        Trust.Service service = trusted.claimed(m.second().name());
        if (service == null || trusted.claimed(m.first().name()) != service) {
            return null;
        }
        Standing first = trusted.standing(service, m.first());
        Standing second = trusted.standing(service, m.second());
        if (first == Standing.OWN && second == Standing.ELSEWHERE) {
            return m.second();
        }
        return second == Standing.OWN && first == Standing.ELSEWHERE ? m.first() : null;
    }
}
