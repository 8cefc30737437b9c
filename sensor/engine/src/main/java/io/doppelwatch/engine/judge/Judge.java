// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.judge;

import io.doppelwatch.engine.event.Event;
import io.doppelwatch.engine.event.EventSink;
import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.event.Incident;
import io.doppelwatch.engine.incidents.Incidents;
import io.doppelwatch.engine.observe.ArpSeen;
import io.doppelwatch.engine.observe.Observation;
import io.doppelwatch.engine.rules.Rule;
import io.doppelwatch.engine.rules.Rules;
import io.doppelwatch.engine.stats.Counter;
import io.doppelwatch.engine.stats.Counters;
import io.doppelwatch.engine.tables.BindingSeen;
import io.doppelwatch.engine.tables.Bindings;
import io.doppelwatch.engine.tables.Hosts;
import io.doppelwatch.engine.tables.KeyHash;
import io.doppelwatch.engine.tables.Sources;
import io.doppelwatch.engine.trust.Trust;
import io.doppelwatch.engine.trust.TrustIndex;
import java.util.List;
import java.util.function.Consumer;

/** From facts to findings and incidents. Not thread-safe: one thread, in the order of packet time. */
public final class Judge {
    /** Bindings of 600 bytes and hosts of 900 bytes at most: under 128 MB together when full. */
    private static final int BINDINGS = 98_304;

    private static final int HOSTS = 49_152;

    private final Trust trust;
    private final EventSink out;
    private final Counters counters;
    private final Sources sources = new Sources();
    private final Bindings bindings;
    private final Rules rules;
    private final Suppression suppression;
    private final Incidents incidents;
    private final Consumer<Finding> findings = this::found;

    public Judge(Trust trust, EventSink out, Counters counters) {
        this.trust = trust;
        this.out = out;
        this.counters = counters;
        TrustIndex known = new TrustIndex(trust);
        KeyHash keys = new KeyHash();
        Hosts hosts = new Hosts(HOSTS, keys, counters);
        bindings = new Bindings(BINDINGS, known.addresses(), hosts, sources, keys, counters);
        rules = new Rules(known);
        suppression = new Suppression(counters);
        incidents = new Incidents(counters, i -> out.accept(new Event.IncidentChanged(i)));
    }

    /** Judges one fact. Facts come in the order of time; kinds that no table wants pass by. */
    public void observe(Observation o) {
        sources.seen(o.where().source(), o.where().timeNanos());
        if (o instanceof ArpSeen arp) {
            BindingSeen seen = bindings.add(arp);
            if (seen != null) {
                tell(rules.bindings(), seen);
            }
        }
    }

    /**
     * The end of the run: what is still awaited is given up, and every incident is told as it stands.
     *
     * @param timeNanos of the last packet
     */
    public void end(long timeNanos) {
        incidents.end();
    }

    /** Every incident of the run so far, in the order they opened. */
    public List<Incident> incidents() {
        return incidents.all();
    }

    private <T> void tell(List<Rule<T>> asked, T transition) {
        for (Rule<T> rule : asked) {
            rule.judge(transition, findings);
        }
    }

    private void found(Finding f) {
        Trust.RuleSetting setting = trust.rules().get(f.rule().id());
        if (setting != null && setting.off()) {
            return;
        }
        Finding set = setting == null || setting.severity() == null ? f : f.withSeverity(setting.severity());
        long repeats = suppression.admit(set);
        if (repeats < 0) {
            incidents.repeated(set);
            return;
        }
        Finding told = repeats == 0
                ? set
                : set.withSignature(set.signature() + " (and " + repeats + " more since it was last told)");
        counters.increment(Counter.FINDINGS);
        Finding joined = incidents.join(told);
        out.accept(new Event.Alert(joined));
        incidents.publish();
    }
}
