// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import io.doppelwatch.engine.event.WindowUse;
import io.doppelwatch.engine.observe.Where;
import io.doppelwatch.engine.stats.Counter;
import io.doppelwatch.engine.stats.Counters;
import io.doppelwatch.engine.trust.Trust;
import io.doppelwatch.engine.trust.TrustIndex;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The announced changes that were seen, so that what a window keeps from being a finding is still told. A window is
 * remembered once for each kind of change it allows, so the trust file bounds them.
 */
public final class Windows {
    private final Map<Key, Use> uses = new LinkedHashMap<>();
    private final Counters counters;

    private record Key(String service, String what, long fromNanos) {}

    private static final class Use {
        final Trust.Change window;
        final String change;
        final Where first;
        long times;

        Use(Trust.Change window, String change, Where first) {
            this.window = window;
            this.change = change;
            this.first = first;
        }
    }

    public Windows(Counters counters) {
        this.counters = counters;
    }

    /**
     * True where the service announced such a change for this time; then it is noted.
     *
     * @param what {@code certificate}, {@code address} or {@code mac}
     * @param change what was seen, in a few words
     */
    public boolean allow(Trust.Service service, String what, String change, Where where) {
        Trust.Change window = TrustIndex.allowing(service, what, where.timeNanos());
        if (window == null) {
            return false;
        }
        counters.increment(Counter.CHANGES_ALLOWED);
        uses.computeIfAbsent(new Key(service.name(), what, window.fromNanos()), k -> new Use(window, change, where))
                .times++;
        return true;
    }

    /** Those that were used, the first first. */
    public List<WindowUse> used() {
        List<WindowUse> all = new ArrayList<>(uses.size());
        uses.forEach((k, u) -> all.add(new WindowUse(
                k.service,
                k.what,
                u.change,
                u.window.note(),
                u.window.fromNanos(),
                u.window.untilNanos(),
                u.first,
                u.times)));
        return all;
    }
}
