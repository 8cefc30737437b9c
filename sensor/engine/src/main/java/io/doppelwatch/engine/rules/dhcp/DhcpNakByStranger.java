// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.rules.dhcp;

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
import io.doppelwatch.engine.tables.DhcpMessage.Kind;
import io.doppelwatch.engine.tables.DhcpServer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A client asks one server, and another one refuses. */
public final class DhcpNakByStranger implements Rule<DhcpAnswered> {
    public static final RuleInfo INFO = new RuleInfo(
            "dhcp-nak-by-stranger",
            1_700_305,
            "A DHCP server refuses what a client asked another one",
            "Adversary-in-the-Middle",
            Severity.HIGH,
            0.6,
            Incident.Phase.DISCOVERY,
            List.of("T1557", "T1557.003"),
            List.of("SAFE-T1004"),
            "A NAK to a REQUEST that names another server (option 54), or was sent straight to another one, or a NAK in that"
                    + " server's name from another card than its own, which was heard lately. A client that"
                    + " believes it gives its address up and asks everybody again, which is how the first lease is taken away before"
                    + " a false one is given. Medium; low where both servers tell clients the same, as a pair does; high where the"
                    + " server that was asked grants the same request, and the refusing one is new, not in the trust file, or uses the"
                    + " other's name from another card.",
            "The request and whom it was for, the NAK, the ACK of the server that was asked where there is one.",
            List.of(
                    "an authoritative server that refuses a client that came from another network: its REQUEST names no server",
                    "a fail-over pair out of step: both tell the same otherwise",
                    "a client that asks for an address which is no longer free: the server it asked refuses",
                    "a relay that puts its own address in place of the server's (RFC 5107)"),
            List.of(
                    "Find the switch port of the MAC that refused.",
                    "See what the client was given next, and by whom.",
                    "If both servers are yours, compare their scopes and their lease databases."),
            List.of("RFC 2131, 4.3.2", "RFC 2131, 3.1", "RFC 5107", "https://attack.mitre.org/techniques/T1557/003/"));

    private final ServerTrust trust;

    DhcpNakByStranger(ServerTrust trust) {
        this.trust = trust;
    }

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(DhcpAnswered t, Consumer<Finding> findings) {
        DhcpMessage asked = t.asked();
        if (asked == null || asked.kind() != Kind.REQUEST) {
            return;
        }
        Ip meant = meant(asked);
        if (t.answer().kind() == Kind.NAK && !meant.equals(Ip.NONE)) {
            boolean impostor = meant.equals(t.answer().serverIp()) && t.otherCard();
            if (impostor || !meant.equals(t.answer().serverIp())) {
                findings.accept(finding(t, t.answer(), asked, meant, ack(t, meant), impostor));
            }
        } else if (t.answer().kind() == Kind.ACK && meant.equals(t.answer().serverIp())) {
            // The rightful answer may come second.
            for (DhcpMessage m : t.rivals()) {
                if (m.kind() == Kind.NAK) {
                    boolean impostor = m.server().equals(t.answer().server());
                    findings.accept(finding(t, m, asked, meant, t.answer(), impostor));
                    return;
                }
            }
        }
    }

    /** Whom the request is for: the server it names, else the one it is sent to; NONE where it is for everybody. */
    private static Ip meant(DhcpMessage asked) {
        if (!asked.serverIp().equals(Ip.NONE)) {
            return asked.serverIp();
        }
        Ip to = asked.where().destinationIp();
        boolean everybody = !to.isV4()
                || (int) to.low() == -1
                || asked.relayed()
                || Mac.isGroup(asked.where().destinationMac());
        return everybody ? Ip.NONE : to;
    }

    private static @Nullable DhcpMessage ack(DhcpAnswered t, Ip meant) {
        for (DhcpMessage m : t.rivals()) {
            if (m.kind() == Kind.ACK && m.serverIp().equals(meant)) {
                return m;
            }
        }
        return null;
    }

    private Finding finding(
            DhcpAnswered t, DhcpMessage nak, DhcpMessage asked, Ip meant, @Nullable DhcpMessage ack, boolean impostor) {
        boolean pair = !impostor && isPair(t, nak, meant);
        DhcpServer refuser = server(t, nak);
        boolean stranger = trust.contradicts(nak) || refuser == null || refuser.transactions() <= 1;
        Severity severity = Severity.MEDIUM;
        if (pair) {
            severity = Severity.LOW;
        } else if (ack != null && (impostor || stranger)) {
            severity = Severity.HIGH;
        }
        List<Evidence> evidence = new ArrayList<>();
        evidence.add(new Evidence(asked.where(), DhcpWords.client(asked) + " asks " + meant));
        evidence.add(DhcpWords.answer(nak, ""));
        if (ack != null) {
            evidence.add(DhcpWords.answer(ack, ""));
        }
        evidence.sort((x, y) -> Long.compare(x.where().ordinal(), y.where().ordinal()));
        boolean named = severity.atLeast(Severity.MEDIUM) && (impostor || stranger);
        Party attacker = Party.UNKNOWN;
        if (named) {
            attacker = impostor
                    ? DhcpWords.impostor(nak, nak == t.answer() ? t.carrier() : null)
                    : DhcpWords.sender(nak, nak == t.answer() ? t.carrier() : null);
        }
        String why = impostor
                ? ", from " + Mac.text(nak.where().sourceMac()) + ", which is not its card"
                : ack != null ? ", which " + meant + " grants" : "";
        return new Finding(
                INFO,
                severity,
                DhcpWords.confidence(severity),
                DhcpWords.subject(nak),
                nak.who() + Words.on(nak.where().path()) + " refuses what " + DhcpWords.client(asked) + " asked "
                        + meant + why,
                "an answer of " + meant,
                "nak of " + nak.server(),
                attacker,
                severity.atLeast(Severity.MEDIUM) ? Words.victims(held(asked)) : List.of(),
                evidence,
                "",
                t.answer().where());
    }

    private static Ip held(DhcpMessage asked) {
        return (int) asked.clientIp().low() != 0 ? asked.clientIp() : asked.askedIp();
    }

    private static @Nullable DhcpServer server(DhcpAnswered t, DhcpMessage nak) {
        if (nak == t.answer()) {
            return t.server();
        }
        for (DhcpServer s : t.others()) {
            if (s.name().equals(nak.server())) {
                return s;
            }
        }
        return null;
    }

    /** Both were seen to tell clients the same. */
    private static boolean isPair(DhcpAnswered t, DhcpMessage nak, Ip meant) {
        DhcpServer refuser = server(t, nak);
        DhcpServer other = meant.equals(t.answer().serverIp()) ? t.server() : null;
        for (DhcpServer s : t.others()) {
            other = s.ip().equals(meant) ? s : other;
        }
        return refuser != null && other != null && refuser.tellsTheSame(other);
    }
}
