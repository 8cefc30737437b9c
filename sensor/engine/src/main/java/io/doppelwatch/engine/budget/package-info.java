// SPDX-License-Identifier: Apache-2.0
/**
 * How much memory may hold what the sensor remembers: {@link io.doppelwatch.engine.budget.Budget} shares one total out
 * over everything that an attacker can fill, a {@link io.doppelwatch.engine.budget.Share} each. Uses nothing of ours.
 */
package io.doppelwatch.engine.budget;
