// SPDX-License-Identifier: Apache-2.0
/**
 * Neighbour Discovery (RFC 4861) and its options. The door is {@link io.doppelwatch.decode.nd.NdMessage}. May use: {@code
 * io.doppelwatch.decode}, {@code io.doppelwatch.decode.dns} (the names of a search list), {@code io.netty.buffer}.
 */
package io.doppelwatch.decode.nd;
