// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.rules.dns;

import io.doppelwatch.engine.event.Finding.Evidence;
import io.doppelwatch.engine.event.Finding.Party;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Mac;
import io.doppelwatch.engine.observe.Where;
import io.doppelwatch.engine.rules.base.Words;
import io.doppelwatch.engine.tables.Answer;
import io.doppelwatch.engine.tables.AnswerOdd;
import io.doppelwatch.engine.tables.Host;
import io.doppelwatch.engine.tables.Oddity;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How findings about DNS say things. */
final class DnsWords {
    private DnsWords() {}

    /** {@code A 10.0.0.1, IP TTL 64, IP id 0x4d, from 02:00:00:00:00:53}. */
    static String answer(Answer a) {
        Where w = a.where();
        return a.text() + ", IP TTL " + w.ttl() + ", IP id 0x" + Integer.toHexString(w.ipId())
                + (w.sourceMac() == Mac.NONE ? "" : ", from " + Mac.text(w.sourceMac()));
    }

    /** The question, as evidence. */
    static Evidence question(AnswerOdd t) {
        return new Evidence(
                t.transaction().query(),
                t.transaction().client() + " asks " + t.transaction().server() + " for "
                        + t.answer().name());
    }

    /** {@code the answer of 10.77.0.53 to 10.77.0.21 for www.example.test}. */
    static String answerOf(AnswerOdd t) {
        return "the answer of " + t.resolver().ip() + " to " + t.transaction().client() + " for "
                + t.answer().name();
    }

    /** Who sent a packet: its MAC, and the address ARP knows it by. */
    static Party sender(Where where, @Nullable Host carrier) {
        return carrier == null ? new Party(where.sourceMac(), Ip.NONE) : Words.party(carrier);
    }

    /** What else is odd about an answer, after a comma; empty where nothing is. */
    static String signs(AnswerOdd t, int told) {
        StringBuilder s = new StringBuilder();
        if (t.otherWay()) {
            s.append(", came by another way than the question took");
        }
        if (t.is(Oddity.IP_TTL & ~told)) {
            s.append(", has an IP TTL of ")
                    .append(t.answer().where().ttl())
                    .append(" where ")
                    .append(t.resolver().ttls())
                    .append(" is usual");
        }
        if (t.is(Oddity.FAST & ~told)) {
            s.append(", was faster than that server can be");
        }
        if (t.is(Oddity.LETTER_CASE & ~told)) {
            s.append(", is not spelled as the question was");
        }
        if (t.only()) {
            s.append(", and the next answer came as always");
        }
        return s.toString();
    }

    /** Oldest first; of one time as they stood. */
    static List<Evidence> inOrder(List<Evidence> evidence) {
        evidence.sort(Comparator.comparingLong(e -> e.where().timeNanos()));
        return evidence;
    }
}
