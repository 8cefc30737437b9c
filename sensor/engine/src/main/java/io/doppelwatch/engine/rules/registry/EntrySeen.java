// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.rules.registry;

import io.doppelwatch.engine.registry.AllowList;
import io.doppelwatch.engine.registry.RegistryEntry;
import java.util.List;

/**
 * An entry that is in force, or offered.
 *
 * @param lists what administrators say to the programs that read it
 */
public record EntrySeen(RegistryEntry entry, List<AllowList> lists) {}
