// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.rules.nd;

import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.event.Finding.Party;
import io.doppelwatch.engine.event.Incident;
import io.doppelwatch.engine.event.RuleInfo;
import io.doppelwatch.engine.event.Severity;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.rules.base.Rule;
import io.doppelwatch.engine.rules.base.Words;
import io.doppelwatch.engine.tables.Router;
import io.doppelwatch.engine.tables.RouterAdvert;
import io.doppelwatch.engine.tables.RouterSeen;
import io.doppelwatch.engine.trust.TrustIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A router advertisement brings resolvers that nobody gave before. */
public final class RaNewDns implements Rule<RouterSeen> {
    public static final RuleInfo INFO = new RuleInfo(
            "ra-new-dns",
            1_700_205,
            "A router advertisement brings another DNS resolver",
            "Adversary-in-the-Middle",
            Severity.HIGH,
            0.5,
            Incident.Phase.DISCOVERY,
            List.of("T1557"),
            List.of("SAFE-T1004"),
            "A router advertisement gives a resolver (RDNSS) that no router of the link gave while another's word still held. Whoever"
                    + " names the resolver answers for every name. High where the trust file lists IPv6 resolvers under"
                    + " network.resolvers and this is none of them. Else low where a router adds one to those it gave, or takes one in"
                    + " its own new prefix (a provider renumbered), or a second router brings its own; medium where a router replaces"
                    + " all it gave, or a new router brings one and shows one sign more, high with two: its MAC behaved as a host"
                    + " before, it wants to be preferred, its address is made of another MAC, it speaks under another router's address.",
            "The advertisement, the resolvers that were given before and by whom.",
            List.of(
                    "a provider that renumbers, where the resolver moves with the prefix",
                    "a second router with another provider's resolvers",
                    "a planned change: list the resolvers under network.resolvers",
                    "the first advertisement that is seen: there is nothing to compare it with"),
            List.of(
                    "Ask the new resolver and the old one for the same names and compare.",
                    "See which hosts took it: resolvectl dns, /etc/resolv.conf.",
                    "If it is right, add it to network.resolvers in the trust file."),
            List.of("RFC 8106, 5.1 and 7", "RFC 6104", "https://attack.mitre.org/techniques/T1557/"));

    private final TrustIndex trust;
    private final List<Ip> listed;

    public RaNewDns(TrustIndex trust) {
        this.trust = trust;
        listed = trust.trust().resolvers().stream().filter(ip -> !ip.isV4()).toList();
    }

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(RouterSeen t, Consumer<Finding> findings) {
        if (!listed.isEmpty()) {
            List<Ip> wrong = new ArrayList<>();
            for (RouterAdvert.Resolver6 r : t.advert().resolvers()) {
                if (r.lifetime() > 0 && !listed.contains(r.address())) {
                    wrong.add(r.address());
                }
            }
            if (!wrong.isEmpty()) {
                findings.accept(finding(
                        t,
                        Severity.HIGH,
                        wrong,
                        text(listed),
                        ", which the trust file does not name",
                        RouterWords.party(t)));
            }
        } else if (!t.newResolvers().isEmpty()) {
            compare(t, findings);
        }
    }

    private void compare(RouterSeen t, Consumer<Finding> findings) {
        if (t.before() != null && !t.before().resolvers().isEmpty()) {
            boolean replaced = true;
            for (RouterAdvert.Resolver6 r : t.before().resolvers()) {
                replaced &= !gives(t.advert(), r.address());
            }
            boolean renumbered = renumbered(t);
            Severity severity = replaced && !renumbered ? Severity.MEDIUM : Severity.LOW;
            String how = renumbered
                    ? ", which moved with its prefix"
                    : replaced ? " in place of those it gave" : " beside those it gave";
            // The router's own MAC and address: it may have been changed, or somebody speaks as it. Who, is not told by
            // this.
            findings.accept(finding(t, severity, t.newResolvers(), before(t.before()), how, Party.UNKNOWN));
            return;
        }
        Signs signs = new Signs();
        RouterWords.odd(t, signs);
        if (RouterWords.outbids(t)) {
            signs.add("it wants to be preferred");
        }
        if (t.namesake() != null && !trust.isRedundant(t.router().ip())) {
            signs.add("another MAC advertises under that address");
        }
        Severity severity = signs.count() >= 2 ? Severity.HIGH : signs.count() == 1 ? Severity.MEDIUM : Severity.LOW;
        findings.accept(finding(
                t,
                severity,
                t.newResolvers(),
                given(t),
                signs.text(),
                severity == Severity.LOW ? Party.UNKNOWN : RouterWords.party(t)));
    }

    /** Every new resolver lies in a prefix that the same router offers only now. */
    private static boolean renumbered(RouterSeen t) {
        for (Ip resolver : t.newResolvers()) {
            boolean moved = false;
            for (RouterAdvert.Prefix p : t.advert().prefixes()) {
                boolean old = t.before() != null && t.before().prefixes().contains(p);
                moved |= !old && p.length() >= 48 && p.contains(resolver);
            }
            if (!moved) {
                return false;
            }
        }
        return true;
    }

    private static boolean gives(RouterAdvert advert, Ip resolver) {
        for (RouterAdvert.Resolver6 r : advert.resolvers()) {
            if (r.lifetime() > 0 && r.address().equals(resolver)) {
                return true;
            }
        }
        return false;
    }

    private static String before(RouterAdvert advert) {
        return text(
                advert.resolvers().stream().map(RouterAdvert.Resolver6::address).toList());
    }

    private static String given(RouterSeen t) {
        for (Router r : t.others()) {
            if (!r.advert().resolvers().isEmpty()) {
                return before(r.advert());
            }
        }
        return t.namesake() == null ? "" : before(t.namesake().advert());
    }

    private static String text(List<Ip> addresses) {
        return Words.list(addresses.stream().limit(8).map(Ip::toString).toList());
    }

    private static Finding finding(
            RouterSeen t, Severity severity, List<Ip> resolvers, String expected, String how, Party attacker) {
        return new Finding(
                INFO,
                severity,
                Signs.confidence(severity),
                Words.ip(resolvers.get(0)),
                RouterWords.who(t) + Words.on(t.where().path()) + " gives the resolver " + text(resolvers) + how,
                expected,
                text(resolvers),
                attacker,
                List.of(),
                RouterWords.evidence(t, false),
                "",
                t.where());
    }
}
