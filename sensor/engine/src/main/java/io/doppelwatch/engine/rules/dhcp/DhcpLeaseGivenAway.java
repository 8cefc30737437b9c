// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.rules.dhcp;

import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.event.Finding.Evidence;
import io.doppelwatch.engine.event.Finding.Party;
import io.doppelwatch.engine.event.Incident;
import io.doppelwatch.engine.event.RuleInfo;
import io.doppelwatch.engine.event.Severity;
import io.doppelwatch.engine.net.Mac;
import io.doppelwatch.engine.rules.base.Rule;
import io.doppelwatch.engine.rules.base.Words;
import io.doppelwatch.engine.tables.DhcpMessage;
import io.doppelwatch.engine.tables.DhcpMessage.Kind;
import io.doppelwatch.engine.tables.Lease;
import io.doppelwatch.engine.tables.LeaseMoved;
import java.util.List;
import java.util.function.Consumer;

/** An address that is leased is given to another client, or given up in its holder's name. */
public final class DhcpLeaseGivenAway implements Rule<LeaseMoved> {
    public static final RuleInfo INFO = new RuleInfo(
            "dhcp-lease-given-away",
            1_700_306,
            "A leased address is given away, or given up by somebody else",
            "Adversary-in-the-Middle",
            Severity.HIGH,
            0.6,
            Incident.Phase.DISCOVERY,
            List.of("T1557", "T1557.003"),
            List.of("SAFE-T1004"),
            "While a lease runs, an ACK gives its address to another client, or a RELEASE or DECLINE gives it up in the holder's"
                    + " name (same chaddr) from another card than the one the holder asked by. The forged message is medium, and high where"
                    + " the same card did so for three addresses within ten minutes (dhcpig, yersinia). A second ACK is low where the same"
                    + " server gave both, or a pair's other half, and the holder was heard within the last minute (nothing where it was not); of another"
                    + " server low, and medium where the holder was heard.",
            "The lease, the message that takes it, both cards, when the holder was last heard.",
            List.of(
                    "a server that lost its leases, or an administrator who freed one: the same server gives it again",
                    "a machine that changed cards and kept its client identifier, or boots by PXE first",
                    "a release that was missed: the holder is silent then",
                    "a release through a router or relay, which carries its MAC",
                    "two networks with the same private addresses in one capture"),
            List.of(
                    "Find the switch port of the card that gave the address up.",
                    "See who is given the address next: if it is that card, its owner is being replaced.",
                    "Switch on DHCP snooping, which checks a release against the port its lease came by."),
            List.of("RFC 2131, 4.4.6 and 4.3.3", "RFC 2131, 7", "https://attack.mitre.org/techniques/T1557/003/"));

    private static final long ACTIVE_NANOS = 60_000_000_000L;
    private static final int MANY = 3;

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(LeaseMoved t, Consumer<Finding> findings) {
        if (t.message().kind() != Kind.ACK) {
            findings.accept(givenUp(t));
        } else if (!isSame(t) || isActive(t)) {
            findings.accept(givenTwice(t));
        }
    }

    /** The server that gave it may know of a release that was not seen. */
    private static boolean isSame(LeaseMoved t) {
        return t.lease().ack().server().equals(t.message().server()) || t.sameTerms();
    }

    private static boolean isActive(LeaseMoved t) {
        return t.holderNanos() != Long.MIN_VALUE && t.message().nanos() - t.holderNanos() < ACTIVE_NANOS;
    }

    private static Finding givenTwice(LeaseMoved t) {
        Lease lease = t.lease();
        DhcpMessage ack = t.message();
        boolean same = isSame(t);
        boolean active = isActive(t);
        Severity severity = !same && active ? Severity.MEDIUM : Severity.LOW;
        return new Finding(
                INFO,
                severity,
                DhcpWords.confidence(severity),
                Words.ip(lease.ip()),
                ack.who() + Words.on(ack.where().path()) + " gives " + lease.ip() + " to " + DhcpWords.client(ack)
                        + ", but " + DhcpWords.client(lease.ack()) + " has a lease of it"
                        + (same ? "" : " from " + lease.ack().server()) + (active ? " and uses it" : ""),
                Mac.text(lease.ack().clientMac()),
                Mac.text(ack.clientMac()),
                Party.UNKNOWN,
                severity == Severity.MEDIUM ? List.of(lease.ip()) : List.of(),
                List.of(
                        Evidence.before(
                                lease.ack().where(), "lease of " + lease.ip() + " to " + DhcpWords.client(lease.ack())),
                        DhcpWords.answer(ack, ": " + lease.ip() + " again")),
                "",
                ack.where());
    }

    private static Finding givenUp(LeaseMoved t) {
        Lease lease = t.lease();
        DhcpMessage m = t.message();
        Severity severity = t.forged() >= MANY ? Severity.HIGH : Severity.MEDIUM;
        String card = Mac.text(m.where().sourceMac());
        return new Finding(
                INFO,
                severity,
                DhcpWords.confidence(severity),
                Words.ip(lease.ip()),
                card + Words.on(m.where().path()) + " sends a " + DhcpWords.kind(m) + " of " + lease.ip()
                        + " in the name of "
                        + Mac.text(lease.ack().clientMac())
                        + (t.forged() > 1 ? ", the " + t.forged() + "th address of others it gives up" : ""),
                Mac.text(lease.ack().clientMac()),
                card,
                DhcpWords.impostor(m, t.carrier()),
                List.of(lease.ip()),
                List.of(
                        Evidence.before(
                                lease.ack().where(),
                                "lease of " + lease.ip() + " to "
                                        + Mac.text(lease.ack().clientMac()) + ", which asked by its own card"),
                        new Evidence(m.where(), DhcpWords.kind(m) + " of " + lease.ip() + " sent by " + card)),
                "",
                m.where());
    }
}
