// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.rules.arp;

import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.event.Finding.Evidence;
import io.doppelwatch.engine.event.Incident;
import io.doppelwatch.engine.event.RuleInfo;
import io.doppelwatch.engine.event.Severity;
import io.doppelwatch.engine.net.Mac;
import io.doppelwatch.engine.observe.Where;
import io.doppelwatch.engine.rules.base.Rule;
import io.doppelwatch.engine.rules.base.Words;
import io.doppelwatch.engine.tables.Sweep;
import java.util.List;
import java.util.function.Consumer;

/** Somebody asks for the whole network. */
public final class ArpSweep implements Rule<Sweep> {
    public static final RuleInfo INFO = new RuleInfo(
            "arp-sweep",
            1_700_108,
            "One MAC asked for many addresses in short order",
            "Adversary-in-the-Middle",
            Severity.INFO,
            0.2,
            Incident.Phase.DISCOVERY,
            List.of("T1557", "T1557.002"),
            List.of("SAFE-T1004"),
            "A MAC asks in ARP, as itself or from 0.0.0.0, for 32 addresses with different last bytes within ten seconds. Info: it is no"
                    + " attack by itself, but cache poisoners look round like this first, so it joins the incident when its sender strikes"
                    + " within ten minutes.",
            "The MAC that asked, and the request that made it so many.",
            List.of(
                    "an inventory or monitoring system, arp-scan, nmap, a network printer's driver",
                    "a router that forwards somebody else's scan of the network",
                    "a router or hypervisor that has just started and looks for its hosts"),
            List.of("If it is not your own scanner, see what the MAC did next."),
            List.of("RFC 826", "https://attack.mitre.org/techniques/T1018/"));

    /** Requests for different addresses. */
    public static final int MANY = 32;

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(Sweep t, Consumer<Finding> findings) {
        Where where = t.seen().where();
        String mac = Mac.text(t.asker().mac());
        findings.accept(new Finding(
                INFO,
                Severity.INFO,
                0.2,
                "mac:" + mac,
                mac + Words.on(where.path()) + " asked for " + t.asker().askedFor()
                        + " addresses within 10 s, the last " + t.seen().targetIp(),
                "",
                t.asker().askedFor() + " addresses",
                Words.party(t.asker()),
                List.of(),
                List.of(new Evidence(where, "asks for " + t.seen().targetIp())),
                "",
                where));
    }
}
