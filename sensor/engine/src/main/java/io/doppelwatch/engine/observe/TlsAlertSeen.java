// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.observe;

/**
 * A TLS alert in the clear (RFC 8446, 6).
 *
 * @param level 1 warning, 2 fatal
 * @param description the alert's number, 0 to 255
 */
public record TlsAlertSeen(Where where, int level, int description) implements Observation {}
