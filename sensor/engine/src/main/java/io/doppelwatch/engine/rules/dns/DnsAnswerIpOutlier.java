// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.rules.dns;

import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.event.Incident;
import io.doppelwatch.engine.event.RuleInfo;
import io.doppelwatch.engine.event.Severity;
import io.doppelwatch.engine.rules.base.Rule;
import io.doppelwatch.engine.tables.AnswerOdd;
import io.doppelwatch.engine.tables.Oddity;
import java.util.List;
import java.util.function.Consumer;

/** An answer's IP TTL or IP id is none that its server's answers have. */
public final class DnsAnswerIpOutlier implements Rule<AnswerOdd> {
    public static final RuleInfo INFO = new RuleInfo(
            "dns-answer-ip-outlier",
            1_700_404,
            "An answer's IP TTL or IP id is none that its server's answers have",
            "Adversary-in-the-Middle",
            Severity.MEDIUM,
            0.2,
            Incident.Phase.DISCOVERY,
            List.of("T1557"),
            List.of("SAFE-T1004"),
            "The first answer to a question has an IP TTL outside what that server's answers had, once sixteen have stood uncontradicted and"
                    + " seven in eight agree within one; or an IP id off the server's pattern, once 64 of its answers had id 0, or ids"
                    + " counted up. A forger sends from elsewhere and by another system. Low by itself: told once a server, and learned."
                    + " Medium where a second sign supports it: it came by another way than the question took and that server's"
                    + " answers come; the question's letter case was not kept; or it was also faster than the server can be and the"
                    + " next answer came as always, so that no new route explains both.",
            "That server's last answer, the question, the answer with IP TTL, IP id and MAC, what the server's answers had.",
            List.of(
                    "a new route or another anycast site: the TTL changes and stays",
                    "a pool behind one address, each member with its own TTL (then no TTL is usual and nothing is said)",
                    "a server that was restarted, updated or replaced"),
            List.of(
                    "Ask the server again from another host and see which answer it gives.",
                    "Flush the client's cache; look where it connected to next."),
            List.of(
                    "Duan and others, Hold-On: Protecting Against On-Path DNS Poisoning, SATIN 2012",
                    "RFC 791, 3.1",
                    "RFC 6864"));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(AnswerOdd t, Consumer<Finding> findings) {
        if (!t.is(Oddity.IP_TTL) && !t.is(Oddity.IP_ID)) {
            return;
        }
        findings.accept(OddAnswer.finding(
                INFO,
                t,
                t.supported(t.is(Oddity.IP_TTL) ? Oddity.IP_TTL : Oddity.IP_ID),
                Oddity.IP_TTL | Oddity.IP_ID,
                detail(t),
                expected(t),
                "IP TTL " + t.answer().where().ttl() + ", IP id "
                        + t.answer().where().ipId()));
    }

    private static String detail(AnswerOdd t) {
        String ttl = "has IP TTL " + t.answer().where().ttl() + " where "
                + t.resolver().ttls() + " is usual";
        String id = "has IP id " + t.answer().where().ipId() + " where they are "
                + t.resolver().idPattern();
        return t.is(Oddity.IP_TTL) ? t.is(Oddity.IP_ID) ? ttl + " and " + id : ttl : id;
    }

    private static String expected(AnswerOdd t) {
        String pattern = t.resolver().idPattern();
        return "IP TTL " + t.resolver().ttls() + (pattern.isEmpty() ? "" : ", IP id " + pattern);
    }
}
