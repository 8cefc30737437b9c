// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.observe;

import io.doppelwatch.engine.capture.Source;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Path;

/**
 * Where a fact was seen.
 *
 * @param source the capture and interface
 * @param packet number of the packet in its file, from 1
 * @param ordinal number of the packet in the whole run, from 0, in the order of time
 * @param timeNanos nanoseconds since 1970-01-01T00:00:00Z
 * @param path tags and tunnels
 * @param sourceMac innermost link-layer source, {@link io.doppelwatch.engine.net.Mac#NONE} without one
 * @param sourceIp innermost network source, {@link Ip#NONE} without one
 * @param sourcePort 0 to 65535, 0 without ports
 * @param protocol IANA number, 0 without an IP layer
 * @param ttl IPv4 time to live or IPv6 hop limit
 * @param ipId IPv4 identification
 */
public record Where(
        Source source,
        long packet,
        long ordinal,
        long timeNanos,
        Path path,
        long sourceMac,
        long destinationMac,
        Ip sourceIp,
        Ip destinationIp,
        int sourcePort,
        int destinationPort,
        int protocol,
        int ttl,
        int ipId) {}
