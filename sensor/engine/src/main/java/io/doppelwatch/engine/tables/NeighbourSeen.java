// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Mac;
import io.doppelwatch.engine.observe.NdSeen;
import org.jspecify.annotations.Nullable;

/**
 * What one Neighbour Discovery message that binds an address to a MAC did to the table.
 *
 * @param mac that the address is said to be at: of the link-layer address option, or of the Ethernet source without one
 * @param how a solicited advertisement is a reply, the source of a solicitation a request, an advertisement to everybody
 *     an announcement; an unasked reply is an advertisement to one host that no solicitation was seen for
 * @param saidUnasked true for an unasked reply that says so itself: to one host, and not solicited (RFC 4861, 7.2.4 and
 *     7.2.6 know no such message)
 * @param sure true where "nobody asked" can be said although the message says that it was asked for
 * @param binding as it is now, the claim included
 * @param before who held the address until now; null where nobody was known
 * @param earlier the claimant's own earlier claim to this address; null where this is its first
 * @param claimant {@code mac}, this claim included
 * @param former the MAC of {@code before}; null without one
 * @param mirror the unasked reply that is this one's mirror image: the claimant told each of two hosts that it is the
 *     other; null without one
 */
public record NeighbourSeen(
        NdSeen seen,
        long mac,
        Binding.How how,
        boolean saidUnasked,
        boolean sure,
        Binding binding,
        Binding.@Nullable Holder before,
        Binding.@Nullable Holder earlier,
        Host claimant,
        @Nullable Host former,
        Host.@Nullable Unasked mirror) {

    /** True where another MAC held the address until now. */
    public boolean changed() {
        return before != null && before.mac() != mac;
    }

    /** True where the claimant held the address before the one it takes it from now: the owner who comes back. */
    public boolean returned() {
        return before != null
                && earlier != null
                && changed()
                && earlier.first().ordinal() < before.first().ordinal();
    }

    /** True where it told one host, and that host had not asked. */
    public boolean unasked() {
        return how == Binding.How.UNASKED_REPLY && (saidUnasked || sure);
    }

    public long nanos() {
        return seen.where().timeNanos();
    }

    /** Nanoseconds between the last sign of the former holder and now; 0 without one. */
    public long silenceNanos() {
        return before == null ? 0 : Math.abs(nanos() - before.activeNanos());
    }

    /** The host that was told; {@link Ip#NONE} where it was everybody. */
    public Ip told() {
        return how == Binding.How.UNASKED_REPLY || how == Binding.How.REPLY
                ? seen.where().destinationIp()
                : Ip.NONE;
    }

    /** The MAC the frame came from, where it is another than the one it speaks for; {@link Mac#NONE} where it is not. */
    public long carrier() {
        long source = seen.where().sourceMac();
        return source == mac ? Mac.NONE : source;
    }
}
