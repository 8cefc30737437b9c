// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.rules.nd;

import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.event.Finding.Evidence;
import io.doppelwatch.engine.event.Finding.Party;
import io.doppelwatch.engine.event.Incident;
import io.doppelwatch.engine.event.RuleInfo;
import io.doppelwatch.engine.event.Severity;
import io.doppelwatch.engine.net.Eui64;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Mac;
import io.doppelwatch.engine.rules.base.Rule;
import io.doppelwatch.engine.rules.base.Words;
import io.doppelwatch.engine.tables.Binding.Holder;
import io.doppelwatch.engine.tables.Binding.How;
import io.doppelwatch.engine.tables.Host;
import io.doppelwatch.engine.tables.NeighbourSeen;
import io.doppelwatch.engine.trust.Trust;
import io.doppelwatch.engine.trust.TrustIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An IPv6 address is said to be at another MAC than before, or at one that it is plainly not made of. */
public final class NdOverride implements Rule<NeighbourSeen> {
    public static final RuleInfo INFO = new RuleInfo(
            "nd-override",
            1_700_201,
            "An IPv6 address is claimed by another MAC than before",
            "Adversary-in-the-Middle",
            Severity.HIGH,
            0.5,
            Incident.Phase.DISCOVERY,
            List.of("T1557", "T1557.002"),
            List.of("SAFE-T1004"),
            "A neighbour advertisement, or the source of a solicitation, puts an IPv6 address at another MAC than the one that held it"
                    + " on the same VLAN or tunnel. Low for an ordinary change. Medium where two signs meet, high where three do: the"
                    + " former holder spoke within the last minute; one host was told and had not asked (an advertisement to one host"
                    + " that does not even say that it was solicited is one no implementation sends, RFC 4861, 7.2.4 and 7.2.6); the"
                    + " claimant also holds an address that is its own; it says so three times within a minute; the holders take turns;"
                    + " the address is made of another card's MAC. An unasked message about such an address is enough without a former"
                    + " holder, so that a sensor that starts in the middle of an attack still sees it. High at once where the trust file is contradicted,"
                    + " or where a MAC tells two hosts, unasked, that it is the other. Advertisements without the override flag replace"
                    + " nothing and do not count.",
            "The claims of both MACs with their packets, how each was made, how long the former holder had been silent, who was told.",
            List.of(
                    "a replaced network card, or a host that roamed to another interface: it probes first, or announces itself to everybody",
                    "fail-over of a VRRP version 3 group without a virtual MAC: name its address and MACs in the trust file",
                    "bonded cards that change their MAC (fail_over_mac), which announce themselves to everybody",
                    "a sleep proxy that speaks for a machine that has just gone to sleep",
                    "Neighbour Discovery proxies and anycast addresses, which do not set the override flag (RFC 4861, 7.2.7, 7.2.8)",
                    "a wireless bridge that puts its own MAC on its client's frames"),
            List.of(
                    "Find the switch port of the new MAC and see whose machine it is.",
                    "On the hosts that were told, compare the neighbour cache with the true MAC: ip -6 neigh show.",
                    "If the change was planned, put address and MAC of the machine into the trust file.",
                    "Where the switches can, turn on Neighbour Discovery inspection or binding guards (RFC 6620)."),
            List.of(
                    "RFC 4861, 7.2.3 to 7.2.8",
                    "RFC 3756, 4.1.1",
                    "RFC 9131",
                    "https://attack.mitre.org/techniques/T1557/002/"));

    private static final long SECOND = 1_000_000_000L;
    private static final long ACTIVE = 60 * SECOND;
    private static final long ALTERNATION = 300 * SECOND;
    /** A silence that says the capture is of another time. */
    private static final long FORGOTTEN = 7 * 86_400 * SECOND;

    private static final int REPEATED = 3;

    private final TrustIndex trust;

    public NdOverride(TrustIndex trust) {
        this.trust = trust;
    }

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(NeighbourSeen t, Consumer<Finding> findings) {
        Ip ip = t.binding().ip();
        if (!t.changed() && !t.saidUnasked() && !trust.isTrusted(ip)) {
            return; // an address where it was: nearly every message
        }
        if (trust.isGroupMac(ip, t.mac())) {
            return;
        }
        List<Long> owners = trust.macsOf(ip);
        if (!owners.isEmpty()) {
            if (!owners.contains(t.mac()) && !changeAllowed(ip, t.nanos())) {
                findings.accept(contradiction(t, owners));
            }
        } else if (t.returned()) {
            comesBack(t, findings);
        } else if (t.changed() || t.saidUnasked()) {
            claim(t, findings);
        }
    }

    private boolean changeAllowed(Ip ip, long nanos) {
        Trust.Service service = trust.serviceAt(ip);
        return service != null && TrustIndex.allowed(service, "mac", nanos);
    }

    private Finding contradiction(NeighbourSeen t, List<Long> owners) {
        Ip ip = t.binding().ip();
        String expected = Words.list(owners.stream().map(Mac::text).toList());
        return new Finding(
                INFO,
                Severity.HIGH,
                0.95,
                Words.ip(ip),
                trust.role(ip) + " " + ip + Words.on(t.seen().where().path()) + " claimed by " + Mac.text(t.mac())
                        + ", but belongs to " + expected,
                expected,
                Mac.text(t.mac()),
                party(t),
                Words.victims(t.told()),
                evidence(t),
                "",
                t.seen().where());
    }

    private void claim(NeighbourSeen t, Consumer<Finding> findings) {
        Ip ip = t.binding().ip();
        long now = t.nanos();
        String who = Mac.text(t.mac());
        boolean foreign = Eui64.isOfAnother(ip, t.mac());
        int times = t.claimant().unaskedSince(ip, now - ACTIVE);
        Signs signs = new Signs();
        if (t.before() != null && t.changed() && t.silenceNanos() < ACTIVE && !probed(t)) {
            signs.add(Mac.text(t.before().mac()) + " was heard " + Words.span(t.silenceNanos()) + " before");
        }
        if (t.unasked()) {
            signs.add(who + " told " + t.told() + " alone and unasked");
            if (foreign && t.saidUnasked()) {
                signs.add("the address is made of " + Mac.text(Eui64.mac(ip)));
            }
            if (times >= REPEATED) {
                signs.add("it said so " + times + " times within a minute");
            }
            if (!t.changed() && t.binding().claimants() > 1) {
                signs.add("another MAC holds it, too");
            }
            Ip own = t.claimant().own();
            if (t.changed() && !own.equals(Ip.NONE) && !own.equals(ip)) {
                signs.add(who + " also holds " + own);
            }
        }
        int returns = t.binding().returnsSince(now - ALTERNATION);
        if (t.changed() && returns >= 2) {
            signs.add("it came back " + returns + " times within 5 min");
        }
        Severity severity = signs.severity();
        if (t.mirror() != null) {
            signs.add(
                    "it told " + t.mirror().told() + " that it is " + t.mirror().claimed() + ", too");
            severity = Severity.HIGH;
        }
        if (!t.changed() && severity == Severity.LOW) {
            return; // one odd message about an address that nobody else was heard under
        }
        if (t.changed() && t.silenceNanos() > FORGOTTEN) {
            severity = Severity.INFO;
        } else if (trust.isTrusted(ip) && !trust.isRedundant(ip) && t.changed()) {
            severity = severity == Severity.LOW ? Severity.MEDIUM : Severity.HIGH;
        }
        boolean named = severity.atLeast(Severity.MEDIUM) && (t.unasked() || t.mirror() != null);
        findings.accept(finding(t, severity, signs, named ? party(t) : Party.UNKNOWN, named));
    }

    /** Whose it was takes it back. That is no fault of its own; but who took it, if that was no honest move, is known now. */
    private void comesBack(NeighbourSeen t, Consumer<Finding> findings) {
        Ip ip = t.binding().ip();
        long now = t.nanos();
        Host former = t.former();
        int returns = t.binding().returnsSince(now - ALTERNATION);
        boolean unasked = former != null && former.unaskedSince(ip, now - ALTERNATION) > 0;
        if (returns < 2 && !unasked || t.before() == null || t.silenceNanos() > ALTERNATION) {
            return;
        }
        Signs signs = new Signs();
        signs.add(Mac.text(t.mac()) + ", which held it first, took it back");
        if (returns >= 2) {
            signs.add("it came back " + returns + " times within 5 min");
        }
        if (unasked) {
            signs.add(Mac.text(t.before().mac()) + " had told single hosts unasked");
        }
        Party who = unasked ? Words.party(former) : Party.UNKNOWN;
        findings.accept(finding(t, signs.severity(), signs, who, false));
    }

    private static boolean probed(NeighbourSeen t) {
        return t.claimant().probed(t.binding().ip(), t.nanos() - ACTIVE) && t.how() != How.UNASKED_REPLY;
    }

    private static Finding finding(NeighbourSeen t, Severity severity, Signs signs, Party attacker, boolean told) {
        Ip ip = t.binding().ip();
        boolean back = t.returned();
        Holder before = t.before();
        long eui = Eui64.mac(ip);
        String from = before != null && t.changed()
                ? Mac.text(before.mac())
                : eui == Mac.NONE || eui == t.mac() ? "" : Mac.text(eui);
        String to = Mac.text(t.mac());
        String on = Words.on(t.seen().where().path());
        String what = t.changed()
                ? ip + on + " changed ethernet address from " + from + " to " + to
                : ip + on + " is said to be at " + to;
        return new Finding(
                INFO,
                severity,
                Signs.confidence(severity),
                Words.ip(ip),
                what + signs.text(),
                back ? to : from,
                back ? from : to,
                attacker,
                told ? Words.victims(t.told()) : List.of(),
                evidence(t),
                "",
                t.seen().where());
    }

    /** The claimant; an address of its own rather than the one it claims. */
    private static Party party(NeighbourSeen t) {
        return Words.party(t.claimant());
    }

    private static List<Evidence> evidence(NeighbourSeen t) {
        List<Evidence> all = new ArrayList<>();
        Holder before = t.before();
        if (before != null && t.changed()) {
            all.add(Evidence.before(
                    before.last(),
                    how(before.how()) + ": " + Mac.text(before.mac()) + " held it, " + before.packets()
                            + " messages so far"));
        }
        if (t.mirror() != null) {
            all.add(new Evidence(
                    t.mirror().where(),
                    "unasked advertisement to " + t.mirror().told() + ": "
                            + t.mirror().claimed() + " is at " + Mac.text(t.mac())));
        }
        String carrier = t.carrier() == Mac.NONE ? "" : ", in a frame from " + Mac.text(t.carrier());
        String told = t.told().equals(Ip.NONE) ? "everybody" : t.told().toString();
        all.add(new Evidence(
                t.seen().where(),
                how(t.how()) + " to " + told + ": " + t.binding().ip() + " is at " + Mac.text(t.mac()) + carrier));
        all.sort((a, b) -> Long.compare(a.where().ordinal(), b.where().ordinal()));
        return List.copyOf(all);
    }

    private static String how(@Nullable How how) {
        return how == How.REPLY
                ? "solicited advertisement"
                : how == How.UNASKED_REPLY
                        ? "unasked advertisement"
                        : how == How.REQUEST ? "solicitation" : "announcement";
    }
}
