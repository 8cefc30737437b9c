// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.judge;

import io.doppelwatch.engine.budget.Budget;
import io.doppelwatch.engine.budget.Share;
import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Mac;
import io.doppelwatch.engine.observe.ArpSeen;
import io.doppelwatch.engine.observe.CarrierMoved;
import io.doppelwatch.engine.observe.DnsSeen;
import io.doppelwatch.engine.observe.Observation;
import io.doppelwatch.engine.observe.Where;
import io.doppelwatch.engine.rules.arp.ArpRules;
import io.doppelwatch.engine.rules.arp.ArpSweep;
import io.doppelwatch.engine.rules.base.Rule;
import io.doppelwatch.engine.tables.BindingSeen;
import io.doppelwatch.engine.tables.Bindings;
import io.doppelwatch.engine.tables.CarrierTaken;
import io.doppelwatch.engine.tables.Host;
import io.doppelwatch.engine.tables.Hosts;
import io.doppelwatch.engine.tables.Relayed;
import io.doppelwatch.engine.tables.Relays;
import io.doppelwatch.engine.tables.StillHeld;
import io.doppelwatch.engine.tables.Sweep;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** ARP packets, and what IP traffic says about them, to transitions, and transitions to the rules that want them. */
final class ArpJudge {
    private static final long MINUTE = 60_000_000_000L;

    private final Bindings bindings;
    private final Hosts hosts;
    private final Relays relays;
    private final ArpRules rules;
    private final Consumer<Finding> findings;

    ArpJudge(ArpRules rules, Bindings bindings, Hosts hosts, Budget budget, Consumer<Finding> findings) {
        relays = new Relays(budget.slots(Share.RELAYS));
        this.rules = rules;
        this.bindings = bindings;
        this.hosts = hosts;
        this.findings = findings;
    }

    void add(ArpSeen seen) {
        BindingSeen claim = bindings.add(seen);
        if (claim != null) {
            tell(rules.bindings(), claim);
        }
        if (seen.operation() == 1) {
            Host asker = claim == null ? hosts.find(seen.where().path(), seen.senderMac()) : claim.claimant();
            if (asker != null && asker.askedFor() == ArpSweep.MANY) {
                tell(rules.sweeps(), new Sweep(seen, asker));
            }
        }
    }

    /** A fact that came in an IP packet. */
    void traffic(Observation o) {
        Where where = o.where();
        StillHeld held = bindings.traffic(where);
        if (held != null) {
            tell(rules.stillHeld(), held);
        }
        if (o instanceof DnsSeen) {
            Where first = relays.add(where);
            if (first != null) {
                relayed(first, where, first.sourceMac());
            }
        }
    }

    void moved(CarrierMoved m) {
        Where w = m.where();
        if (m.copy() && m.formerDestination() == w.sourceMac()) {
            relayed(null, w, m.formerSource());
        } else if (m.formerDestination() != w.destinationMac()) {
            taken(w, w.sourceIp(), w.sourceMac(), w.destinationIp(), m.formerDestination(), w.destinationMac());
        } else {
            taken(w, w.destinationIp(), w.destinationMac(), w.sourceIp(), m.formerSource(), w.sourceMac());
        }
    }

    private void taken(Where where, Ip victim, long victimMac, Ip peer, long formerMac, long mac) {
        Host claimant = hosts.find(where.path(), mac);
        if (claimant == null) {
            return;
        }
        Host.Unasked told = claimant.unaskedTo(victim, where.timeNanos() - MINUTE);
        if (told == null || told.toldMac() != victimMac && told.toldMac() != Mac.NONE) {
            return;
        }
        tell(
                rules.taken(),
                new CarrierTaken(
                        where,
                        told,
                        victim,
                        peer,
                        formerMac,
                        hosts.find(where.path(), formerMac),
                        claimant,
                        bindings.find(where.path(), told.claimed()),
                        bindings.isSure(where)));
    }

    private void relayed(@Nullable Where first, Where second, long from) {
        Host relay = hosts.find(second.path(), second.sourceMac());
        if (relay != null) {
            long since = second.timeNanos() - 10 * MINUTE;
            Host.Unasked told = relay.unaskedTo(second.sourceIp(), since);
            if (told == null) {
                told = relay.unaskedTo(second.destinationIp(), since);
            }
            tell(rules.relayed(), new Relayed(first, second, from, relay, told));
        }
    }

    private <T> void tell(List<Rule<T>> asked, T transition) {
        for (int i = 0; i < asked.size(); i++) { // by index: this is asked for every ARP packet
            asked.get(i).judge(transition, findings);
        }
    }
}
