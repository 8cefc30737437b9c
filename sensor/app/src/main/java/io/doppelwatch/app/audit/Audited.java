// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.audit;

import io.doppelwatch.app.audit.read.Problem;
import io.doppelwatch.engine.registry.AllowList;
import io.doppelwatch.engine.registry.RegistryEntry;
import java.util.List;

/**
 * What was read.
 *
 * @param files that hold entries or lists, as they are named
 * @param problems what could not be read, each with its place
 * @param unread how many of the files could not be read at all
 */
public record Audited(
        List<String> files, List<RegistryEntry> entries, List<AllowList> lists, List<Problem> problems, int unread) {}
