// SPDX-License-Identifier: Apache-2.0
/**
 * Servers as configuration files and registries name them: {@link io.doppelwatch.engine.registry.RegistryEntry} with what it
 * starts or calls, who reads it ({@link io.doppelwatch.engine.registry.Layer}), and where two of them meet ({@link
 * io.doppelwatch.engine.registry.Meetings}). Reads no file. May use: net, lookalike, trust, observe.Where.
 */
package io.doppelwatch.engine.registry;
