// SPDX-License-Identifier: Apache-2.0
/**
 * Who shares an address or a link: hellos of first-hop redundancy (VRRP and CARP: {@link
 * io.doppelwatch.decode.redundancy.VrrpMessage}, HSRP: {@link io.doppelwatch.decode.redundancy.HsrpMessage}, GLBP: {@link
 * io.doppelwatch.decode.redundancy.GlbpMessage}) and of link aggregation ({@link
 * io.doppelwatch.decode.redundancy.LacpMessage}). May use: {@code io.doppelwatch.decode}, {@code io.netty.buffer}.
 */
package io.doppelwatch.decode.redundancy;
