// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.rules.names;

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
import io.doppelwatch.engine.stats.Counter;
import io.doppelwatch.engine.stats.Counters;
import io.doppelwatch.engine.tables.LocalNameMisplaced;
import io.doppelwatch.engine.trust.TrustIndex;
import java.util.List;
import java.util.function.Consumer;

/** mDNS, LLMNR or NBNS gives a trusted name to somebody the trust file does not. */
public final class LocalNameWrongAddress implements Rule<LocalNameMisplaced> {
    public static final RuleInfo INFO = new RuleInfo(
            "local-name-wrong-address",
            1_700_507,
            "A trusted name is answered for on the local link by a machine that it is not the name of",
            "Adversary-in-the-Middle",
            Severity.HIGH,
            0.9,
            Incident.Phase.DISCOVERY,
            List.of("T1557", "T1557.001"),
            List.of("SAFE-T1004"),
            "An mDNS, LLMNR or NBNS answer gives a name or alias of the trust file an address outside those the file allows, or"
                    + " comes from a MAC that the file does not give the service while it gives no address that could be compared. An"
                    + " alias such as analytics-hub.local is held against LLMNR and NBNS by its first label. So is a service instance of _mcp._tcp that"
                    + " is called as the file's mcp server-name, leads to a host that is none of the service's names, and comes from neither"
                    + " its MACs nor its addresses. High, for the trust file is"
                    + " contradicted; medium where the right machine gives a wrong address, or only the sender's MAC is strange.",
            "The answer with its packet, protocol, MAC and address, and what the trust file allows.",
            List.of(
                    "the service moved and the trust file was not told: declare a change window, add the address",
                    "a reflector or sleep proxy that repeats the right address: no finding, whatever its MAC",
                    "link-local IPv6 addresses, where the file has only IPv4 ones: not compared",
                    "another machine of the same short name, where the alias is a common word"),
            List.of(
                    "See whose machine answered.",
                    "Look where those who asked connected to next, and rotate what they sent.",
                    "Correct the trust file if the answer is right."),
            List.of("RFC 6762", "RFC 4795", "https://attack.mitre.org/techniques/T1557/001/"));

    private final Counters counters;

    public LocalNameWrongAddress(Counters counters) {
        this.counters = counters;
    }

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(LocalNameMisplaced t, Consumer<Finding> findings) {
        if (TrustIndex.allowed(t.service(), "address", t.where().timeNanos())) {
            counters.increment(Counter.CHANGES_ALLOWED);
            return;
        }
        boolean wrong = !t.wrong().equals(Ip.NONE);
        boolean rightMac = !t.strangeMac() && !t.service().macs().isEmpty();
        Severity severity = wrong && !rightMac ? Severity.HIGH : Severity.MEDIUM;
        String expected = wrong
                ? Words.addresses(t.service())
                : Words.list(t.service().macs().stream().map(Mac::text).toList());
        String sender = Mac.text(t.where().sourceMac());
        findings.accept(new Finding(
                INFO,
                severity,
                severity == Severity.HIGH ? 0.93 : 0.6,
                "name:" + t.service().name(),
                sender + Words.on(t.where().path()) + " says by " + t.protocol().text() + " that " + t.name()
                        + " is at " + t.told()
                        + (wrong ? ", which is not an address of it" : ", and is no machine of it"),
                expected,
                wrong ? t.wrong().toString() : sender,
                rightMac
                        ? Party.UNKNOWN
                        : new Party(t.where().sourceMac(), t.where().sourceIp()),
                unicast(t.where().destinationIp()) ? Words.victims(t.where().destinationIp()) : List.of(),
                List.of(new Evidence(t.where(), t.protocol().text() + ": " + t.name() + " is at " + t.told())),
                "",
                t.where()));
    }

    private static boolean unicast(Ip ip) {
        return ip.isV4() ? (ip.low() >>> 28 & 0xf) != 0xe && (int) ip.low() != -1 : ip.high() >>> 56 != 0xff;
    }
}
