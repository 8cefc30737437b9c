// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.craft.pcaps;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The scenes of all rules, by family. */
final class RuleScenes {
    private RuleScenes() {}

    static List<RuleScene> all() {
        return Stream.of(
                        ArpScenes.all(),
                        NdScenes.all(),
                        DhcpScenes.all(),
                        DnsScenes.all(),
                        DnsTransactionScenes.all(),
                        NameScenes.all(),
                        ResolutionScenes.all(),
                        LookalikeScenes.all(),
                        DnssecScenes.all(),
                        LocalNameScenes.all(),
                        RedundancyScenes.all(),
                        TlsScenes.all())
                .flatMap(List::stream)
                .toList();
    }

    /** Every file under {@code pcaps/rules}, by name. */
    static Map<String, byte[]> files() {
        Map<String, byte[]> files = new TreeMap<>();
        for (RuleScene scene : all()) {
            scene.files().forEach((name, bytes) -> {
                if (files.put(name, bytes) != null) {
                    throw new IllegalStateException("two scenes make " + name);
                }
            });
        }
        return files;
    }
}
