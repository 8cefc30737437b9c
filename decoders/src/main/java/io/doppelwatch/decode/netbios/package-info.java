// SPDX-License-Identifier: Apache-2.0
/**
 * The NetBIOS name service (RFC 1001, 1002). The door is {@link io.doppelwatch.decode.netbios.NbnsMessage}. May use: {@code
 * io.doppelwatch.decode}, {@code io.doppelwatch.decode.dns} for its sections and names, {@code io.netty.buffer}.
 */
package io.doppelwatch.decode.netbios;
