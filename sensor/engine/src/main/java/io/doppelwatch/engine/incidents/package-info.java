// SPDX-License-Identifier: Apache-2.0
/**
 * Findings that belong together: {@link io.doppelwatch.engine.incidents.Incidents} joins them in event time by subject,
 * attacker and victim. Bounded and streaming. May use: event, net, observe, stats.
 */
package io.doppelwatch.engine.incidents;
