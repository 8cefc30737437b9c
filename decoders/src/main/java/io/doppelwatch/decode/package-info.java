// SPDX-License-Identifier: Apache-2.0
/**
 * Protocol decoders: one package a protocol, flyweights over Netty {@link io.netty.buffer.ByteBuf}.
 *
 * <p>Inside: {@link io.doppelwatch.decode.Cursor}, the bounded cursor every decoder reads with, and {@link
 * io.doppelwatch.decode.Fault}, the reasons for which bytes are given up. A decoder does no I/O, reads no clock, starts
 * no thread and keeps nothing but the bytes it was given. It never throws on input: malformed is a value.
 *
 * <p>May use: {@code io.netty.buffer}; BouncyCastle and JCA only in {@code tls}, {@code quic} and {@code x509}.
 */
package io.doppelwatch.decode;
