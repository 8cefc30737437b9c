// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.craft.pcaps;

import java.util.List;

/** Scenes of the rules about mDNS, LLMNR and NetBIOS names. */
final class LocalNameScenes {
    private LocalNameScenes() {}

    static List<RuleScene> all() {
        return List.of();
    }
}
