// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.rules.resolution;

import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.event.Finding.Evidence;
import io.doppelwatch.engine.event.Finding.Party;
import io.doppelwatch.engine.event.Incident;
import io.doppelwatch.engine.event.RuleInfo;
import io.doppelwatch.engine.event.Severity;
import io.doppelwatch.engine.net.Reach;
import io.doppelwatch.engine.rules.base.Rule;
import io.doppelwatch.engine.rules.base.Words;
import io.doppelwatch.engine.tables.PublicAnswer;
import io.doppelwatch.engine.tables.Rebindings;
import io.doppelwatch.engine.tables.Rebound;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A public name turns from a public address to a local one within the hour, both for a moment only. */
public final class DnsRebinding implements Rule<Rebound> {
    public static final RuleInfo INFO = new RuleInfo(
            "dns-rebinding",
            1_700_421,
            "A public name turned to an address inside the network",
            "Adversary-in-the-Middle",
            Severity.MEDIUM,
            0.6,
            Incident.Phase.CONNECTION,
            List.of("T1557"),
            List.of("SAFE-T1004"),
            "A name that the same server had resolved to a public address within the last hour, with a TTL of a minute at most, is"
                    + " given a private, link-local or unique local address with a TTL of a minute at most. A browser takes both"
                    + " for one origin: a page from outside then reads from a service inside, an MCP server without authentication"
                    + " among them. Medium for an address inside the network; low for loopback and 0.0.0.0, which"
                    + " blockers answer as well, for an answer from another server, and for one answer with a public"
                    + " and a local address together.",
            "The public answer and the local one, with their packets, TTLs and the time between them.",
            List.of(
                    "a blocker or captive portal, which gives many domains the same local address (not told once a second domain had it)",
                    "split DNS, seen from outside first and then from inside, as when a VPN comes up: another server answers (low), or the"
                            + " TTLs are ordinary ones (not told)",
                    "names made to point inside: .local, .lan, fritz.box, plex.direct, nip.io and their like (not told)",
                    "dynamic DNS of a host that came home",
                    "a host with an address inside and one outside in one answer of an ordinary TTL (not told)",
                    "DNS64 (RFC 6147): its addresses are public",
                    "a name with IPv4 addresses outside and IPv6 addresses inside: each family is compared with itself"),
            List.of(
                    "Find which page the client had open: the name's public address served it.",
                    "Have the resolver drop private addresses in public answers (dnsmasq --stop-dns-rebind, unbound private-address).",
                    "Have the local service check the Host header, ask for authentication, and use TLS."),
            List.of(
                    "Jackson and others, Protecting Browsers from DNS Rebinding Attacks, CCS 2007",
                    "RFC 1918",
                    "RFC 4193",
                    "CVE-2025-66414 (MCP SDK: local servers without rebinding protection)"));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(Rebound t, Consumer<Finding> findings) {
        PublicAnswer before = t.before();
        boolean turned = before != null;
        if (t.sharers() > 0 || t.ttl() > Rebindings.SHORT_TTL || !turned && t.beside() == null) {
            return;
        }
        boolean grave = turned
                && t.beside() == null
                && Reach.of(t.local()) == Reach.LOCAL
                && before.where().sourceIp().equals(t.answer().where().sourceIp());
        List<Evidence> evidence = new ArrayList<>();
        if (turned) {
            evidence.add(Evidence.before(before.where(), t.answer().name() + " is at " + before.address()));
        }
        evidence.add(new Evidence(
                t.transaction().query(),
                t.transaction().client() + " asks " + t.transaction().server() + " for "
                        + t.answer().name()));
        evidence.add(new Evidence(
                t.answer().where(),
                "answer, TTL " + t.ttl() + " s: " + t.answer().text()));
        findings.accept(new Finding(
                INFO,
                grave ? Severity.MEDIUM : Severity.LOW,
                grave ? 0.6 : 0.25,
                "name:" + t.answer().name(),
                signature(t, turned ? before : null),
                turned ? before.address().toString() : "",
                t.local().toString(),
                Party.UNKNOWN,
                grave ? Words.victims(t.answer().where().destinationIp()) : List.of(),
                evidence,
                "",
                t.answer().where()));
    }

    private static String signature(Rebound t, @org.jspecify.annotations.Nullable PublicAnswer before) {
        if (before == null) {
            return t.answer().name() + " is given a public and a local address at once: " + t.beside() + " and "
                    + t.local();
        }
        long apart = t.answer().where().timeNanos() - before.where().timeNanos();
        return t.answer().name() + " turns from " + before.address() + " to " + t.local() + " within "
                + Words.span(apart) + ", for " + t.ttl() + " s";
    }
}
