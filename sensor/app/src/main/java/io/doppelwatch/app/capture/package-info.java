// SPDX-License-Identifier: Apache-2.0
/**
 * What needs libpcap: {@link io.doppelwatch.app.capture.BpfFilter} for replayed frames, {@link
 * io.doppelwatch.app.capture.Interfaces} for the list, {@link io.doppelwatch.app.capture.Pcap4jSource} to capture live
 * anywhere pcap4j works.
 *
 * <p>libpcap is loaded when one of them is first used, so that a replay without a filter starts without it. Uses {@code
 * engine.capture}, JNA and pcap4j.
 */
package io.doppelwatch.app.capture;
