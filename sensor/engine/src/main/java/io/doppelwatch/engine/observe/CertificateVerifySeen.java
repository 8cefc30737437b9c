// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.observe;

/**
 * A server's CertificateVerify of TLS 1.3, decrypted: its key's signature over the handshake so far (RFC 8446, 4.4.3).
 *
 * @param certificate the leaf or raw public key shown before it
 * @param scheme number of the signature's scheme (RFC 8446, 4.2.3)
 * @param content what should be signed, the transcript's hash in it
 * @param signature as sent
 */
@SuppressWarnings("ArrayRecordComponent") // bytes of the wire, handed on; identity is not compared
public record CertificateVerifySeen(
        Where where, CertificateSeen certificate, int scheme, byte[] content, byte[] signature)
        implements Observation {}
