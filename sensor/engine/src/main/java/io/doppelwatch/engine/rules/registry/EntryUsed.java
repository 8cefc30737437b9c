// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.rules.registry;

import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.observe.Where;
import io.doppelwatch.engine.registry.RegistryEntry;

/**
 * Somebody goes where an entry points that there is a finding about.
 *
 * @param doubt the worst finding about it
 * @param how what was seen, in words
 */
public record EntryUsed(RegistryEntry entry, Finding doubt, String how, Where where) {}
