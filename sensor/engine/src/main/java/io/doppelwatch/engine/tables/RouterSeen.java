// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.observe.NdSeen;
import io.doppelwatch.engine.observe.Where;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one router advertisement did to the table.
 *
 * @param router who sent it, this advertisement included
 * @param fresh true where this address and MAC advertise for the first time
 * @param before what the same router had said last; null where it is fresh
 * @param namesake another MAC that advertised under the same address before, and is the router as far as is known; null
 *     where there is none
 * @param others routers of other machines on the link whose word still holds, as they first spoke
 * @param newResolvers resolvers that no router on the link gave until now, and somebody gave others
 * @param host what else the sender's MAC said; null where nothing
 * @param zeroed who had said in this router's name that it is none, now that the router itself speaks on; null where
 *     nobody had
 */
public record RouterSeen(
        NdSeen seen,
        RouterAdvert advert,
        RouterLink link,
        Router router,
        boolean fresh,
        @Nullable RouterAdvert before,
        @Nullable Router namesake,
        List<Router> others,
        List<Ip> newResolvers,
        @Nullable Host host,
        RouterLink.@Nullable Zeroed zeroed) {

    public Where where() {
        return seen.where();
    }

    public long nanos() {
        return seen.where().timeNanos();
    }

    /** True where the sender's MAC behaved as a host on this link. */
    public boolean wasHost() {
        return link.isHost(router.mac());
    }
}
