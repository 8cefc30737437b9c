// SPDX-License-Identifier: Apache-2.0
/**
 * Secrets of TLS and QUIC connections that the user gives, as key logs (RFC 9850, the SSLKEYLOGFILE format) and pcapng
 * decryption-secrets blocks that hold them. Only what opens handshakes is kept; secrets of application data are passed over.
 *
 * <p>{@link io.doppelwatch.engine.keylog.KeyLog} is asked by client random, by any worker; {@link
 * io.doppelwatch.engine.keylog.KeyLogReader} reads the text; {@code capture.KeyLogFile} is where it comes from.
 * May use: engine.random.
 */
package io.doppelwatch.engine.keylog;
