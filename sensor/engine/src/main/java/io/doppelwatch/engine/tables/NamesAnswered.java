// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import io.doppelwatch.engine.observe.Where;
import io.doppelwatch.engine.tables.LocalSpeaker.Answered;
import java.util.ArrayList;
import java.util.List;

/**
 * A host answered for a name because somebody asked everybody.
 *
 * @param latest what it answered just now
 * @param answers how many hosts have answered the question so far, this one among them
 * @param answered every name it gave the same address to within ten minutes, the latest among them, none of which it
 *     announced, probed for or registered as its own
 */
public record NamesAnswered(LocalSpeaker speaker, Answered latest, int answers, List<Answered> answered, Where where) {

    /** One of each group of names that could be one host's: the same first label, or one that begins with another. */
    public List<Answered> unrelated() {
        List<Answered> all = new ArrayList<>();
        for (Answered a : answered) {
            boolean related = false;
            for (Answered b : all) {
                related |= a.base().startsWith(b.base()) || b.base().startsWith(a.base());
            }
            if (!related) {
                all.add(a);
            }
        }
        return all;
    }
}
