// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.observe;

/**
 * What the server of TLS 1.3 answers to the hello's extensions in secret, ALPN among it (RFC 8446, 4.3.1), decrypted.
 *
 * @param body the handshake message's body, after its type and length
 */
@SuppressWarnings("ArrayRecordComponent") // one copy of the wire bytes is the fact; identity is not compared
public record EncryptedExtensionsSeen(Where where, byte[] body) implements Observation {}
