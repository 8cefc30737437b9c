// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.rules.nd;

import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.event.Finding.Party;
import io.doppelwatch.engine.event.Incident;
import io.doppelwatch.engine.event.RuleInfo;
import io.doppelwatch.engine.event.Severity;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Mac;
import io.doppelwatch.engine.rules.base.Rule;
import io.doppelwatch.engine.rules.base.Words;
import io.doppelwatch.engine.tables.Router;
import io.doppelwatch.engine.tables.RouterSeen;
import io.doppelwatch.engine.trust.TrustIndex;
import java.util.List;
import java.util.function.Consumer;

/** Somebody advertises itself as an IPv6 router who is none as far as can be told, or speaks as another one. */
public final class RaRogueRouter implements Rule<RouterSeen> {
    public static final RuleInfo INFO = new RuleInfo(
            "ra-rogue-router",
            1_700_203,
            "A router advertisement comes from somebody who does not seem to be a router",
            "Adversary-in-the-Middle",
            Severity.HIGH,
            0.5,
            Incident.Phase.DISCOVERY,
            List.of("T1557"),
            List.of("SAFE-T1004"),
            "The first router of a link is learned. A further one is low by itself, and so is one that offers no default route; medium"
                    + " where two signs meet and high where three do: its MAC behaved as a host before (asked for routers, or said that"
                    + " it is none); it wants to be preferred to the routers that are there; it brings other resolvers than theirs; its"
                    + " address is made of another MAC, or it names another MAC as its own. The same where a router's own address"
                    + " advertises from another MAC, with one sign more where the router spoke within the last minute. What no router"
                    + " says counts from the very first advertisement on, medium for one thing and high for two: the link-local or a"
                    + " multicast prefix offered to hosts, an on-link prefix so short that the whole Internet would be on the link, a"
                    + " resolver that is a multicast group, :: or ::1. High at once where network.routers6 of the trust file does not"
                    + " name the router, medium where that one offers no default route. A rogue router is most often a mistake (RFC"
                    + " 6104, 2): a laptop that shares its connection. The traffic goes through it all the same.",
            "The advertisement with lifetime, prefixes and resolvers, and the last one of each router that was there before.",
            List.of(
                    "a second router of the site: it offers the same prefixes and was never a host",
                    "two VRRP version 3 routers that share an address without a virtual MAC, where the other had gone silent",
                    "a laptop or telephone that shares its connection, a lab router plugged into the wrong socket (no attack, but a rogue router)",
                    "a border router of a home network of things (Thread, Matter), which offers a prefix and lifetime 0",
                    "a VLAN that leaks into another",
                    "captures of different networks read as one: a router is forgotten when its lifetime has run out"),
            List.of(
                    "Find the switch port of the MAC and see whose machine it is.",
                    "If it is a router of yours, put its link-local address under network.routers6 in the trust file.",
                    "If not, shut the port; hosts forget it when its lifetime runs out, or at once by: ip -6 route del default via ADDRESS.",
                    "Turn on RA Guard on every access port (RFC 6105; mind RFC 7113)."),
            List.of(
                    "RFC 4861, 6.1.2 and 4.6.2",
                    "RFC 6104",
                    "RFC 6105",
                    "RFC 7113",
                    "RFC 4191, 2.1",
                    "https://attack.mitre.org/techniques/T1557/"));

    private static final long ACTIVE = 60_000_000_000L;

    private final TrustIndex trust;

    public RaRogueRouter(TrustIndex trust) {
        this.trust = trust;
    }

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(RouterSeen t, Consumer<Finding> findings) {
        Router r = t.router();
        List<Long> macs = trust.macsOf(r.ip());
        List<Ip> declared = trust.trust().routers6();
        boolean rightMac = macs.isEmpty() || macs.contains(r.mac());
        boolean named = declared.contains(r.ip()) || trust.isGateway(r.ip());
        if (trust.isGroupMac(r.ip(), r.mac()) || named && rightMac && !macs.isEmpty()) {
            return;
        }
        if (!rightMac) {
            String expected = Words.list(macs.stream().map(Mac::text).toList());
            findings.accept(finding(
                    t,
                    Severity.HIGH,
                    "router " + r.ip() + Words.on(t.where().path()) + " advertises from " + Mac.text(r.mac())
                            + ", but belongs to " + expected,
                    expected,
                    RouterWords.party(t)));
        } else if (!declared.isEmpty() && !named) {
            Severity severity = t.advert().lifetime() > 0 ? Severity.HIGH : Severity.MEDIUM;
            String expected = Words.list(declared.stream().map(Ip::toString).toList());
            findings.accept(finding(
                    t,
                    severity,
                    RouterWords.who(t) + Words.on(t.where().path())
                            + " advertises itself as a router, which the trust file does not name",
                    expected,
                    RouterWords.party(t)));
        } else {
            untrusted(t, named, findings);
        }
    }

    /** @param declared whether the trust file names this router, though not its MAC */
    private void untrusted(RouterSeen t, boolean declared, Consumer<Finding> findings) {
        List<String> impossible = RouterWords.impossible(t.advert());
        if (!impossible.isEmpty()) {
            Severity severity = impossible.size() > 1 ? Severity.HIGH : Severity.MEDIUM;
            String signature = RouterWords.who(t) + Words.on(t.where().path()) + " advertises what no router does: "
                    + Words.list(impossible);
            findings.accept(finding(t, severity, signature, "", RouterWords.party(t)));
            return;
        }
        if (t.namesake() != null) {
            // Lifetime 0 in another's name is a rule of its own.
            if (t.fresh() && t.advert().lifetime() > 0) {
                namesake(t, t.namesake(), findings);
            }
        } else if (!declared && isNews(t) && isLatecomer(t)) {
            another(t, findings);
        }
    }

    /** It was not heard before, or says something else than before. Of a flood one finding tells, not one for each router. */
    private static boolean isNews(RouterSeen t) {
        boolean flood = t.link().senders() > RaFlood.DISTINCT;
        return !flood && (t.before() == null || !t.before().equals(t.advert()));
    }

    /** There is a router that was here before it. */
    private static boolean isLatecomer(RouterSeen t) {
        for (Router r : t.others()) {
            if (r.first().ordinal() < t.router().first().ordinal()) {
                return true;
            }
        }
        return false;
    }

    private static void another(RouterSeen t, Consumer<Finding> findings) {
        Signs signs = new Signs();
        RouterWords.odd(t, signs);
        if (RouterWords.outbids(t)) {
            signs.add("it wants to be preferred");
        }
        if (!t.newResolvers().isEmpty()) {
            signs.add("it brings the resolver " + t.newResolvers().get(0));
        }
        Severity severity =
                t.advert().lifetime() == 0 && signs.severity() == Severity.HIGH ? Severity.MEDIUM : signs.severity();
        String signature = RouterWords.who(t) + Words.on(t.where().path()) + " advertises itself as a router beside "
                + RouterWords.who(t.others().get(0)) + signs.text();
        findings.accept(finding(
                t,
                severity,
                signature,
                t.others().get(0).ip().toString(),
                severity == Severity.LOW ? Party.UNKNOWN : RouterWords.party(t)));
    }

    private void namesake(RouterSeen t, Router known, Consumer<Finding> findings) {
        if (trust.isRedundant(known.ip())) {
            return;
        }
        Signs signs = new Signs();
        long silence = Math.abs(t.nanos() - known.last().timeNanos());
        if (silence < ACTIVE) {
            signs.add(Mac.text(known.mac()) + " advertised " + Words.span(silence) + " before");
        }
        RouterWords.odd(t, signs);
        if (t.advert().preference() > known.advert().preference()) {
            signs.add("it wants to be preferred");
        }
        if (!t.newResolvers().isEmpty()) {
            signs.add("it brings the resolver " + t.newResolvers().get(0));
        }
        Severity severity = known.isAlive(t.nanos()) ? signs.severity() : Severity.LOW;
        String signature = "router " + known.ip() + Words.on(t.where().path()) + " advertises from "
                + Mac.text(t.router().mac()) + " now, and did from " + Mac.text(known.mac()) + signs.text();
        findings.accept(finding(
                t,
                severity,
                signature,
                Mac.text(known.mac()),
                severity == Severity.LOW ? Party.UNKNOWN : RouterWords.party(t)));
    }

    private static Finding finding(RouterSeen t, Severity severity, String signature, String expected, Party attacker) {
        return new Finding(
                INFO,
                severity,
                Signs.confidence(severity),
                Words.ip(t.router().ip()),
                signature,
                expected,
                RouterWords.who(t),
                attacker,
                List.of(),
                RouterWords.evidence(t, true),
                "",
                t.where());
    }
}
