// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.rules.dhcp;

import io.doppelwatch.decode.dhcp.ClasslessRoute;
import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.event.Finding.Evidence;
import io.doppelwatch.engine.event.Finding.Party;
import io.doppelwatch.engine.event.Incident;
import io.doppelwatch.engine.event.RuleInfo;
import io.doppelwatch.engine.event.Severity;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Mac;
import io.doppelwatch.engine.rules.base.Rule;
import io.doppelwatch.engine.rules.base.Words;
import io.doppelwatch.engine.tables.DhcpAnswered;
import io.doppelwatch.engine.tables.DhcpMessage;
import io.doppelwatch.engine.tables.DhcpServer;
import io.doppelwatch.engine.tables.DhcpTerms;
import io.doppelwatch.engine.tables.DhcpTerms.Difference;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A server tells a network another gateway, resolver, route or proxy than before. */
public final class DhcpOptionsChanged implements Rule<DhcpAnswered> {
    public static final RuleInfo INFO = new RuleInfo(
            "dhcp-options-changed",
            1_700_303,
            "A DHCP server tells clients another gateway, resolver, route or proxy than before",
            "Adversary-in-the-Middle",
            Severity.HIGH,
            0.6,
            Incident.Phase.DISCOVERY,
            List.of("T1557", "T1557.003"),
            List.of("SAFE-T1004"),
            "In the name of a server, in the same network, an answer differs from what that server told there in gateway, resolver,"
                    + " classless routes (121, 249) or WPAD (252), as far as both were told or asked for. Medium where the same client was told"
                    + " otherwise before, or the trust file's gateways or resolvers are contradicted, or a route for half of"
                    + " the Internet or more appears by a machine that is not the gateway, which takes the traffic of a VPN with it"
                    + " (TunnelVision). Low for a client that is new, and after half an hour of silence. High where two signs meet: the"
                    + " answer comes from another card than that server's, which was heard lately; it leads to that card's own"
                    + " addresses; it opens such a route; the trust file is contradicted.",
            "The server's last answer with the old terms, the new answer, what differs, the cards of both, the lease time.",
            List.of(
                    "a planned change: name the new addresses under network.gateways and network.resolvers first",
                    "classes of clients (telephones, guests, reservations) that are told different things all along",
                    "a server replaced, or set up anew, after a silence",
                    "resolvers or routers in another order, and options that only some clients ask for",
                    "several networks behind relays, each with its own gateway"),
            List.of(
                    "Ask whoever runs the server whether it was changed, and when.",
                    "If not, find the switch port of the MAC that answered, and the address traffic was led to.",
                    "On a client named here look at its routes (ip route, route print) for 0.0.0.0/1 and 128.0.0.0/1.",
                    "Renew the lease of every client that answered since."),
            List.of("RFC 3442", "RFC 2132, 3.5 and 3.8", "CVE-2024-3661 (TunnelVision)", "CVE-2019-14899"));

    private static final long GONE_NANOS = 1_800_000_000_000L;
    private static final int SHORT_LEASE = 300;

    private final ServerTrust trust;

    DhcpOptionsChanged(ServerTrust trust) {
        this.trust = trust;
    }

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(DhcpAnswered t, Consumer<Finding> findings) {
        DhcpServer.Told told = t.told();
        if (told == null || t.server() == null) {
            return;
        }
        List<Difference> grave = ServerTrust.grave(t.answer().terms().against(told.terms()));
        if (!grave.isEmpty() && !trust.isPlanned(grave)) {
            findings.accept(finding(t, t.server(), told, grave));
        }
    }

    private Finding finding(DhcpAnswered t, DhcpServer server, DhcpServer.Told told, List<Difference> grave) {
        DhcpMessage a = t.answer();
        List<Ip> toItself = t.toItself(grave);
        List<Ip> distrusted = trust.distrusted(grave);
        boolean tunnel = takesTraffic(a.terms(), told.terms());
        boolean sameClient = t.earlier() != null
                && t.earlier().server().equals(a.server())
                && !ServerTrust.grave(a.terms().against(t.earlier().terms())).isEmpty();
        long silence = Math.abs(a.nanos() - server.last().timeNanos());
        List<String> signs = new ArrayList<>();
        if (t.otherCard()) {
            signs.add("it came from " + Mac.text(a.where().sourceMac()) + " and not from " + Mac.text(server.mac()));
        }
        if (!toItself.isEmpty()) {
            signs.add(DhcpWords.addresses(toItself) + " is the answering machine's own");
        }
        if (tunnel) {
            signs.add("the route takes half of all traffic or more past the gateway, a VPN's too");
        }
        if (!distrusted.isEmpty()) {
            signs.add("the trust file knows no such role of " + DhcpWords.addresses(distrusted));
        }
        Severity severity = severity(t.otherCard(), !toItself.isEmpty(), tunnel, !distrusted.isEmpty());
        if (severity == Severity.LOW && sameClient && silence < GONE_NANOS) {
            severity = Severity.MEDIUM;
        }
        if (a.leaseSeconds() >= 0 && a.leaseSeconds() < SHORT_LEASE && severity.atLeast(Severity.MEDIUM)) {
            signs.add("the lease ends after " + a.leaseSeconds() + " s");
        }
        boolean named = severity == Severity.HIGH;
        return new Finding(
                INFO,
                severity,
                DhcpWords.confidence(severity),
                DhcpWords.subject(a),
                a.who() + Words.on(a.where().path()) + " tells " + DhcpWords.client(a) + " "
                        + DhcpWords.differences(grave) + (signs.isEmpty() ? "" : ": " + Words.list(signs)),
                before(grave),
                after(grave),
                !named
                        ? Party.UNKNOWN
                        : t.otherCard() ? DhcpWords.impostor(a, t.carrier()) : DhcpWords.sender(a, t.carrier()),
                severity.atLeast(Severity.MEDIUM) ? DhcpWords.victims(a) : List.of(),
                List.of(
                        Evidence.before(
                                told.where(), "what " + DhcpWords.name(server) + " told in this network before"),
                        DhcpWords.answer(a, ": " + DhcpWords.differences(grave))),
                "",
                a.where());
    }

    /** Two independent signs are high; that the change leads to the server itself is none alone, for many are the gateway. */
    private static Severity severity(boolean otherCard, boolean toItself, boolean tunnel, boolean distrusted) {
        int signs = (otherCard ? 1 : 0) + (toItself ? 1 : 0) + (tunnel ? 1 : 0) + (distrusted ? 1 : 0);
        if (signs >= 2) {
            return Severity.HIGH;
        }
        return otherCard || tunnel || distrusted ? Severity.MEDIUM : Severity.LOW;
    }

    /** A route of at most one bit that was not there, by a machine that is none of the gateways told before. */
    private static boolean takesTraffic(DhcpTerms now, DhcpTerms before) {
        if (now.routes() == null || before.routes() == null) {
            return false;
        }
        for (ClasslessRoute r : now.routes()) {
            boolean wide = r.prefix() <= 1 && !before.routes().contains(r);
            boolean gateway = before.routers() != null && before.routers().contains(Ip.v4(r.router()));
            if (wide && !gateway && r.router() != 0) {
                return true;
            }
        }
        return false;
    }

    private static String before(List<Difference> all) {
        return Words.list(
                all.stream().map(d -> d.kind().text() + " " + d.before()).toList());
    }

    private static String after(List<Difference> all) {
        return Words.list(
                all.stream().map(d -> d.kind().text() + " " + d.after()).toList());
    }
}
