// SPDX-License-Identifier: Apache-2.0
/**
 * What was counted: {@link io.doppelwatch.engine.stats.Counter} names it, {@link io.doppelwatch.engine.stats.Counters}
 * holds it for one thread and adds up. Every thing given up has a counter here. Uses nothing of ours.
 */
package io.doppelwatch.engine.stats;
