// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.judge;

import io.doppelwatch.engine.budget.Budget;
import io.doppelwatch.engine.budget.Share;
import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.lookalike.Lookalikes;
import io.doppelwatch.engine.net.Domains;
import io.doppelwatch.engine.observe.DnsSeen;
import io.doppelwatch.engine.observe.Where;
import io.doppelwatch.engine.rules.Rules;
import io.doppelwatch.engine.rules.base.Rule;
import io.doppelwatch.engine.rules.lookalike.LookalikeRules;
import io.doppelwatch.engine.rules.resolution.ResolutionRules;
import io.doppelwatch.engine.stats.Counters;
import io.doppelwatch.engine.tables.Answer;
import io.doppelwatch.engine.tables.Bailiwick;
import io.doppelwatch.engine.tables.ForeignRecords;
import io.doppelwatch.engine.tables.KeyHash;
import io.doppelwatch.engine.tables.LookalikeNames;
import io.doppelwatch.engine.tables.LookalikeSeen;
import io.doppelwatch.engine.tables.Rebindings;
import io.doppelwatch.engine.tables.Rebound;
import io.doppelwatch.engine.tables.ResolutionChange;
import io.doppelwatch.engine.tables.Resolutions;
import io.doppelwatch.engine.tables.Resolvers;
import io.doppelwatch.engine.tables.Transaction;
import io.doppelwatch.engine.trust.TrustIndex;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What names resolve to over time: first answers to the tables that remember them, and their transitions to the rules. */
final class ResolutionJudge {
    /** Octets of the header (RFC 1035, 4.1.1): AA and RD are in the first of the flags, RA in the second. */
    private static final int FLAGS = 2;

    private static final int AUTHORITY = 0x04;
    private static final int WANTED = 0x01;
    private static final int RECURSION = 0x80;
    private static final int ANSWERS = 7;
    private static final int NAMESERVERS = 9;
    private static final int ADDITIONALS = 11;

    private final TrustIndex trust;
    private final Rebindings rebindings;
    private final Resolutions resolutions;
    private final Bailiwick bailiwick;
    private final LookalikeNames lookalikes;
    private final DnssecJudge dnssec;
    private final ResolutionRules rules;
    private final LookalikeRules likenesses;
    private final Consumer<Finding> findings;

    ResolutionJudge(
            TrustIndex trust, Rules rules, Budget budget, KeyHash keys, Counters counters, Consumer<Finding> findings) {
        this.trust = trust;
        this.rules = rules.resolution();
        likenesses = rules.lookalike();
        this.findings = findings;
        rebindings = new Rebindings(budget.entries(Share.REBINDINGS), keys, counters);
        resolutions = new Resolutions(trust, budget.bytes(Share.RESOLUTIONS), keys.seed(), counters);
        lookalikes = new LookalikeNames(
                new Lookalikes(trust.names().keySet()), budget.slots(Share.LOOKALIKES), keys.seed(), counters);
        dnssec = new DnssecJudge(trust, rules.dnssec(), budget, keys, counters, findings);
        bailiwick = new Bailiwick(keys.seed());
    }

    /**
     * Takes the first answer to a question.
     *
     * @param resolvers who is known to answer others
     * @param reader reads the message in words
     */
    void answered(DnsSeen seen, Transaction t, Resolvers resolvers, long nameHash, Function<DnsSeen, Answer> reader) {
        byte[] m = seen.message();
        boolean toClient = (m[FLAGS] & AUTHORITY | m[FLAGS + 1] & RECURSION) == RECURSION && (m[FLAGS] & WANTED) != 0;
        // What a recursive server gives its client is the answer, and EDNS at most besides.
        if (!toClient || m[NAMESERVERS] != 0 || m[NAMESERVERS - 1] != 0 || additionals(m) > 1) {
            Where where = seen.where();
            boolean toResolver =
                    (m[FLAGS] & WANTED) == 0 || resolvers.find(where.path(), where.destinationIp()) != null;
            if (!toClient || toResolver) {
                foreign(seen, t, toResolver, reader);
            }
        }
        Rebound rebound = rebindings.add(seen, t, nameHash, reader);
        if (rebound != null && trust.serviceNamed(rebound.answer().name()) == null) {
            tell(rules.rebound(), rebound);
        }
        if (t.dnssecOk()) {
            dnssec.answered(seen, t, nameHash, reader);
        }
        if (!lookalikes.isEmpty() && (m[ANSWERS] | m[ANSWERS - 1]) != 0) {
            tell(lookalikes.resolved(seen, nameHash, reader));
        }
        if (resolutions.mayKnow(nameHash)) {
            for (ResolutionChange change : resolutions.add(seen, reader.apply(seen), t, nameHash)) {
                tell(rules.changes(), change);
            }
        }
    }

    /**
     * Takes a handshake that a server answered.
     *
     * @param name by SNI, lower case, without a final dot
     * @param where turned so that the source is the client
     */
    void connected(String name, Where where) {
        if (!lookalikes.isEmpty()) {
            tell(lookalikes.connected(name, where));
        }
    }

    private void tell(@Nullable LookalikeSeen seen) {
        if (seen != null) {
            tell(likenesses.names(), seen);
        }
    }

    private static int additionals(byte[] m) {
        return (m[ADDITIONALS - 1] & 0xff) << 8 | m[ADDITIONALS] & 0xff;
    }

    private void foreign(DnsSeen seen, Transaction t, boolean toResolver, Function<DnsSeen, Answer> reader) {
        Bailiwick.Foreign foreign = bailiwick.read(seen);
        if (foreign != null) {
            tell(
                    rules.foreign(),
                    new ForeignRecords(
                            reader.apply(seen),
                            t,
                            foreign.records(),
                            foreign.delegates(),
                            toResolver,
                            trusted(foreign.owners())));
        }
    }

    /** The trusted name that one of these is, or that lies in a zone one of these is. */
    private @Nullable String trusted(List<String> owners) {
        for (String name : trust.names().keySet()) {
            for (String owner : owners) {
                if (owner.indexOf('.') > 0 && Domains.isWithin(name, owner)) {
                    return name;
                }
            }
        }
        return null;
    }

    private <T> void tell(List<Rule<T>> asked, T transition) {
        for (Rule<T> rule : asked) {
            rule.judge(transition, findings);
        }
    }
}
