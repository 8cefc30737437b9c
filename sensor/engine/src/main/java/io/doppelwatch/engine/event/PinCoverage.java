// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.event;

import java.util.Map;

/**
 * How much was seen of a pinned service: {@code match + mismatch + unseen} is {@code sessions}.
 *
 * @param unseen why the certificate was not seen, and how often; reasons that did not occur are left out
 */
public record PinCoverage(
        String service, long sessions, long match, long mismatch, Map<CertificateView, Long> unseen) {}
