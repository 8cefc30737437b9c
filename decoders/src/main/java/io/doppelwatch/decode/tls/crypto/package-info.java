// SPDX-License-Identifier: Apache-2.0
/**
 * Cryptography that TLS and QUIC share, for traffic whose secrets are given or public: key derivation ({@link
 * io.doppelwatch.decode.tls.crypto.Hkdf}, {@link io.doppelwatch.decode.tls.crypto.Prf}), authenticated ciphers ({@link
 * io.doppelwatch.decode.tls.crypto.Aead}) and signatures ({@link io.doppelwatch.decode.tls.crypto.Signatures}). Nothing here
 * seals or signs. Bytes that do not open or verify are an answer, never an exception.
 *
 * <p>May use: the JCA, and BouncyCastle for AES-CCM, which the JCA does not have.
 */
package io.doppelwatch.decode.tls.crypto;
