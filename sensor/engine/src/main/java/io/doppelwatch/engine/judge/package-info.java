// SPDX-License-Identifier: Apache-2.0
/**
 * The right-hand side in one: {@link io.doppelwatch.engine.judge.Judge} takes facts in the order of packet time, keeps the
 * tables, asks the rules, holds back repeats, and tells findings and incidents. One thread, event time, no I/O. May use:
 * tables, rules, incidents, trust, event, observe.
 */
package io.doppelwatch.engine.judge;
