// SPDX-License-Identifier: Apache-2.0
/**
 * What names resolve to over time: {@link io.doppelwatch.engine.rules.resolution.ResolutionRules} lists the rules. May use: base,
 * tables, trust, event, observe, net, stats, and names and values of the decoders.
 */
package io.doppelwatch.engine.rules.resolution;
