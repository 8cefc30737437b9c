// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.craft.pcaps;

import java.util.List;

/** Scenes of the rules about shared addresses: VRRP, HSRP, CARP, GLBP. */
final class RedundancyScenes {
    private RedundancyScenes() {}

    static List<RuleScene> all() {
        return List.of();
    }
}
