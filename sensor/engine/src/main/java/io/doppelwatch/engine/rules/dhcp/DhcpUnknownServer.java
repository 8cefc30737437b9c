// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.rules.dhcp;

import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.event.Finding.Evidence;
import io.doppelwatch.engine.event.Incident;
import io.doppelwatch.engine.event.RuleInfo;
import io.doppelwatch.engine.event.Severity;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.rules.base.Rule;
import io.doppelwatch.engine.rules.base.Words;
import io.doppelwatch.engine.tables.DhcpAnswered;
import io.doppelwatch.engine.tables.DhcpMessage;
import io.doppelwatch.engine.tables.DhcpServer;
import io.doppelwatch.engine.tables.DhcpTerms.Difference;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A DHCP server that the trust file does not list or, without one, a second one. */
public final class DhcpUnknownServer implements Rule<DhcpAnswered> {
    public static final RuleInfo INFO = new RuleInfo(
            "dhcp-unknown-server",
            1_700_301,
            "A DHCP server answers that nobody knows",
            "Adversary-in-the-Middle",
            Severity.HIGH,
            0.3,
            Incident.Phase.DISCOVERY,
            List.of("T1557", "T1557.003"),
            List.of("SAFE-T1004"),
            "An OFFER, ACK or NAK (ADVERTISE or REPLY of DHCPv6) of a server that the trust file's dhcp-servers does not list:"
                    + " medium. Without a list, of a second server on the same VLAN or tunnel while the first was heard within the"
                    + " hour: info where it tells clients the same, low where nothing can be compared, medium where it names"
                    + " another gateway, resolver, classless route or proxy to the same client or in the same network, and the first still"
                    + " answers (to the same client, since the second appeared, or within five minutes; else low). High where"
                    + " the known server was there alone before and the other differs from it, and names itself or contradicts the list. A server is"
                    + " known by its identifier (option 54, DUID), never by the source address, which is a relay's or a router's.",
            "The answer, the known server's last one, what differs between them, which addresses lead to the unknown server itself.",
            List.of(
                    "a fail-over pair (Kea, ISC, Windows) or split scopes, which tell clients the same",
                    "a server for network boot, which gives no address (PXE, proxyDHCP)",
                    "a relay agent, which is no server",
                    "a server replaced in a maintenance window: the old one is silent then",
                    "virtual machines' own networks (NAT) and captures of several networks read as one",
                    "a home router plugged in the wrong way round: nobody's malice, and the same harm"),
            List.of(
                    "Find the switch port of the MAC named here and see whose machine it is.",
                    "On clients that took its lease, renew it and flush the resolver's cache; see what they sent by its gateway.",
                    "Switch on DHCP snooping (DHCPv6-Shield) so that only the server's port may answer.",
                    "If the server is yours, list it under network.dhcp-servers."),
            List.of(
                    "RFC 2131, 4.3",
                    "RFC 8415, 22",
                    "RFC 7610",
                    "RFC 3118, 1.1",
                    "https://attack.mitre.org/techniques/T1557/003/"));

    private final ServerTrust trust;

    DhcpUnknownServer(ServerTrust trust) {
        this.trust = trust;
    }

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(DhcpAnswered t, Consumer<Finding> findings) {
        boolean contradicts = trust.contradicts(t.answer());
        DhcpServer known = trust.known(t);
        if (!contradicts && known == null) {
            return;
        }
        List<Difference> all = known == null ? null : ServerTrust.differences(t, known);
        List<Difference> grave = ServerTrust.grave(all);
        List<Ip> toItself = t.toItself(grave);
        boolean newcomer = known != null && trust.isNewcomer(t, known);
        Severity severity = severity(contradicts, newcomer, all, grave, toItself);
        if (!contradicts && known != null && severity.atLeast(Severity.LOW) && !ServerTrust.stillAnswers(t, known)) {
            // A DISCOVER the known server does not answer after a silence: it was replaced, as far as anybody can see.
            severity = Severity.LOW;
        }
        // What needs no explanation is told once, when the server appears.
        if (severity.atLeast(Severity.MEDIUM) || t.server() == null) {
            boolean named = severity.atLeast(Severity.MEDIUM) && (contradicts || newcomer);
            findings.accept(finding(t, severity, contradicts, named, known, grave, toItself));
        }
    }

    private static Severity severity(
            boolean contradicts,
            boolean newcomer,
            @Nullable List<Difference> all,
            List<Difference> grave,
            List<Ip> toItself) {
        if (!grave.isEmpty()) {
            return contradicts || newcomer && !toItself.isEmpty() ? Severity.HIGH : Severity.MEDIUM;
        }
        if (contradicts) {
            return Severity.MEDIUM;
        }
        return all != null && all.isEmpty() ? Severity.INFO : Severity.LOW;
    }

    private Finding finding(
            DhcpAnswered t,
            Severity severity,
            boolean contradicts,
            boolean named,
            @Nullable DhcpServer known,
            List<Difference> grave,
            List<Ip> toItself) {
        DhcpMessage a = t.answer();
        List<String> signs = new ArrayList<>();
        if (contradicts) {
            signs.add("the trust file lists " + DhcpWords.addresses(trust.listed()));
        }
        if (known != null) {
            DhcpMessage rival = ServerTrust.rival(t, known);
            signs.add(
                    rival != null
                            ? DhcpWords.name(known) + " answered the same client"
                            : DhcpWords.name(known) + " answered "
                                    + Words.span(
                                            Math.abs(a.nanos() - known.last().timeNanos())) + " before");
        }
        if (!grave.isEmpty()) {
            signs.add("it tells " + DhcpWords.differences(grave));
        }
        if (!toItself.isEmpty()) {
            signs.add("which leads to itself");
        }
        List<Evidence> evidence = new ArrayList<>();
        if (known != null) {
            evidence.add(DhcpWords.before(known));
        }
        evidence.add(DhcpWords.answer(a, grave.isEmpty() ? "" : ": " + DhcpWords.differences(grave)));
        String who = contradicts ? "unlisted " + a.who() : known != null ? "second " + a.who() : a.who();
        return new Finding(
                INFO,
                severity,
                DhcpWords.confidence(severity),
                named || severity == Severity.INFO || severity == Severity.LOW
                        ? DhcpWords.subject(a)
                        : DhcpWords.SERVERS,
                who + Words.on(a.where().path()) + ": " + Words.list(signs),
                known != null ? DhcpWords.name(known) : DhcpWords.addresses(trust.listed()),
                a.server(),
                named ? DhcpWords.sender(a, t.carrier()) : Finding.Party.UNKNOWN,
                severity.atLeast(Severity.MEDIUM) ? DhcpWords.victims(a) : List.of(),
                evidence,
                "",
                a.where());
    }
}
