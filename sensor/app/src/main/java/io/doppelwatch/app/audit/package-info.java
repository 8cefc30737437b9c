// SPDX-License-Identifier: Apache-2.0
/**
 * Reads what MCP hosts and registries keep in files. The door is {@link io.doppelwatch.app.audit.Audit}: from paths to entries; what
 * is wrong with them the engine judges. May use: audit.read, audit.host, engine.registry.
 */
package io.doppelwatch.app.audit;
