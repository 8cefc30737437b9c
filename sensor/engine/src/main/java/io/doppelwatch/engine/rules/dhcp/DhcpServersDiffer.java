// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.rules.dhcp;

import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.event.Finding.Party;
import io.doppelwatch.engine.event.Incident;
import io.doppelwatch.engine.event.RuleInfo;
import io.doppelwatch.engine.event.Severity;
import io.doppelwatch.engine.rules.base.Rule;
import io.doppelwatch.engine.rules.base.Words;
import io.doppelwatch.engine.tables.DhcpAnswered;
import io.doppelwatch.engine.tables.DhcpMessage;
import io.doppelwatch.engine.tables.DhcpServer;
import io.doppelwatch.engine.tables.DhcpTerms.Difference;
import io.doppelwatch.engine.tables.Host;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Two servers tell one client, in one transaction, different things. */
public final class DhcpServersDiffer implements Rule<DhcpAnswered> {
    public static final RuleInfo INFO = new RuleInfo(
            "dhcp-servers-differ",
            1_700_302,
            "Two DHCP servers answer one client differently",
            "Adversary-in-the-Middle",
            Severity.MEDIUM,
            0.6,
            Incident.Phase.DISCOVERY,
            List.of("T1557", "T1557.003"),
            List.of("SAFE-T1004"),
            "Two servers (by identifier, or by card where one uses the other's identifier) answer the same client under the same transaction id and name different gateways,"
                    + " resolvers, classless routes or proxies: the client takes the first, and who is faster decides where its traffic"
                    + " goes. Medium; low where the two have lived side by side for ten minutes and more before, or only the domain"
                    + " differs. Who is the impostor is only said where one of them was known before.",
            "Both answers with their packets, and what differs.",
            List.of(
                    "a fail-over pair, whose two servers tell the same, in whatever order",
                    "split scopes: other addresses, the same gateway and resolvers",
                    "a server for network boot (PXE, proxyDHCP), which gives no address",
                    "the same answer seen twice on a mirror port, or before and after a relay"),
            List.of(
                    "See which of the two is yours, and find the switch port of the other.",
                    "If both are, give them the same options.",
                    "Renew the lease of the clients named here and look at what they got."),
            List.of("RFC 2131, 3.1 and 4.4.1", "RFC 8415, 18.2.1", "https://attack.mitre.org/techniques/T1557/003/"));

    private static final long SIDE_BY_SIDE_NANOS = 600_000_000_000L;

    private final ServerTrust trust;

    DhcpServersDiffer(ServerTrust trust) {
        this.trust = trust;
    }

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(DhcpAnswered t, Consumer<Finding> findings) {
        for (DhcpMessage rival : t.rivals()) {
            List<Difference> all = t.answer().terms().against(rival.terms());
            if (!all.isEmpty()) {
                findings.accept(finding(t, rival, all));
                return;
            }
        }
    }

    private Finding finding(DhcpAnswered t, DhcpMessage rival, List<Difference> all) {
        DhcpMessage a = t.answer();
        List<Difference> grave = ServerTrust.grave(all);
        DhcpServer known = trust.known(t);
        boolean thisIsNew = a.server().equals(rival.server())
                ? t.otherCard()
                : known != null && known.name().equals(rival.server()) && trust.isNewcomer(t, known);
        DhcpServer other = other(t, rival);
        boolean otherIsNew = trust.isListed(a.serverIp()) && trust.contradicts(rival)
                || t.server() != null && other != null && t.server().wasAloneBefore(other);
        boolean oldPair = t.server() != null
                && other != null
                && a.nanos() - t.server().first().timeNanos() >= SIDE_BY_SIDE_NANOS
                && a.nanos() - other.first().timeNanos() >= SIDE_BY_SIDE_NANOS
                && !trust.contradicts(a)
                && !trust.contradicts(rival);
        Severity severity = grave.isEmpty() || oldPair ? Severity.LOW : Severity.MEDIUM;
        boolean named = severity == Severity.MEDIUM && thisIsNew != otherIsNew;
        DhcpMessage suspect = thisIsNew ? a : rival;
        Party attacker = Party.UNKNOWN;
        if (named) {
            // ARP is only asked about the card of this answer.
            Host carrier = thisIsNew ? t.carrier() : null;
            attacker = t.otherCard() ? DhcpWords.impostor(suspect, carrier) : DhcpWords.sender(suspect, carrier);
        }
        return new Finding(
                INFO,
                severity,
                DhcpWords.confidence(severity),
                named ? DhcpWords.subject(suspect) : DhcpWords.SERVERS,
                a.who() + " and " + rival.who() + Words.on(a.where().path()) + " tell " + DhcpWords.client(a)
                        + " different things: " + DhcpWords.differences(all),
                rival.server(),
                a.server(),
                attacker,
                severity == Severity.MEDIUM ? DhcpWords.victims(a) : List.of(),
                List.of(DhcpWords.answer(rival, ""), DhcpWords.answer(a, ": " + DhcpWords.differences(all))),
                "",
                a.where());
    }

    private static @Nullable DhcpServer other(DhcpAnswered t, DhcpMessage rival) {
        for (DhcpServer s : t.others()) {
            if (s.name().equals(rival.server())) {
                return s;
            }
        }
        return null;
    }
}
