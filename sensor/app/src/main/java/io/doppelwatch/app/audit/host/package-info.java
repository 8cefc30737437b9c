// SPDX-License-Identifier: Apache-2.0
/**
 * What MCP hosts, registries and catalogues keep in files: which files those are ({@link io.doppelwatch.app.audit.host.Hosts}, a
 * table), who reads them in which order, and how entries are written in them. The door is {@link
 * io.doppelwatch.app.audit.host.HostReader}. May use: audit.read, engine.registry.
 */
package io.doppelwatch.app.audit.host;
