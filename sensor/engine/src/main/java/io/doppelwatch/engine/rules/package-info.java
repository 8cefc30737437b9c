// SPDX-License-Identifier: Apache-2.0
/**
 * One small class a rule: it takes a transition of a table and says what it finds. {@link
 * io.doppelwatch.engine.rules.Rules} lists them all, a package a family. A rule keeps no state; what it needs to remember belongs into a
 * table. May use: tables, trust, event, observe, net, stats, and names and values of the decoders.
 */
package io.doppelwatch.engine.rules;
