// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.observe;

/**
 * A DHCPv6 message (RFC 8415), UDP port 546 or 547, relayed or not.
 *
 * @param message the message from its type on; read it with {@code io.doppelwatch.decode.dhcp}. Never changed by anybody.
 */
@SuppressWarnings("ArrayRecordComponent") // one copy of the wire bytes is the fact; identity is not compared
public record Dhcpv6Seen(Where where, byte[] message) implements Observation {}
