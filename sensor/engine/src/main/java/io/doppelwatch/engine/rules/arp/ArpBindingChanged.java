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
import io.doppelwatch.engine.trust.Trust;
import io.doppelwatch.engine.trust.TrustIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Another MAC claims an address that was somebody's, or that the trust file gives to somebody. */
public final class ArpBindingChanged implements Rule<BindingSeen> {
    public static final RuleInfo INFO = new RuleInfo(
            "arp-binding-changed",
            1_700_001,
            "An IP address is claimed by another MAC than before",
            "Adversary-in-the-Middle",
            Severity.HIGH,
            0.5,
            Incident.Phase.DISCOVERY,
            List.of("T1557", "T1557.002"),
            List.of("SAFE-T1004"),
            "An ARP request, reply or announcement claims an address that another MAC held on the same VLAN or tunnel, or that the"
                    + " trust file gives to another MAC. Low for an ordinary change, nothing for a declared fail-over that is announced to everybody. Medium where two signs meet, high where three do:"
                    + " the former holder spoke within the last minute; the claim is a reply nobody asked for (three of them where requests get lost on the way to the sensor); the claimant holds"
                    + " another address of its own; the address is shared by a redundancy group whose active router is heard, and the claimant is none of its routers (medium by these two); the holders take turns (where nobody replied unasked, that is arp-flip-flop's to say). High at once where the trust file is contradicted, or where"
                    + " the same MAC tells two hosts that it is the other.",
            "The claims of both MACs with their packets, how each was made, how long the former holder had been silent, who was told.",
            List.of(
                    "a lease that passed to another client, or a replaced network card, after a silence",
                    "a host that probed and announced itself by RFC 5227",
                    "fail-over of a VRRP, HSRP, GLBP or CARP group (nothing is said where its hellos are seen, or network.redundancy names it)",
                    "bonded or teamed cards, a host with two cards on one network (ARP flux)",
                    "a virtual machine or container that moved",
                    "captures of different networks read as one"),
            List.of(
                    "Find the switch port of the new MAC and see whose machine it is.",
                    "If it is not the owner, shut the port and flush the ARP caches of the hosts named as victims.",
                    "If the change was planned, correct the trust file, or declare a change window for it."),
            List.of("RFC 826", "RFC 5227, 2.4", "https://attack.mitre.org/techniques/T1557/002/"));

    private static final long SECOND = 1_000_000_000L;
    /** A holder heard within this is in use. */
    private static final long ACTIVE = 60 * SECOND;
    /** A holder silent for this long may well be gone. */
    private static final long GONE = 1800 * SECOND;
    /** A silence that says the capture is of another time. */
    private static final long FORGOTTEN = 7 * 86_400 * SECOND;

    private static final long ALTERNATION = 300 * SECOND;
    private static final long GRUDGE = 600 * SECOND;

    private final TrustIndex trust;

    public ArpBindingChanged(TrustIndex trust) {
        this.trust = trust;
    }

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(BindingSeen t, Consumer<Finding> findings) {
        Ip ip = t.binding().ip();
        long mac = t.seen().senderMac();
        if (trust.isGroupMac(ip, mac)) {
            return;
        }
        List<Long> owners = trust.macsOf(ip);
        if (!owners.isEmpty()) {
            if (!owners.contains(mac) && !changeAllowed(ip, t.nanos())) {
                findings.accept(contradiction(t, owners));
            }
        } else if (t.changed() && t.before() != null && !changeAllowed(ip, t.nanos()) && !isFailOver(t)) {
            findings.accept(change(t, t.before()));
        }
    }

    private boolean changeAllowed(Ip ip, long nanos) {
        Trust.Service service = trust.serviceAt(ip);
        return service != null && TrustIndex.allowed(service, "mac", nanos);
    }

    /**
     * A shared address, which the trust file declares or the hellos of its routers name, goes to another of them under its
     * own MAC, which tells everybody, as RFC 9568, 6.4.1 has it, and nobody in private; and it has not come back before.
     */
    private boolean isFailOver(BindingSeen t) {
        return (trust.isRedundant(t.binding().ip()) && !t.byOutsider() || t.byRouter())
                && t.how() == How.ANNOUNCEMENT
                && t.binding().returnsSince(t.nanos() - ALTERNATION) == 0
                && ArpSigns.suspect(t) == null;
    }

    private Finding contradiction(BindingSeen t, List<Long> owners) {
        Ip ip = t.binding().ip();
        String who = Mac.text(t.seen().senderMac());
        String expected = Words.list(owners.stream().map(Mac::text).toList());
        List<Evidence> evidence = new ArrayList<>();
        if (t.before() != null && owners.contains(t.before().mac())) {
            evidence.add(heldBy(t.before()));
        }
        evidence.add(claim(t));
        return new Finding(
                INFO,
                Severity.HIGH,
                t.how() == How.UNASKED_REPLY || t.changed() ? 0.97 : 0.9,
                Words.ip(ip),
                trust.role(ip) + " " + ip + Words.on(t.seen().where().path()) + " claimed by " + who
                        + ", but belongs to " + expected,
                expected,
                who,
                Words.party(t.claimant()),
                victims(t, t.claimant()),
                evidence,
                "",
                t.seen().where());
    }

    private Finding change(BindingSeen t, Holder before) {
        Ip ip = t.binding().ip();
        long now = t.nanos();
        boolean outsider = t.byOutsider() && ArpSigns.isHeld(t);
        Host suspect = outsider ? t.claimant() : ArpSigns.suspect(t);
        boolean unasked = suspect != null && (!outsider || suspect == ArpSigns.suspect(t));
        boolean active = t.silenceNanos() < ACTIVE;
        int returns = t.binding().returnsSince(now - ALTERNATION);
        boolean alternates = returns >= 2;
        boolean other = suspect != null && suspect.holdsOther(ip, now - 6 * GRUDGE);
        List<String> signs = new ArrayList<>();
        if (active) {
            signs.add(Mac.text(before.mac()) + " was heard " + Words.span(t.silenceNanos()) + " before");
        }
        if (unasked) {
            signs.add(Mac.text(suspect.mac()) + " replied unasked");
        }
        if (other) {
            signs.add(Mac.text(suspect.mac()) + " also holds " + suspect.own());
        }
        if (outsider && t.group() != null) {
            signs.add(Mac.text(t.seen().senderMac()) + " is no router of "
                    + t.group().protocol() + " group " + t.group().number() + ", which is alive");
        }
        if (alternates) {
            signs.add("it came back " + returns + " times within 5 min");
        }
        if (t.mirror() != null) {
            signs.add("it told " + t.mirror().told() + " and " + t.seen().targetIp() + " that it is the other");
        }
        Severity severity = severity(t, active, unasked, other || outsider, alternates);
        boolean named = severity.atLeast(Severity.MEDIUM) && suspect != null;
        boolean returned = named && suspect == t.former();
        String verb = t.earlier() == null ? " changed ethernet address" : " flip flop";
        String signature = ip + Words.on(t.seen().where().path()) + verb + " from " + Mac.text(before.mac()) + " to "
                + Mac.text(t.seen().senderMac())
                + (active ? "" : " after " + Words.span(t.silenceNanos()) + " of silence")
                + (signs.isEmpty() ? "" : ": " + Words.list(signs));
        return new Finding(
                INFO,
                severity,
                confidence(severity, signs.size()),
                Words.ip(ip),
                signature,
                // Where the former holder is the suspect, the one who claims it now is who should have held it.
                Mac.text(returned ? t.seen().senderMac() : before.mac()),
                Mac.text(returned ? before.mac() : t.seen().senderMac()),
                named ? Words.party(suspect) : Party.UNKNOWN,
                named ? victims(t, suspect) : List.of(),
                evidence(t, before),
                "",
                t.seen().where());
    }

    private Severity severity(BindingSeen t, boolean active, boolean unasked, boolean other, boolean alternates) {
        Ip ip = t.binding().ip();
        if (t.silenceNanos() > FORGOTTEN) {
            return Severity.INFO;
        }
        Severity s = Severity.LOW;
        boolean cards = !other
                && t.mirror() == null
                && t.before() != null
                && ArpSigns.areSisters(t.before().mac(), t.seen().senderMac());
        if (cards) {
            // balance-alb of Linux bonding tells each client, unasked, which card to use.
            s = Severity.LOW;
        } else if (t.mirror() != null || unasked && active && other || unasked && alternates) {
            s = Severity.HIGH;
        } else if (unasked && (active || other)) {
            s = Severity.MEDIUM;
        }
        if (t.silenceNanos() > GONE || !unasked && ArpSigns.isOrdinary(t)) {
            s = Severity.LOW;
        }
        if (t.byOutsider() && ArpSigns.isHeld(t) && s == Severity.LOW) {
            s = Severity.MEDIUM;
        }
        if (trust.isTrusted(ip) && !trust.isRedundant(ip)) {
            s = s == Severity.LOW ? Severity.MEDIUM : Severity.HIGH;
        }
        return s;
    }

    private static double confidence(Severity severity, int signs) {
        return switch (severity) {
            case HIGH -> Math.min(0.97, 0.85 + 0.03 * signs);
            case MEDIUM -> 0.6;
            case LOW -> 0.3;
            case INFO -> 0.1;
        };
    }

    private static List<Ip> victims(BindingSeen t, Host suspect) {
        boolean told = t.how() == How.UNASKED_REPLY || t.how() == How.REPLY;
        return told && suspect == t.claimant() ? Words.victims(t.seen().targetIp()) : List.of();
    }

    private static List<Evidence> evidence(BindingSeen t, Holder before) {
        List<Evidence> all = new ArrayList<>();
        all.add(heldBy(before));
        if (t.mirror() != null) {
            all.add(new Evidence(
                    t.mirror().where(),
                    "unasked reply to " + t.mirror().told() + ": " + t.mirror().claimed() + " is at "
                            + Mac.text(t.seen().senderMac())));
        }
        all.add(claim(t));
        all.sort((a, b) -> Long.compare(a.where().ordinal(), b.where().ordinal()));
        return List.copyOf(all);
    }

    private static Evidence heldBy(Holder h) {
        return Evidence.before(
                h.last(),
                how(h.how()) + ": " + Mac.text(h.mac()) + " held it, " + h.packets()
                        + (h.how() == How.TRAFFIC || h.how() == How.LEASE ? " packets" : " ARP packets") + " so far");
    }

    private static Evidence claim(BindingSeen t) {
        String told =
                t.how() == How.ANNOUNCEMENT ? "everybody" : t.seen().targetIp().toString();
        return new Evidence(
                t.seen().where(),
                how(t.how()) + " to " + told + ": " + t.binding().ip() + " is at "
                        + Mac.text(t.seen().senderMac()));
    }

    private static String how(How how) {
        return switch (how) {
            case REPLY -> "reply";
            case UNASKED_REPLY -> "unasked reply";
            case REQUEST -> "request";
            case ANNOUNCEMENT -> "announcement";
            case LEASE -> "DHCP lease";
            case TRAFFIC -> "IP traffic";
        };
    }
}
