// SPDX-License-Identifier: Apache-2.0
/**
 * From packets to datagrams and streams: IP fragments, TCP segments and the frames of a QUIC handshake
 * put in order, within stated bounds.
 *
 * <p>One {@link io.doppelwatch.engine.reassemble.StreamReader} reads one direction of one TCP stream; what is of
 * interest is decided by {@link io.doppelwatch.engine.reassemble.StreamReaders}. May use: dissect, net, stats.
 */
package io.doppelwatch.engine.reassemble;
