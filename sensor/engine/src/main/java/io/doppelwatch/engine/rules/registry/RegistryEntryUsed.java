// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.rules.registry;

import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.event.Finding.Evidence;
import io.doppelwatch.engine.event.Finding.Party;
import io.doppelwatch.engine.event.Incident;
import io.doppelwatch.engine.event.RuleInfo;
import io.doppelwatch.engine.event.Severity;
import io.doppelwatch.engine.rules.base.Rule;
import io.doppelwatch.engine.rules.base.Words;
import java.util.List;
import java.util.function.Consumer;

/** A client goes to an endpoint that a doubtful entry names. */
public final class RegistryEntryUsed implements Rule<EntryUsed> {
    public static final RuleInfo INFO = new RuleInfo(
            "registry-entry-used",
            1_701_016,
            "A client used a server whose registration there is a finding about",
            Told.CATEGORY,
            Severity.MEDIUM,
            0.7,
            Incident.Phase.CONNECTION,
            List.of("T1557"),
            Told.SAFE,
            "There is a finding of medium or high about an entry of the files named under registries, and the wire shows a client that"
                    + " asks for its host (DNS) or greets it (TLS, by server name or by address). It is medium whatever the"
                    + " finding was: that an entry is used adds nothing to why it is in doubt.",
            "The entry's line, the finding about it, the packet.",
            List.of("whatever explains the finding about the entry"),
            List.of("See what the client sent there; rotate it where the entry was wrong."),
            List.of("SAFE-T1004"));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(EntryUsed t, Consumer<Finding> findings) {
        findings.accept(new Finding(
                INFO,
                Severity.MEDIUM,
                0.7,
                t.doubt().subject(),
                t.how() + ", which " + t.entry().at() + " registers as "
                        + t.entry().name() + ": " + t.doubt().rule().id(),
                t.doubt().expected(),
                t.entry().shown(),
                Party.UNKNOWN,
                Words.victims(t.where().sourceIp()),
                List.of(Told.shows(t.entry()), new Evidence(t.where(), t.how())),
                "",
                t.where()));
    }
}
