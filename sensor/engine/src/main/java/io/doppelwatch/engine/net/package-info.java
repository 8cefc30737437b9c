// SPDX-License-Identifier: Apache-2.0
/**
 * Addresses and the path a packet took to the sensor: {@link io.doppelwatch.engine.net.Ip}, {@link
 * io.doppelwatch.engine.net.Mac}, {@link io.doppelwatch.engine.net.Path}. Values only; uses nothing of ours.
 */
package io.doppelwatch.engine.net;
