// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.keylog;

import org.jspecify.annotations.Nullable;

/**
 * What opens the handshake of one connection; at least one is there.
 *
 * @param client CLIENT_HANDSHAKE_TRAFFIC_SECRET, 32 or 48 bytes
 * @param server SERVER_HANDSHAKE_TRAFFIC_SECRET, 32 or 48 bytes
 * @param master the 48 bytes that a CLIENT_RANDOM line gives, of TLS 1.2 and older
 */
@SuppressWarnings("ArrayRecordComponent") // secrets, handed on and never compared
public record HandshakeSecrets(byte @Nullable [] client, byte @Nullable [] server, byte @Nullable [] master) {}
