// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.judge;

import io.doppelwatch.decode.icmp.IcmpError;
import io.doppelwatch.decode.nd.NdMessage;
import io.doppelwatch.decode.nd.NdOptions;
import io.doppelwatch.engine.budget.Budget;
import io.doppelwatch.engine.budget.Share;
import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Mac;
import io.doppelwatch.engine.observe.IcmpErrorSeen;
import io.doppelwatch.engine.observe.NdSeen;
import io.doppelwatch.engine.observe.Where;
import io.doppelwatch.engine.rules.base.Rule;
import io.doppelwatch.engine.rules.nd.NdRules;
import io.doppelwatch.engine.stats.Counters;
import io.doppelwatch.engine.tables.Binding;
import io.doppelwatch.engine.tables.Bindings;
import io.doppelwatch.engine.tables.Group;
import io.doppelwatch.engine.tables.Groups;
import io.doppelwatch.engine.tables.Hosts;
import io.doppelwatch.engine.tables.KeyHash;
import io.doppelwatch.engine.tables.NeighbourSeen;
import io.doppelwatch.engine.tables.Neighbours;
import io.doppelwatch.engine.tables.RedirectSeen;
import io.doppelwatch.engine.tables.Router;
import io.doppelwatch.engine.tables.RouterLink;
import io.doppelwatch.engine.tables.RouterSeen;
import io.doppelwatch.engine.tables.Routers;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Neighbour Discovery and ICMP redirects to transitions, and transitions to the rules that want them. */
final class NdJudge {
    private static final int HOP_LIMIT = 255;

    private final Bindings bindings;
    private final Groups groups;
    private final Neighbours neighbours;
    private final Routers routers;
    private final NdRules rules;
    private final Consumer<Finding> findings;
    private final NdMessage message = new NdMessage();

    NdJudge(
            NdRules rules,
            Bindings bindings,
            Groups groups,
            Budget budget,
            KeyHash keys,
            Counters counters,
            Consumer<Finding> findings) {
        this.bindings = bindings;
        this.groups = groups;
        this.rules = rules;
        this.findings = findings;
        Hosts hosts = new Hosts(budget.entries(Share.ND_HOSTS), keys, counters);
        neighbours = new Neighbours(bindings, hosts, budget.entries(Share.ND_AWAITED), keys, counters);
        routers = new Routers(budget.entries(Share.LINKS), hosts, keys, counters);
    }

    /** A fact that came in an IP packet. */
    void traffic(Where where) {
        if (!where.sourceIp().isV4()) {
            neighbours.traffic(where);
        }
    }

    void add(NdSeen seen) {
        Where where = seen.where();
        message.wrap(seen.message());
        if (!message.ok() || message.code() != 0 || !Neighbours.isOnLink(where.path())) {
            return;
        }
        if (where.ttl() != HOP_LIMIT) {
            tell(rules.strays(), seen);
            return;
        }
        Neighbours.Said said = neighbours.add(seen, message);
        NeighbourSeen bound = said.bound();
        if (bound != null && !isHandedOver(bound)) {
            tell(rules.neighbours(), bound);
        }
        if (said.denied() != null) {
            tell(rules.denials(), said.denied());
        }
        switch (message.type()) {
            case NdMessage.ROUTER_ADVERTISEMENT -> {
                RouterSeen advertised = routers.add(seen, message);
                Router namesake = advertised.namesake();
                if (namesake == null || !areOneGroup(where, where.sourceIp(), namesake.mac(), where.sourceMac())) {
                    tell(rules.routers(), advertised);
                }
            }
            case NdMessage.ROUTER_SOLICITATION -> routers.host(where);
            case NdMessage.NEIGHBOUR_ADVERTISEMENT -> {
                if (!message.isRouter()) {
                    routers.host(where);
                }
            }
            case NdMessage.REDIRECT -> tell(rules.redirects(), redirect(where));
            default -> {}
        }
    }

    private boolean isHandedOver(NeighbourSeen t) {
        Binding.Holder before = t.before();
        return before != null
                && t.changed()
                && areOneGroup(t.seen().where(), t.binding().ip(), before.mac(), t.mac());
    }

    /**
     * True where the hellos of a redundancy group say that either MAC may hold the address: whose it is now is another
     * rule's matter. Both, for a hello is as easily forged as an advertisement.
     */
    private boolean areOneGroup(Where where, Ip ip, long one, long other) {
        Group group = groups.find(where.path(), ip);
        return group != null && group.isMember(one) && group.isMember(other);
    }

    /** An ICMP error: of interest here where it is a redirect. */
    void add(IcmpErrorSeen seen) {
        Where where = seen.where();
        if (where.sourceIp().isV4() && seen.type() == IcmpError.REDIRECT && Neighbours.isOnLink(where.path())) {
            tell(
                    rules.redirects(),
                    new RedirectSeen(
                            where,
                            seen.gateway(),
                            Mac.NONE,
                            seen.destination(),
                            seen.source(),
                            bindings.find(where.path(), where.sourceIp()),
                            bindings.find(where.path(), seen.gateway()),
                            null));
        }
    }

    private RedirectSeen redirect(Where where) {
        Ip target = new Ip(message.targetHigh(), message.targetLow());
        long mac = Neighbours.mac(message, NdOptions.TARGET_LINK_LAYER);
        Ip quoted = Ip.NONE;
        NdOptions options = message.options();
        while (options.next()) {
            if (options.quotes()) {
                quoted = new Ip(options.quotedSourceHigh(), options.quotedSourceLow());
                break;
            }
        }
        @Nullable RouterLink link = routers.find(where.path());
        return new RedirectSeen(
                where,
                target,
                mac,
                new Ip(message.destinationHigh(), message.destinationLow()),
                quoted,
                bindings.find(where.path(), where.sourceIp()),
                bindings.find(where.path(), target),
                link);
    }

    private <T> void tell(List<Rule<T>> asked, T transition) {
        for (int i = 0; i < asked.size(); i++) { // by index: this is asked for every message
            asked.get(i).judge(transition, findings);
        }
    }
}
