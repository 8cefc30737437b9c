// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.rules.registry;

import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.event.Incident;
import io.doppelwatch.engine.event.RuleInfo;
import io.doppelwatch.engine.event.Severity;
import io.doppelwatch.engine.registry.RegistryEntry;
import io.doppelwatch.engine.registry.TrustedServers;
import io.doppelwatch.engine.registry.TrustedServers.Standing;
import io.doppelwatch.engine.rules.base.Rule;
import io.doppelwatch.engine.rules.base.Words;
import io.doppelwatch.engine.tables.Windows;
import io.doppelwatch.engine.trust.Trust;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** An entry bears a trusted server's name and calls somebody else. */
public final class RegistryTrustedNameElsewhere implements Rule<EntrySeen> {
    public static final RuleInfo INFO = new RuleInfo(
            "registry-trusted-name-elsewhere",
            1_701_004,
            "A trusted server name is registered with another endpoint",
            Told.CATEGORY,
            Severity.HIGH,
            0.9,
            Incident.Phase.PREPARATION,
            List.of("T1036.005", "T1557"),
            Told.SAFE,
            "An entry's name is the MCP server name, name or alias of a service in the trust file, and its endpoint is neither at"
                    + " a name nor at an address of that service. High for a foreign host; medium for a port the trust file does"
                    + " not list, for a program that is started in the server's name, and for an endpoint on the machine"
                    + " itself. Not told in a declared change window that allows address; nothing is said of endpoints that are only"
                    + " known when the program runs.",
            "The entry's line, its endpoint, and what the trust file says.",
            List.of(
                    "the service moved and the trust file was not told: declare a change window, add the name or address",
                    "a gateway or load balancer in front of it that the trust file does not know",
                    "a tunnel or a development copy on the machine itself"),
            List.of(
                    "Correct the entry, or take it out; find out how it came there.",
                    "Treat what clients sent to the endpoint as known to it: rotate it."),
            List.of("SAFE-T1004", "https://attack.mitre.org/techniques/T1036/005/"));

    private final TrustedServers trusted;
    private final Windows windows;

    RegistryTrustedNameElsewhere(TrustedServers trusted, Windows windows) {
        this.trusted = trusted;
        this.windows = windows;
    }

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(EntrySeen t, Consumer<Finding> findings) {
        RegistryEntry e = t.entry();
        Trust.Service service = trusted.claimed(e.name());
        if (service == null) {
            return;
        }
        Standing standing = trusted.standing(service, e);
        String what = switch (standing) {
            case OWN, UNKNOWN -> "";
            case OTHER_PORT -> "at a port that is not its own";
            case LOOPBACK -> "on the machine itself";
            case PROGRAM -> "as a program of its own";
            case ELSEWHERE -> "at another host";
        };
        if (what.isEmpty()) {
            return;
        }
        if (windows.allow(service, "address", e.name() + " is " + e.shown() + " in " + e.at(), Told.where(e))) {
            return;
        }
        boolean grave = standing == Standing.ELSEWHERE;
        findings.accept(Told.finding(
                INFO,
                grave ? Severity.HIGH : Severity.MEDIUM,
                grave ? 0.9 : 0.5,
                "name:" + service.name(),
                e.at() + " (" + e.layer() + ") registers " + e.name() + ", a trusted server's name, " + what + ": "
                        + e.shown(),
                expected(service),
                e.shown(),
                e,
                List.of(Told.shows(e))));
    }

    /** {@code analytics-hub.corp.test, port 443 (10.77.0.10)}. */
    private static String expected(Trust.Service service) {
        List<String> names = new ArrayList<>();
        names.add(service.name());
        names.addAll(service.aliases());
        String ports = service.ports().isEmpty()
                ? ""
                : ", port "
                        + String.join(
                                " or ",
                                service.ports().stream().map(String::valueOf).toList());
        String addresses = Words.addresses(service);
        return String.join(" or ", names) + ports + (addresses.isEmpty() ? "" : " (" + addresses + ")");
    }
}
