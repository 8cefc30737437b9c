// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.craft.pcaps;

import java.util.List;

/** Scenes of the rules about DHCP. */
final class DhcpScenes {
    private DhcpScenes() {}

    static List<RuleScene> all() {
        return List.of();
    }
}
