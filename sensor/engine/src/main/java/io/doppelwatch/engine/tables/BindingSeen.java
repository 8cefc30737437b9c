// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import io.doppelwatch.engine.observe.ArpSeen;
import org.jspecify.annotations.Nullable;

/**
 * What one ARP claim did to the table.
 *
 * @param sure true where "nobody asked" can be said: the capture had run for a while, requests were seen in it, and few
 *     seem lost
 * @param binding as it is now, the claim included
 * @param before who held the address until this claim; null where nobody was known
 * @param earlier the claimant's own earlier claim to this address; null where this is its first
 * @param claimant the MAC in the sender field, this claim included
 * @param former the MAC of {@code before}; null without one
 * @param carrier the MAC in the Ethernet source where that is not the sender field's; null where it is, or is not known
 * @param mirror the unasked reply that is this one's mirror image within {@link Bindings#PAIR_NANOS}: the claimant told
 *     each of two hosts that it is the other; null without one
 * @param group the redundancy group whose hellos name the address; null where none was heard
 */
public record BindingSeen(
        ArpSeen seen,
        Binding.How how,
        boolean sure,
        Binding binding,
        Binding.@Nullable Holder before,
        Binding.@Nullable Holder earlier,
        Host claimant,
        @Nullable Host former,
        @Nullable Host carrier,
        Host.@Nullable Unasked mirror,
        @Nullable Group group) {

    /** True where the claimant is a router that the hellos of the address's redundancy group name, or its virtual MAC. */
    public boolean byRouter() {
        return group != null && (group.isMember(seen.senderMac()) || group.isVirtualMac(seen.senderMac()));
    }

    /** True where the address is shared by a redundancy group that is well known, and the claimant is none of its routers. */
    public boolean byOutsider() {
        return group != null && group.isStanding() && !byRouter();
    }

    /** True where another MAC held the address until now. */
    public boolean changed() {
        return before != null && before.mac() != seen.senderMac();
    }

    public long nanos() {
        return seen.where().timeNanos();
    }

    /** Nanoseconds between the last sign of the former holder and now, in either direction; 0 without one. */
    public long silenceNanos() {
        return before == null ? 0 : Math.abs(nanos() - before.activeNanos());
    }
}
