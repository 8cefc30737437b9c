// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.registry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which entries are in force where programs read several of one name. */
public final class Winners {
    private final Map<String, List<RegistryEntry>> byName = new HashMap<>();

    public Winners(List<RegistryEntry> entries) {
        for (RegistryEntry e : entries) {
            byName.computeIfAbsent(e.name(), n -> new ArrayList<>()).add(e);
        }
    }

    /** The entry that takes this one's place with its own reader; null where none does, or that is not known. */
    public @Nullable RegistryEntry above(RegistryEntry entry) {
        RegistryEntry above = null;
        boolean after = false;
        for (RegistryEntry other : byName.getOrDefault(entry.name(), List.of())) {
            if (other == entry) {
                after = true;
            } else if (entry.layer().scope() != Scope.CATALOGUE && entry.layer().meets(other.layer())) {
                boolean again = other.file().equals(entry.file())
                        && other.table().equals(entry.table())
                        && other.version().equals(entry.version());
                boolean higher = entry.layer().ordered()
                        && other.layer().ordered()
                        && other.enabled()
                        && other.layer().scope().compareTo(entry.layer().scope()) > 0;
                boolean highest = above == null
                        || other.layer().scope().compareTo(above.layer().scope()) >= 0;
                if ((again && after || higher) && highest) {
                    above = other;
                }
            }
        }
        return above;
    }
}
