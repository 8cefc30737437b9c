// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.craft.pcaps;

import java.util.List;

/** Scenes of the rules about neighbour discovery and router advertisements. */
final class NdScenes {
    private NdScenes() {}

    static List<RuleScene> all() {
        return List.of();
    }
}
