// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.rules.arp;

import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Mac;
import io.doppelwatch.engine.observe.RedundancySeen.Protocol;
import io.doppelwatch.engine.tables.Binding.Holder;
import io.doppelwatch.engine.tables.BindingSeen;
import io.doppelwatch.engine.tables.Group;
import io.doppelwatch.engine.tables.Host;
import io.doppelwatch.engine.trust.VirtualMac;
import org.jspecify.annotations.Nullable;

/** What several rules read out of a claim. */
final class ArpSigns {
    private static final long SECOND = 1_000_000_000L;
    private static final long MINUTE = 60 * SECOND;
    private static final long GRUDGE = 10 * MINUTE;

    private ArpSigns() {}

    /** Cards of one machine are numbered one after the other. */
    static boolean areSisters(long one, long other) {
        return one >>> 24 == other >>> 24 && Math.abs(one - other) < 16;
    }

    /** Moves that explain themselves where nobody replied unasked. */
    static boolean isOrdinary(BindingSeen t) {
        long before = t.before() == null ? Mac.NONE : t.before().mac();
        long now = t.seen().senderMac();
        return t.claimant().probed(t.binding().ip(), t.nanos() - MINUTE)
                || t.binding().leaseMac() == now
                || areSisters(before, now)
                || t.former() != null && t.former().sharesLink(t.claimant())
                || isShared(t, before)
                || isShared(t, now);
    }

    /** The MAC of a redundancy group: by its hellos where these were heard, else by its looks. */
    static boolean isShared(BindingSeen t, long mac) {
        Group group = t.group();
        return group == null ? VirtualMac.isVirtual(mac) : group.isMember(mac) || group.isVirtualMac(mac);
    }

    /**
     * True where a router of the address's redundancy group said a moment ago that it holds it. After three hellos of
     * VRRP, or of HSRP and GLBP, it may be taken for gone, and one of the others speak for the first time (RFC 9568, 6.1;
     * RFC 2281, 5.1).
     */
    static boolean isHeld(BindingSeen t) {
        Group group = t.group();
        if (group == null || group.active() == null) {
            return false;
        }
        boolean everySecond = group.protocol() == Protocol.VRRP || group.protocol() == Protocol.CARP;
        return Math.abs(t.nanos() - group.active().last().timeNanos()) < (everySecond ? 3 : 10) * SECOND;
    }

    /** True where a MAC claimed the address that is no other card of the claimant's machine. */
    static boolean isContested(BindingSeen t) {
        for (long other : t.binding().macs()) {
            if (other != t.seen().senderMac() && !areSisters(other, t.seen().senderMac())) {
                return true;
            }
        }
        return false;
    }

    /** Who replied unasked for this address; null where neither did, or both. */
    static @Nullable Host suspect(BindingSeen t) {
        Ip ip = t.binding().ip();
        long since = t.nanos() - GRUDGE;
        int replies = t.claimant().unaskedSince(ip, since);
        boolean claimant = t.mirror() != null || replies >= enough(t.sure() ? 1 : 3, t.earlier());
        // One reply of a former holder may be the answer to a request that was lost.
        boolean former =
                t.former() != null && t.former().unaskedSince(ip, since) >= enough(t.sure() ? 2 : 3, t.before());
        if (claimant == former) {
            return null;
        }
        return claimant ? t.claimant() : t.former();
    }

    /** Who was asked about the address and answered needs more unasked replies than answers to be suspected; 4 are kept. */
    private static int enough(int least, @Nullable Holder earlier) {
        return earlier == null || earlier.answers() == 0
                ? least
                : (int) Math.min(4, Math.max(3, earlier.answers() + 1));
    }
}
