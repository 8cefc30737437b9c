// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.judge;

import io.doppelwatch.engine.budget.Budget;
import io.doppelwatch.engine.budget.Share;
import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Mac;
import io.doppelwatch.engine.net.Path;
import io.doppelwatch.engine.observe.DhcpSeen;
import io.doppelwatch.engine.observe.Dhcpv6Seen;
import io.doppelwatch.engine.observe.Where;
import io.doppelwatch.engine.rules.base.Rule;
import io.doppelwatch.engine.rules.dhcp.DhcpRules;
import io.doppelwatch.engine.stats.Counters;
import io.doppelwatch.engine.tables.Binding;
import io.doppelwatch.engine.tables.Bindings;
import io.doppelwatch.engine.tables.DhcpAnswered;
import io.doppelwatch.engine.tables.DhcpClient;
import io.doppelwatch.engine.tables.DhcpClients;
import io.doppelwatch.engine.tables.DhcpCrowd;
import io.doppelwatch.engine.tables.DhcpMessage;
import io.doppelwatch.engine.tables.DhcpMessage.Kind;
import io.doppelwatch.engine.tables.DhcpReader;
import io.doppelwatch.engine.tables.DhcpServer;
import io.doppelwatch.engine.tables.DhcpServers;
import io.doppelwatch.engine.tables.DhcpTransaction;
import io.doppelwatch.engine.tables.DhcpTransactions;
import io.doppelwatch.engine.tables.Forgeries;
import io.doppelwatch.engine.tables.Host;
import io.doppelwatch.engine.tables.Hosts;
import io.doppelwatch.engine.tables.KeyHash;
import io.doppelwatch.engine.tables.Lease;
import io.doppelwatch.engine.tables.LeaseMoved;
import io.doppelwatch.engine.tables.Leases;
import io.doppelwatch.engine.trust.TrustIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** DHCP and DHCPv6 messages to transitions, and transitions to the rules that want them. */
final class DhcpJudge {
    private final TrustIndex trust;
    private final DhcpRules rules;
    private final Bindings bindings;
    private final Hosts hosts;
    private final Consumer<Finding> findings;
    private final DhcpReader reader;
    private final DhcpServers servers;
    private final DhcpTransactions transactions;
    private final DhcpClients clients;
    private final Leases leases;
    private final Forgeries forgeries = new Forgeries();

    DhcpJudge(
            TrustIndex trust,
            DhcpRules rules,
            Bindings bindings,
            Hosts hosts,
            Budget budget,
            KeyHash keys,
            Counters counters,
            Consumer<Finding> findings) {
        this.trust = trust;
        this.rules = rules;
        this.bindings = bindings;
        this.hosts = hosts;
        this.findings = findings;
        reader = new DhcpReader(keys);
        servers = new DhcpServers(budget.entries(Share.DHCP_PATHS), keys, counters);
        transactions = new DhcpTransactions(budget.entries(Share.DHCP_TRANSACTIONS), keys, counters);
        clients =
                new DhcpClients(budget.entries(Share.DHCP_CLIENTS), budget.entries(Share.DHCP_CROWDS), keys, counters);
        leases = new Leases(budget.entries(Share.DHCP_LEASES), keys, counters);
    }

    void add(DhcpSeen seen) {
        take(reader.read(seen));
    }

    void add(Dhcpv6Seen seen) {
        take(reader.read(seen));
    }

    private void take(@Nullable DhcpMessage message) {
        if (message == null || message.bootOnly()) {
            return;
        }
        if (!message.kind().isAnswer()) {
            asked(message);
        } else if (!message.server().isEmpty()) {
            DhcpTransaction t = transactions.find(message);
            DhcpMessage asked = t == null ? null : t.asked();
            answered(asked == null ? message : message.answering(asked), t, asked);
        }
    }

    private void asked(DhcpMessage message) {
        transactions.add(message);
        DhcpCrowd crowd = clients.asked(message);
        if (crowd != null) {
            tell(rules.crowds(), crowd);
        }
        if (message.kind() == Kind.RELEASE || message.kind() == Kind.DECLINE) {
            givenUp(message);
        }
    }

    private void answered(DhcpMessage answer, @Nullable DhcpTransaction t, @Nullable DhcpMessage asked) {
        Path path = answer.where().path();
        DhcpServer server = servers.find(answer);
        List<DhcpServer> others = new ArrayList<>(servers.on(path, answer.v6()));
        others.remove(server);
        List<DhcpMessage> rivals = new ArrayList<>(1);
        for (DhcpMessage a : t == null ? List.<DhcpMessage>of() : t.answers()) {
            if (!a.server().equals(answer.server()) || isOfOtherCard(a, answer)) {
                rivals.add(a);
            }
        }
        boolean otherCard = server != null && server.isOtherCard(answer);
        DhcpClient client = clients.find(answer);
        Host carrier = answer.relayed() ? null : hosts.find(path, answer.where().sourceMac());
        DhcpAnswered seen = new DhcpAnswered(
                answer,
                asked,
                server,
                otherCard,
                others,
                rivals,
                client == null ? null : client.told(),
                server == null ? null : server.nearest(answer.network(), answer.terms()),
                carrier,
                itsOwn(answer, carrier));
        tell(rules.answers(), seen);
        boolean given = answer.kind() == Kind.ACK && answer.hasAddress();
        if (given) {
            given(seen);
        }
        if (answer.kind() == Kind.ACK) {
            clients.told(answer);
        }
        servers.add(answer);
        transactions.add(answer);
    }

    /** In one server's name, by two cards, and no relay between: the same message before and after a router says the same. */
    private static boolean isOfOtherCard(DhcpMessage a, DhcpMessage b) {
        long one = a.where().sourceMac();
        long two = b.where().sourceMac();
        return !a.relayed() && !b.relayed() && one != two && one != Mac.NONE && two != Mac.NONE;
    }

    /** Addresses of the machine that answered: what it says of itself, and what ARP says of its card. */
    private List<Ip> itsOwn(DhcpMessage answer, @Nullable Host carrier) {
        List<Ip> all = new ArrayList<>(4);
        all.add(answer.serverIp());
        if (!answer.relayed()) {
            all.add(answer.where().sourceIp());
            if (carrier != null) {
                all.add(carrier.own());
            }
            for (Ip named : answer.terms().named()) {
                Binding b = bindings.find(answer.where().path(), named);
                if (b != null && b.mac() == answer.where().sourceMac() && b.mac() != Mac.NONE) {
                    all.add(named);
                }
            }
        }
        all.removeIf(Ip.NONE::equals);
        return all;
    }

    private void given(DhcpAnswered seen) {
        DhcpMessage ack = seen.answer();
        Path path = ack.where().path();
        Lease lease = leases.find(path, ack.yourIp());
        if (lease != null && lease.isRunning(ack.nanos()) && !lease.isOf(ack)) {
            DhcpServer.Told told = null;
            for (DhcpServer s : seen.others()) {
                told = s.name().equals(lease.ack().server()) ? s.nearest(ack.network(), ack.terms()) : told;
            }
            boolean same = told != null && ack.terms().against(told.terms()).isEmpty();
            tell(rules.leases(), new LeaseMoved(lease, ack, heard(lease), same, 0, seen.carrier()));
        }
        boolean direct = seen.asked() != null && seen.asked().isDirect();
        leases.given(ack, direct);
        if (direct && seen.asked().kind() == Kind.REQUEST && mayLease(seen)) {
            bindings.leased(path, ack.yourIp(), ack.clientMac(), ack.where());
        }
    }

    /**
     * True where a lease explains why another card claims the address: given by a server of the trust file or, without one,
     * by the path's first, from the card it is known by, and not an address that plays a part of its own.
     */
    private boolean mayLease(DhcpAnswered seen) {
        Ip ip = seen.answer().yourIp();
        if (seen.otherCard()
                || trust.isTrusted(ip)
                || servers.names(seen.answer().where().path(), ip)) {
            return false;
        }
        if (!trust.trust().dhcpServers().isEmpty()) {
            return trust.trust().dhcpServers().contains(seen.answer().serverIp());
        }
        for (DhcpServer other : seen.others()) {
            if (seen.server() == null
                    || other.first().ordinal() < seen.server().first().ordinal()) {
                return false;
            }
        }
        return true;
    }

    private void givenUp(DhcpMessage message) {
        Where where = message.where();
        Ip ip = message.kind() == Kind.RELEASE && !message.v6() ? message.clientIp() : message.askedIp();
        Lease lease = leases.find(where.path(), ip);
        if (lease == null || !lease.isRunning(message.nanos()) || !lease.isOf(message)) {
            return;
        }
        boolean forged = lease.direct()
                && !message.relayed()
                && where.sourceMac() != Mac.NONE
                && where.sourceMac() != lease.ack().clientMac()
                && message.clientMac() == lease.ack().clientMac()
                && !isRouted(where);
        if (!forged) {
            lease.end();
            return;
        }
        int n = forgeries.add(where.sourceMac(), ip, message.nanos());
        Host carrier = hosts.find(where.path(), where.sourceMac());
        tell(rules.leases(), new LeaseMoved(lease, message, heard(lease), false, n, carrier));
    }

    /** A release goes straight to the server, which may be behind a router: then one hop is missing. */
    private static boolean isRouted(Where where) {
        return where.ttl() != 64 && where.ttl() != 128 && where.ttl() != 255;
    }

    private long heard(Lease lease) {
        Binding b = bindings.find(lease.ack().where().path(), lease.ip());
        Binding.Holder holder = b == null ? null : b.claimOf(lease.ack().clientMac());
        return holder == null ? Long.MIN_VALUE : holder.activeNanos();
    }

    private <T> void tell(List<Rule<T>> asked, T transition) {
        for (Rule<T> rule : asked) {
            rule.judge(transition, findings);
        }
    }
}
