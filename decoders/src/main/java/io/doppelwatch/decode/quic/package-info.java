// SPDX-License-Identifier: Apache-2.0
/**
 * QUIC Initial packets (RFC 9000, RFC 9001, RFC 9369, the drafts from 22 on, and Google's T05x): what a passive observer
 * can open, since their keys follow from a connection ID that is sent in the clear; and Handshake packets, where secrets are
 * given.
 *
 * <p>Inside: {@link io.doppelwatch.decode.quic.LongHeader} reads the header, {@link
 * io.doppelwatch.decode.quic.InitialKeys} derives, {@link io.doppelwatch.decode.quic.PacketOpener} removes header and
 * packet protection, {@link io.doppelwatch.decode.quic.CryptoFrames} finds the handshake's bytes. The messages in them
 * are TLS's business. May use: {@code io.netty.buffer}, {@code decode.tls.crypto}, JCA.
 */
package io.doppelwatch.decode.quic;
