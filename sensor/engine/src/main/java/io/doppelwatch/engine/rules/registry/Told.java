// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.rules.registry;

import io.doppelwatch.engine.capture.Source;
import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.event.Finding.Evidence;
import io.doppelwatch.engine.event.Finding.Party;
import io.doppelwatch.engine.event.RuleInfo;
import io.doppelwatch.engine.event.Severity;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Mac;
import io.doppelwatch.engine.net.Path;
import io.doppelwatch.engine.observe.Where;
import io.doppelwatch.engine.registry.Endpoint;
import io.doppelwatch.engine.registry.RegistryEntry;
import io.doppelwatch.engine.registry.TrustedServers;
import io.doppelwatch.engine.trust.Trust;
import java.util.List;

/** How findings about entries say things. */
final class Told {
    static final String CATEGORY = "MCP Server Registration";
    static final List<String> SAFE = List.of("SAFE-T1004");

    private Told() {}

    /** The entry's line stands for the packet's number. */
    static Where where(RegistryEntry e) {
        return new Where(
                Source.configuration(e.file()),
                e.line(),
                e.line(),
                e.timeNanos(),
                Path.NONE,
                Mac.NONE,
                Mac.NONE,
                Ip.NONE,
                Ip.NONE,
                0,
                0,
                0,
                0,
                0);
    }

    /** {@code Cursor, user: hub is https://hub.corp.test/mcp}. */
    static Evidence shows(RegistryEntry e) {
        return new Evidence(where(e), e.layer() + ": " + e.name() + " is " + e.shown());
    }

    static Evidence before(RegistryEntry e) {
        return Evidence.before(where(e), e.layer() + ": " + e.name() + " is " + e.shown());
    }

    /** The service an entry claims to be or calls, so that it meets findings of the wire; else its host; else its own name. */
    static String subject(RegistryEntry e, TrustedServers trusted) {
        Trust.Service claimed = trusted.claimed(e.name());
        if (claimed != null) {
            return "name:" + claimed.name();
        }
        for (Endpoint p : e.endpoints()) {
            if (p.hasAddress()) {
                return "ip:" + p.address();
            }
            Trust.Service at = trusted.at(p);
            return "name:" + (at == null ? p.host() : at.name());
        }
        return "mcp:" + e.name();
    }

    /** Of a name that several entries have. */
    static String subject(String name, TrustedServers trusted) {
        Trust.Service claimed = trusted.claimed(name);
        return claimed == null ? "mcp:" + name : "name:" + claimed.name();
    }

    static Finding finding(
            RuleInfo rule,
            Severity severity,
            double confidence,
            String subject,
            String signature,
            String expected,
            String observed,
            RegistryEntry about,
            List<Evidence> evidence) {
        return new Finding(
                rule,
                severity,
                confidence,
                subject,
                signature,
                expected,
                observed,
                Party.UNKNOWN,
                List.of(),
                evidence,
                "",
                where(about));
    }
}
