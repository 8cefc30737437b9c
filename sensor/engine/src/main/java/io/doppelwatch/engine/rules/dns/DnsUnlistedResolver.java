// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.rules.dns;

import io.doppelwatch.decode.dns.DnsCodes;
import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.event.Finding.Evidence;
import io.doppelwatch.engine.event.Finding.Party;
import io.doppelwatch.engine.event.Incident;
import io.doppelwatch.engine.event.RuleInfo;
import io.doppelwatch.engine.event.Severity;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.rules.base.Rule;
import io.doppelwatch.engine.rules.base.Words;
import io.doppelwatch.engine.tables.ResolverUnlisted;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A client gets its answers from a resolver the trust file does not name. */
public final class DnsUnlistedResolver implements Rule<ResolverUnlisted> {
    public static final RuleInfo INFO = new RuleInfo(
            "dns-unlisted-resolver",
            1_700_409,
            "A resolver that the trust file does not name answers a client",
            "Adversary-in-the-Middle",
            Severity.MEDIUM,
            0.6,
            Incident.Phase.DISCOVERY,
            List.of("T1557"),
            List.of("SAFE-T1004"),
            "The trust file names resolvers (network.resolvers), and another server gives a client a recursive answer (RD and RA set,"
                    + " no error). Where the file names none, any resolver is as good as another and nothing is said. Medium: a"
                    + " client was told to ask elsewhere, by itself, by DHCP or by somebody else.",
            "The question, the answer, the resolvers the file names.",
            List.of(
                    "a program or device with a resolver of its own built in",
                    "a guest or a VPN client that keeps its own resolvers",
                    "a new resolver the trust file was not told of",
                    "the listed resolvers and gateways themselves, which ask others (not told)",
                    "authoritative servers, which do not recurse (not told)"),
            List.of(
                    "Compare the client's resolvers with what DHCP gives out.",
                    "Add the resolver under network.resolvers where it is right; else block port 53 to it."),
            List.of("RFC 1035, 4.1.1", "https://attack.mitre.org/techniques/T1557/003/"));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(ResolverUnlisted t, Consumer<Finding> findings) {
        int rcode = t.answer().rcode();
        if (rcode != DnsCodes.NOERROR && rcode != DnsCodes.NXDOMAIN) {
            return;
        }
        Ip server = t.transaction().server();
        List<String> listed = new ArrayList<>();
        for (Ip ip : t.listed()) {
            listed.add(ip.toString());
        }
        List<Evidence> evidence = new ArrayList<>();
        evidence.add(new Evidence(
                t.transaction().query(),
                t.transaction().client() + " asks " + server + " for "
                        + t.answer().name()));
        evidence.add(new Evidence(t.answer().where(), "answer: " + DnsWords.answer(t.answer())));
        findings.accept(new Finding(
                INFO,
                Severity.MEDIUM,
                0.6,
                Words.ip(server),
                server + " answers " + t.transaction().client()
                        + " as a resolver and is none of those the trust file names",
                Words.list(listed),
                server.toString(),
                Party.UNKNOWN,
                List.of(t.transaction().client()),
                evidence,
                "",
                t.answer().where()));
    }
}
