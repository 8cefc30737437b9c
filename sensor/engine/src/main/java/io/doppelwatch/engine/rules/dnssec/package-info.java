// SPDX-License-Identifier: Apache-2.0
/**
 * Signatures of DNS answers: {@link io.doppelwatch.engine.rules.dnssec.DnssecRules} lists the rules. May use: base, tables, trust,
 * event, observe, net, stats, and what engine.dnssec says.
 */
package io.doppelwatch.engine.rules.dnssec;
