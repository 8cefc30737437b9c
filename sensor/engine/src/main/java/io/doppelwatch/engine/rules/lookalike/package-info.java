// SPDX-License-Identifier: Apache-2.0
/**
 * Names made to be taken for trusted ones: {@link io.doppelwatch.engine.rules.lookalike.LookalikeRules} lists the rules. May use:
 * base, tables, trust, event, observe, net, stats, and what engine.lookalike says.
 */
package io.doppelwatch.engine.rules.lookalike;
