// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.event;

import io.doppelwatch.engine.observe.CertificateSeen;
import io.doppelwatch.engine.observe.ClientHelloSeen;
import io.doppelwatch.engine.observe.ServerHelloSeen;
import org.jspecify.annotations.Nullable;

/**
 * What was seen of one TLS handshake, once nothing more of it is awaited. At least one part is there.
 *
 * @param where the fact that completed it, turned so that the source is the client where that is known
 */
public record TlsSession(
        io.doppelwatch.engine.observe.Where where,
        @Nullable ClientHelloSeen clientHello,
        @Nullable ServerHelloSeen serverHello,
        @Nullable CertificateSeen serverCertificate,
        @Nullable CertificateSeen clientCertificate) {}
