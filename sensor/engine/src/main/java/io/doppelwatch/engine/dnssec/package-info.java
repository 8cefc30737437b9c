// SPDX-License-Identifier: Apache-2.0
/**
 * Whether signatures on the wire hold (RFC 4034, 4035, 6840). The door is {@link io.doppelwatch.engine.dnssec.Signatures}, which
 * says in {@link io.doppelwatch.engine.dnssec.Verdict}s what does not. dnsjava does the cryptography and the canonical forms;
 * nobody outside of this room touches it. May use: observe, trust, stats, org.xbill.DNS, java.security.
 */
package io.doppelwatch.engine.dnssec;
