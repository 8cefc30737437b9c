// SPDX-License-Identifier: Apache-2.0
/**
 * Rules over what configuration files and registries say, not over packets: {@link
 * io.doppelwatch.engine.rules.registry.RegistryRules} lists them. May use: registry, base, trust, event, observe, net, stats, and what
 * engine.lookalike says.
 */
package io.doppelwatch.engine.rules.registry;
