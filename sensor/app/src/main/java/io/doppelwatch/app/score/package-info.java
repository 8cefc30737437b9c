// SPDX-License-Identifier: Apache-2.0
/**
 * Findings held against the known truth of an exercise: what was detected, how soon, and what was said that nobody did.
 * Reads both files ({@link io.doppelwatch.app.score.Exercise}, {@link io.doppelwatch.app.score.EveFindings}) and compares
 * them ({@link io.doppelwatch.app.score.Score}); how it is shown is the outputs' work. May use: Jackson's streaming core and
 * the engine's severities.
 */
package io.doppelwatch.app.score;
