// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.rules.arp;

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
import io.doppelwatch.engine.tables.Binding.Holder;
import io.doppelwatch.engine.tables.Binding.How;
import io.doppelwatch.engine.tables.BindingSeen;
import io.doppelwatch.engine.tables.Host;
import io.doppelwatch.engine.trust.TrustIndex;
import java.util.List;
import java.util.function.Consumer;

/** Somebody probes for an address and is told no, or defends the address it has. */
public final class ArpAddressConflict implements Rule<BindingSeen> {
    public static final RuleInfo INFO = new RuleInfo(
            "arp-address-conflict",
            1_700_105,
            "An address conflict by RFC 5227: a probe was answered, or an owner defended its address",
            "Adversary-in-the-Middle",
            Severity.MEDIUM,
            0.4,
            Incident.Phase.DISCOVERY,
            List.of("T1557", "T1557.002"),
            List.of("SAFE-T1004"),
            "Low: a probe (a request from 0.0.0.0) is answered by another MAC, so the prober may not use the address. Medium: one MAC,"
                    + " heard for less than ten minutes, answers probes for three different addresses within a minute, or tells one host no for the"
                    + " second address it tries while it goes by an address of its own, which keeps a newcomer off the network; who answers for many addresses for long is proxy ARP and stays low. Info: the owner of an address"
                    + " announces it again within ten seconds after another MAC claimed it (RFC 5227, 2.4, DEFEND_INTERVAL); the defender is"
                    + " the victim and is never named as the attacker.",
            "The answer to the probe, or the claim and the defence.",
            List.of(
                    "one address given to two machines by hand",
                    "a DHCP server that hands out an address somebody uses: DHCP clients probe, are told no, and decline",
                    "proxy ARP that answers every request, probes too (the router is misconfigured: RFC 5227, 2.1.1)",
                    "a host with two cards on one network that answers its own probe"),
            List.of(
                    "Find both machines by their MACs and give one of them another address.",
                    "If one MAC denies address after address, find its switch port and shut it.",
                    "Where a router answers probes, turn off proxy ARP on that interface."),
            List.of("RFC 5227, 2.1.1", "RFC 5227, 2.4", "RFC 2131, 4.4.1"));

    private static final long SECOND = 1_000_000_000L;
    private static final long HOUR = 3600 * SECOND;
    private static final int DENIALS = 3;
    /** The second address that one host was refused by one that has an address already. */
    private static final int DENIALS_OF_ONE = 2;

    private final TrustIndex trust;

    public ArpAddressConflict(TrustIndex trust) {
        this.trust = trust;
    }

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(BindingSeen t, Consumer<Finding> findings) {
        boolean toProber =
                t.seen().operation() == 2 && (int) t.seen().targetIp().low() == 0;
        if (toProber && t.how() == How.REPLY) {
            denied(t, findings);
        } else if (t.changed() && t.earlier() != null && t.how() == How.ANNOUNCEMENT) {
            defended(t, t.earlier(), findings);
        }
    }

    private void denied(BindingSeen t, Consumer<Finding> findings) {
        Ip ip = t.binding().ip();
        Host who = t.claimant();
        long prober = t.seen().targetMac();
        if (ArpSigns.areSisters(prober, who.mac())) {
            return;
        }
        boolean trusted = trust.macsOf(ip).contains(who.mac()) || trust.isGroupMac(ip, who.mac());
        boolean again = who.denied() >= DENIALS_OF_ONE && who.deniedToOne() && who.holdsOther(ip, t.nanos() - HOUR);
        boolean many = (who.denied() >= DENIALS || again) && t.nanos() - who.firstNanos() < 600 * SECOND && !trusted;
        String mac = Mac.text(who.mac());
        findings.accept(new Finding(
                INFO,
                many ? Severity.MEDIUM : Severity.LOW,
                many ? 0.7 : 0.4,
                Words.ip(ip),
                Mac.text(prober) + Words.on(t.seen().where().path()) + " probed for " + ip + " and " + mac
                        + " said that it is in use"
                        + (many ? ", number " + who.denied() + " of the addresses it denies within a minute" : ""),
                "no answer to the probe",
                mac,
                many ? Words.party(who) : Party.UNKNOWN,
                List.of(),
                List.of(new Evidence(t.seen().where(), "reply to the probe: " + ip + " is at " + mac)),
                "",
                t.seen().where()));
    }

    private static void defended(BindingSeen t, Holder owner, Consumer<Finding> findings) {
        Holder taker = t.before();
        if (taker == null
                || owner.first().timeNanos() >= taker.first().timeNanos()
                || t.nanos() - taker.last().timeNanos() > 10 * SECOND) {
            return;
        }
        Ip ip = t.binding().ip();
        String mac = Mac.text(t.seen().senderMac());
        findings.accept(new Finding(
                INFO,
                Severity.INFO,
                0.4,
                Words.ip(ip),
                mac + Words.on(t.seen().where().path()) + " defended " + ip + " "
                        + Words.span(t.nanos() - taker.last().timeNanos()) + " after " + Mac.text(taker.mac())
                        + " had claimed it",
                mac,
                Mac.text(taker.mac()),
                Party.UNKNOWN,
                Words.victims(ip),
                List.of(
                        new Evidence(taker.last(), Mac.text(taker.mac()) + " claims it"),
                        new Evidence(t.seen().where(), "announcement of " + mac + ", which held it before")),
                "",
                t.seen().where()));
    }
}
