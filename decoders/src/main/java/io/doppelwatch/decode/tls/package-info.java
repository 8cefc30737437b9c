// SPDX-License-Identifier: Apache-2.0
/**
 * TLS as it stands on the wire: SSL 2.0 compatible hellos, SSL 3.0, TLS 1.0 to 1.3, and the hellos of DTLS and QUIC.
 *
 * <p>Inside: flyweights for the record ({@link io.doppelwatch.decode.tls.TlsRecord},
 * {@link io.doppelwatch.decode.tls.DtlsRecord}), the messages sent in the clear
 * ({@link io.doppelwatch.decode.tls.ClientHello}, {@link io.doppelwatch.decode.tls.ServerHello}, {@link
 * io.doppelwatch.decode.tls.CertificateList}) and what is computed from them: {@link io.doppelwatch.decode.tls.Ja3},
 * {@link io.doppelwatch.decode.tls.Ja4}, {@link io.doppelwatch.decode.tls.ServerShape}. Putting records and messages
 * together over packets is not done here.
 *
 * <p>Where secrets are given, {@link io.doppelwatch.decode.tls.Tls13Opener} and {@link io.doppelwatch.decode.tls.RecordKeys}
 * open records, by what {@link io.doppelwatch.decode.tls.CipherSuite} says of the suite agreed on.
 *
 * <p>May use: {@code io.netty.buffer}, {@code decode}, {@code decode.tls.crypto}, and the JCA.
 */
package io.doppelwatch.decode.tls;
