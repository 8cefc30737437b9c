// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.rules.registry;

import io.doppelwatch.engine.registry.RegistryEntry;
import org.jspecify.annotations.Nullable;

/**
 * An entry that is not what it was when its file was read last.
 *
 * @param before null where there was none
 */
public record EntryChanged(@Nullable RegistryEntry before, RegistryEntry after) {}
