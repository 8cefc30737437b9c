// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.judge;

import io.doppelwatch.decode.dns.DnsMessage;
import io.doppelwatch.decode.dns.DnsRecords;
import io.doppelwatch.decode.dns.DnsSection;
import io.doppelwatch.decode.tls.ClientHello;
import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.event.Severity;
import io.doppelwatch.engine.observe.ClientHelloSeen;
import io.doppelwatch.engine.observe.DnsSeen;
import io.doppelwatch.engine.observe.Where;
import io.doppelwatch.engine.registry.Endpoint;
import io.doppelwatch.engine.registry.Meetings;
import io.doppelwatch.engine.registry.NamesMeet;
import io.doppelwatch.engine.registry.RegistryEntry;
import io.doppelwatch.engine.registry.RegistrySeen;
import io.doppelwatch.engine.registry.Scope;
import io.doppelwatch.engine.registry.TrustedServers;
import io.doppelwatch.engine.rules.base.Rule;
import io.doppelwatch.engine.rules.registry.EntryChanged;
import io.doppelwatch.engine.rules.registry.EntrySeen;
import io.doppelwatch.engine.rules.registry.EntryUsed;
import io.doppelwatch.engine.rules.registry.RegistryRules;
import io.doppelwatch.engine.tables.Windows;
import io.doppelwatch.engine.trust.TrustIndex;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What files and registries say to findings. Told once: what was found in the same words when the files were read before is not
 * told again. The reader bounds the entries, and they bound everything here.
 */
final class RegistryJudge {
    /** Endpoints in doubt that are looked for on the wire. */
    private static final int DOUBTS = 4096;

    private static final Comparator<Finding> BY_PLACE = Comparator.<Finding>comparingLong(
                    f -> f.where().timeNanos())
            .thenComparing(f -> f.where().source().path())
            .thenComparingLong(f -> f.where().packet())
            .thenComparingInt(f -> f.rule().number());

    private final RegistryRules rules;
    private final Consumer<Finding> told;
    private final Consumer<Finding> used;
    private final DnsMessage dns = new DnsMessage();
    private final Map<String, Doubt> doubts = new HashMap<>();
    private Set<Key> before = Set.of();
    private Map<Place, RegistryEntry> entries = Map.of();
    private boolean readBefore;

    private record Key(int rule, String subject, String file, String signature, Severity severity) {}

    /** Where an entry stands, for telling whether it changed. */
    private record Place(String file, String table, String name) {}

    private record Doubt(RegistryEntry entry, Finding finding) {}

    /**
     * @param told takes what the files show
     * @param used takes what the wire shows of it
     */
    RegistryJudge(TrustIndex trust, Windows windows, Consumer<Finding> told, Consumer<Finding> used) {
        this.rules = new RegistryRules(new TrustedServers(trust), windows);
        this.told = told;
        this.used = used;
    }

    /** Everything as it was read now. */
    void add(RegistrySeen seen) {
        List<Finding> found = new ArrayList<>();
        Map<Finding, RegistryEntry> abouts = new HashMap<>();
        for (RegistryEntry e : seen.entries()) {
            if (e.enabled()) {
                EntrySeen entry = new EntrySeen(e, seen.lists());
                ask(rules.entries(), entry, f -> {
                    found.add(f);
                    abouts.put(f, e);
                });
            }
        }
        new Meetings(m -> ask(rules.meetings(), m, f -> {
                    found.add(f);
                    abouts.put(f, about(m, f));
                }))
                .find(seen.entries());
        changes(seen, found, abouts);
        found.sort(BY_PLACE);
        Set<Key> now = new HashSet<>();
        doubts.clear();
        for (Finding f : found) {
            Key key = new Key(f.rule().number(), f.subject(), f.where().source().path(), f.signature(), f.severity());
            doubt(f, abouts.get(f));
            if (now.add(key) && !before.contains(key)) {
                told.accept(f);
            }
        }
        before = now;
    }

    private static RegistryEntry about(NamesMeet m, Finding f) {
        boolean first = f.where().source().path().equals(m.first().file())
                && f.where().packet() == m.first().line();
        return first ? m.first() : m.second();
    }

    private void changes(RegistrySeen seen, List<Finding> found, Map<Finding, RegistryEntry> abouts) {
        Map<Place, RegistryEntry> now = new LinkedHashMap<>();
        for (RegistryEntry e : seen.entries()) {
            if (e.layer().scope() != Scope.CATALOGUE || e.version().isEmpty()) {
                now.put(new Place(e.file(), e.table(), e.name()), e); // the last of one key counts
            }
        }
        if (readBefore) {
            now.forEach((place, after) -> {
                RegistryEntry was = entries.get(place);
                if (was == null || !was.isSameAs(after)) {
                    ask(rules.changes(), new EntryChanged(was, after), f -> {
                        found.add(f);
                        abouts.put(f, after);
                    });
                }
            });
        }
        entries = now;
        readBefore = true;
    }

    private void doubt(Finding f, RegistryEntry e) {
        if (!f.severity().atLeast(Severity.MEDIUM)) {
            return;
        }
        for (Endpoint p : e.endpoints()) {
            String host = p.hasAddress() ? p.address().toString() : p.host();
            Doubt known = doubts.get(host);
            boolean worse =
                    known == null || f.severity().compareTo(known.finding().severity()) < 0;
            if (!p.isLoopback() && worse && (known != null || doubts.size() < DOUBTS)) {
                doubts.put(host, new Doubt(e, f));
            }
        }
    }

    /** A DNS message: a question for a host in doubt. */
    void asked(DnsSeen message) {
        if (doubts.isEmpty()) {
            return;
        }
        dns.wrap(message.message());
        DnsRecords records = dns.records();
        if (!dns.isResponse() && records.next() && records.section() == DnsSection.QUESTION) {
            String name = records.name().lowerText();
            seen(name.endsWith(".") ? name.substring(0, name.length() - 1) : name, "asks for", message.where());
        }
    }

    /** A TLS client's greeting, by the name it asks for, else by the address. */
    void greeted(ClientHelloSeen hello) {
        if (doubts.isEmpty()) {
            return;
        }
        String sni = ClientHello.of(hello.body()).sni().toLowerCase(Locale.ROOT);
        String name = sni.endsWith(".") ? sni.substring(0, sni.length() - 1) : sni;
        Where where = hello.where();
        seen(doubts.containsKey(name) ? name : where.destinationIp().toString(), "greets", where);
    }

    private void seen(String host, String how, Where where) {
        Doubt doubt = doubts.get(host);
        if (doubt != null) {
            EntryUsed use =
                    new EntryUsed(doubt.entry(), doubt.finding(), where.sourceIp() + " " + how + " " + host, where);
            ask(rules.uses(), use, used);
        }
    }

    private static <T> void ask(List<Rule<T>> asked, T transition, Consumer<Finding> findings) {
        for (Rule<T> rule : asked) {
            rule.judge(transition, findings);
        }
    }
}
