// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.output;

import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.event.WindowUse;
import io.doppelwatch.engine.registry.RegistryEntry;
import java.util.List;

/**
 * What an audit read and found.
 *
 * @param findings the worst first, then in the order of files and lines
 * @param windows announced changes that kept something from being a finding
 * @param problems what could not be read, a line each
 */
public record AuditResult(
        List<String> files,
        List<RegistryEntry> entries,
        List<Finding> findings,
        List<WindowUse> windows,
        List<String> problems) {}
