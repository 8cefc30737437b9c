// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.registry;

import java.util.List;

/** Everything that was read at one time: all entries of all files, in the order of files and lines. */
public record RegistrySeen(List<RegistryEntry> entries, List<AllowList> lists) {
    public RegistrySeen {
        entries = List.copyOf(entries);
        lists = List.copyOf(lists);
    }
}
