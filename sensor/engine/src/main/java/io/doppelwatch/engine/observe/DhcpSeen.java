// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.observe;

/**
 * A BOOTP or DHCP packet (RFC 2131), UDP port 67 or 68.
 *
 * @param messageType DHCP message type, 1 discover to 18; 0 where it is BOOTP, or its options are broken
 * @param message the packet from its op on; read it with {@code io.doppelwatch.decode.dhcp}. Never changed by anybody.
 */
@SuppressWarnings("ArrayRecordComponent") // one copy of the wire bytes is the fact; identity is not compared
public record DhcpSeen(Where where, int messageType, byte[] message) implements Observation {}
