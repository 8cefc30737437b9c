// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.observe;

import io.doppelwatch.engine.net.Ip;
import java.util.List;

/**
 * A hello of a router that shares an address with others.
 *
 * @param version of the protocol: VRRP 2 or 3, CARP 2, HSRP 1 or 2, GLBP 1
 * @param group virtual router, host or group number
 * @param priority more is stronger
 * @param active true where the sender holds the group's address, or takes it just now
 * @param addresses the shared addresses it names, at most {@value #MAX_ADDRESSES}; CARP names none
 */
public record RedundancySeen(
        Where where, Protocol protocol, int version, int group, long priority, boolean active, List<Ip> addresses)
        implements Observation {
    /** As many as keepalived takes in its advertisement by default. */
    public static final int MAX_ADDRESSES = 20;

    /** First-hop redundancy protocols. */
    public enum Protocol {
        /** RFC 9568. */
        VRRP,
        /** OpenBSD's. */
        CARP,
        /** RFC 2281. */
        HSRP,
        /** Cisco's, with several active forwarders. */
        GLBP
    }
}
