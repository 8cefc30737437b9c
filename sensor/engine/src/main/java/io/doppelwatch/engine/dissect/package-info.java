// SPDX-License-Identifier: Apache-2.0
/**
 * From a frame to the packet in it: link layers, tags, tunnels, IP, ports, in place.
 *
 * <p>The door is {@link io.doppelwatch.engine.dissect.Dissector}, which fills one reused {@link
 * io.doppelwatch.engine.dissect.Packet}. Fragments go through {@link io.doppelwatch.engine.dissect.Defragmenter}, which
 * the reassemble room implements. May use: capture, net, stats, and {@code decode.link}, {@code decode.ip}.
 */
package io.doppelwatch.engine.dissect;
