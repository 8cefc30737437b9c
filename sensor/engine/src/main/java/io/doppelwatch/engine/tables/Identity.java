// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.observe.Where;
import java.util.ArrayList;
import java.util.List;

/** What one server name was seen as: at most {@link #KEPT} pairs of address and key, the last of each kind. */
public final class Identity {
    static final int KEPT = 16;

    private final List<Shown> shown = new ArrayList<>(2);

    /**
     * One way the name showed itself.
     *
     * @param spkiSha256 of the leaf, lower-case hex; empty where no certificate was seen
     * @param fingerprint SHA-256 of the leaf, lower-case hex; empty likewise
     * @param where the last time
     * @param times how often
     */
    public record Shown(Ip address, String spkiSha256, String fingerprint, Where first, Where where, long times) {}

    /** Every way, the one seen last at the end. */
    public List<Shown> shown() {
        return List.copyOf(shown);
    }

    void add(Ip address, String spki, String fingerprint, Where where) {
        Where first = where;
        long times = 1;
        for (int i = 0; i < shown.size(); i++) {
            Shown s = shown.get(i);
            if (s.address.equals(address) && s.spkiSha256.equals(spki) && s.fingerprint.equals(fingerprint)) {
                first = s.first;
                times = s.times + 1;
                shown.remove(i);
                break;
            }
        }
        if (shown.size() >= KEPT) {
            // The first stays: what was known before anything went wrong.
            shown.remove(1);
        }
        shown.add(new Shown(address, spki, fingerprint, first, where, times));
    }
}
