// SPDX-License-Identifier: Apache-2.0
/**
 * Who is who, as the user says it: the typed form of the trust file, and {@link io.doppelwatch.engine.trust.TrustIndex}, which
 * finds what it says of one address or name. May use: net, event (for severities).
 */
package io.doppelwatch.engine.trust;
