// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.rules.nd;

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
import io.doppelwatch.engine.tables.Router;
import io.doppelwatch.engine.tables.RouterLink;
import io.doppelwatch.engine.tables.RouterSeen;
import io.doppelwatch.engine.trust.TrustIndex;
import java.util.List;
import java.util.function.Consumer;

/** Somebody says in a router's name that it is no default router any more. */
public final class RaLifetimeZeroed implements Rule<RouterSeen> {
    public static final RuleInfo INFO = new RuleInfo(
            "ra-lifetime-zeroed",
            1_700_204,
            "A router is said to be none any more by somebody else",
            "Adversary-in-the-Middle",
            Severity.HIGH,
            0.6,
            Incident.Phase.PREPARATION,
            List.of("T1557"),
            List.of("SAFE-T1004"),
            "A router advertisement with lifetime 0 under the address of a router that advertises from another MAC: every host drops"
                    + " that router at once, and takes the attacker's, or none. Medium where that is all; high where the router itself"
                    + " advertised within the last minute, the sender behaved as a host, or names the router's MAC as its own; and high"
                    + " when the router itself speaks on as if nothing had been. From the router's own MAC it is how a router says"
                    + " good-bye (RFC 4861, 6.2.5) and is no finding, unless it does so three times within five minutes: that is medium,"
                    + " for a forger can take the router's MAC too.",
            "The advertisement with lifetime 0, the router's last own one, and its next where it speaks on.",
            List.of(
                    "a router that reboots or is taken out of service: it says so itself",
                    "a VRRP pair without a virtual MAC: the one that gives up says so under the shared address; name it under network.redundancy",
                    "a router whose daemon restarts again and again"),
            List.of(
                    "Find the switch port of the sender's MAC.",
                    "See whether hosts still have a default route: ip -6 route show default.",
                    "Turn on RA Guard on every access port (RFC 6105)."),
            List.of("RFC 4861, 4.2, 6.2.5 and 6.3.4", "RFC 3756, 4.2.2", "https://attack.mitre.org/techniques/T1557/"));

    private static final long ACTIVE = 60_000_000_000L;
    private static final int FLAPS = 3;

    private final TrustIndex trust;

    public RaLifetimeZeroed(TrustIndex trust) {
        this.trust = trust;
    }

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(RouterSeen t, Consumer<Finding> findings) {
        Router known = t.namesake();
        if (trust.isRedundant(t.router().ip())
                || trust.isGroupMac(t.router().ip(), t.router().mac())) {
            return;
        }
        if (t.zeroed() != null) {
            wentOn(t, t.zeroed(), findings);
        } else if (t.advert().lifetime() > 0) {
            return;
        } else if (known != null && known.lifetime() > 0) {
            foreign(t, known, findings);
        } else if (t.before() != null && t.before().lifetime() > 0 && t.router().zeroed() >= FLAPS) {
            findings.accept(finding(
                    t,
                    Severity.MEDIUM,
                    RouterWords.who(t) + Words.on(t.where().path()) + " said "
                            + t.router().zeroed()
                            + " times within 5 min that it is no router any more, and each time that it is",
                    Party.UNKNOWN,
                    List.of(RouterWords.advertised(t))));
        }
    }

    private void foreign(RouterSeen t, Router known, Consumer<Finding> findings) {
        Signs signs = new Signs();
        signs.add("that router advertises from " + Mac.text(known.mac()));
        long silence = Math.abs(t.nanos() - known.last().timeNanos());
        if (known.advert().lifetime() > 0 && silence < ACTIVE) {
            signs.add("it did " + Words.span(silence) + " before");
        }
        if (t.wasHost()) {
            signs.add(Mac.text(t.router().mac()) + " behaved as a host before");
        }
        if (t.advert().mac() == known.mac()) {
            signs.add("it names that router's MAC as its own");
        }
        Severity severity = !known.isAlive(t.nanos())
                ? Severity.LOW
                : signs.count() > 1 || !trust.macsOf(known.ip()).isEmpty() ? Severity.HIGH : Severity.MEDIUM;
        findings.accept(finding(
                t,
                severity,
                Mac.text(t.router().mac()) + Words.on(t.where().path()) + " says as " + known.ip()
                        + " that it is no router any more" + signs.text(),
                severity == Severity.LOW ? Party.UNKNOWN : new Party(t.router().mac(), own(t)),
                List.of(RouterWords.heard(known), RouterWords.advertised(t))));
    }

    private static void wentOn(RouterSeen t, RouterLink.Zeroed zeroed, Consumer<Finding> findings) {
        findings.accept(finding(
                t,
                Severity.HIGH,
                RouterWords.who(t) + Words.on(t.where().path()) + " is a router still, and " + Mac.text(zeroed.mac())
                        + " said in its name "
                        + Words.span(Math.abs(t.nanos() - zeroed.where().timeNanos()))
                        + " before that it is none",
                new Party(zeroed.mac(), Ip.NONE),
                List.of(
                        new Evidence(zeroed.where(), "lifetime 0 from " + Mac.text(zeroed.mac())),
                        RouterWords.advertised(t))));
    }

    /** An address of the forger's own rather than the router's. */
    private static Ip own(RouterSeen t) {
        Ip own = t.host() == null ? Ip.NONE : t.host().own();
        return own.equals(t.router().ip()) ? Ip.NONE : own;
    }

    private static Finding finding(
            RouterSeen t, Severity severity, String signature, Party attacker, List<Evidence> evidence) {
        return new Finding(
                INFO,
                severity,
                Signs.confidence(severity),
                Words.ip(t.router().ip()),
                signature,
                "the router's own word",
                "lifetime 0",
                attacker,
                List.of(),
                evidence,
                "",
                t.where());
    }
}
