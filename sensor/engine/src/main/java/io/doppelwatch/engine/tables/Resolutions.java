// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import io.doppelwatch.decode.dns.DnsCodes;
import io.doppelwatch.decode.dns.DnsMessage;
import io.doppelwatch.decode.dns.DnsName;
import io.doppelwatch.decode.dns.DnsRecords;
import io.doppelwatch.engine.net.Domains;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Path;
import io.doppelwatch.engine.observe.DnsSeen;
import io.doppelwatch.engine.observe.Where;
import io.doppelwatch.engine.stats.Counter;
import io.doppelwatch.engine.stats.Counters;
import io.doppelwatch.engine.tables.ResolutionChange.Kind;
import io.doppelwatch.engine.trust.Trust;
import io.doppelwatch.engine.trust.TrustIndex;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the names of the trust file, and the zones they lie in, resolve to over time: addresses with TTL and who answered,
 * aliases, name servers, and NXDOMAIN. Of all other names nothing is kept here: no rule asks for it ({@link Rebindings}
 * keeps the little that one does).
 *
 * <p>A name is known by its hash from the wire, and no text is made of any other. The names are those of the trust file,
 * so they never go; of each, {@link #VIEWS} servers are kept, and where there is no room the
 * one with the fewest answers gives way, the youngest first: invented servers push out each other. Once all of it holds
 * {@code maxBytes}, one server more pushes out another, and of each kind of record the last two are kept instead of {@link
 * Resolution#KEPT}.
 */
public final class Resolutions {
    static final int VIEWS = 8;
    private static final int RECORDS = 128;

    private final long maxBytes;
    private long bytes;
    private final long seed;
    private final Counters counters;
    private final Map<Long, Known> byHash = new HashMap<>();
    private final DnsMessage message = new DnsMessage();

    private static final class Known {
        final String name;
        final Trust.Service service;
        final List<Resolution> views = new ArrayList<>(1);

        Known(String name, Trust.Service service) {
            this.name = name;
            this.service = service;
        }
    }

    /** What a message says of one name. */
    private static final class Said {
        final TreeSet<Ip> addresses = new TreeSet<>();
        final TreeSet<String> servers = new TreeSet<>();

        @Nullable
        String alias;

        long ttl = Long.MAX_VALUE;
        long negativeTtl;
    }

    /**
     * @param maxBytes of what is kept
     * @param seed of the name hashes
     */
    public Resolutions(TrustIndex trust, long maxBytes, long seed, Counters counters) {
        this.maxBytes = maxBytes;
        this.seed = seed;
        this.counters = counters;
        trust.names().forEach(this::add);
        trust.names().forEach((name, service) -> {
            String zone = Domains.parent(name);
            if (zone.indexOf('.') >= 0) {
                add(zone, service);
            }
        });
    }

    private void add(String name, Trust.Service service) {
        byte[] wire = DnsName.wireOf(name);
        if (wire != null) {
            byHash.putIfAbsent(DnsName.of(wire).hash(seed), new Known(name, service));
        }
    }

    /** True where the name with this hash is one whose history is kept. */
    public boolean mayKnow(long nameHash) {
        return byHash.containsKey(nameHash);
    }

    /**
     * Takes an answer to a question about a name that {@link #mayKnow may be known}.
     *
     * @return what it changes, in the order of {@link Kind}; empty mostly
     */
    public List<ResolutionChange> add(DnsSeen seen, Answer answer, Transaction t, long nameHash) {
        Known known = byHash.get(nameHash);
        if (known == null || !known.name.equals(answer.name()) || answer.fault()) {
            return List.of();
        }
        Resolution view = view(known, t.path, t.server);
        if (answer.rcode() == DnsCodes.NXDOMAIN) {
            return denied(seen, answer, t, known, view);
        }
        if (answer.rcode() != DnsCodes.NOERROR || answer.truncated()) {
            return List.of();
        }
        Said said = read(seen, answer.type());
        boolean nothing = said.addresses.isEmpty() && said.servers.isEmpty() && said.alias == null;
        return nothing ? List.of() : answered(seen, answer, t, known, view, said);
    }

    private List<ResolutionChange> answered(
            DnsSeen seen, Answer answer, Transaction t, Known known, Resolution view, Said said) {
        Where where = answer.where();
        List<ResolutionChange> changes = new ArrayList<>(0);
        Change change = new Change(changes, known, answer, t, view, early(seen, where, view.goodUntil()));
        addresses(change, said);
        if (said.alias != null
                && !view.aliases().isEmpty()
                && !names(view.aliases()).contains(said.alias)) {
            change.tell(Kind.ALIAS, names(view.aliases()), List.of(said.alias));
        }
        List<String> servers = names(view.servers());
        if (!said.servers.isEmpty()
                && !servers.isEmpty()
                && said.servers.stream().noneMatch(servers::contains)) {
            change.tell(Kind.NAME_SERVERS, servers, List.copyOf(said.servers));
        }
        if (view.denied(answer.type()) && view.answers() == 0) {
            change.tell(Kind.APPEARED, List.of("NXDOMAIN"), List.of(answer.text()));
        }
        bytes -= view.bytes();
        view.tight(bytes + view.bytes() > maxBytes);
        for (Ip ip : said.addresses) {
            view.address(ip, where, said.ttl);
        }
        if (said.alias != null) {
            view.alias(said.alias, where, said.ttl);
        }
        for (String server : said.servers) {
            view.server(server, where, said.ttl);
        }
        view.answered(where, answer.type(), said.ttl);
        bytes += view.bytes();
        return changes;
    }

    /** Told where no address given was given before, and none of its network either, or it always was one and the same. */
    private static void addresses(Change change, Said said) {
        Resolution view = change.view;
        if (said.addresses.isEmpty() || !view.knowsFamily(said.addresses.first())) {
            return;
        }
        boolean sameNetwork = false;
        List<String> strange = new ArrayList<>(said.addresses.size());
        for (Ip ip : said.addresses) {
            if (view.knows(ip)) {
                return;
            }
            sameNetwork |= view.knowsNetwork(ip);
            strange.add(ip.toString());
        }
        List<String> before = new ArrayList<>();
        for (Sighting<Ip> s : view.addresses()) {
            if (s.value().isV4() == said.addresses.first().isV4()) {
                before.add(s.value().toString());
            }
        }
        if (!sameNetwork) {
            change.tell(Kind.NETWORK, before, strange);
        } else if (before.size() == 1) {
            change.tell(Kind.ADDRESS, before, strange);
        }
    }

    private List<ResolutionChange> denied(DnsSeen seen, Answer answer, Transaction t, Known known, Resolution view) {
        List<ResolutionChange> changes = new ArrayList<>(0);
        boolean first = view.denied() == null && view.answered(answer.type());
        if (first) {
            new Change(changes, known, answer, t, view, early(seen, answer.where(), view.goodUntil()))
                    .tell(Kind.DENIED, List.of(), List.of(answer.text()));
        }
        view.denied(answer.where(), answer.type(), read(seen, answer.type()).negativeTtl);
        return changes;
    }

    /** A cache gives what it has until its time is up; who speaks with authority may change its mind. */
    private boolean early(DnsSeen seen, Where now, long goodUntil) {
        return now.timeNanos() < goodUntil && !message.wrap(seen.message()).isAuthoritative();
    }

    private record Change(
            List<ResolutionChange> changes, Known known, Answer answer, Transaction t, Resolution view, boolean early) {
        void tell(Kind kind, List<String> before, List<String> now) {
            changes.add(new ResolutionChange(
                    kind,
                    known.name,
                    known.service,
                    answer,
                    t,
                    view,
                    before,
                    now,
                    kind == Kind.APPEARED ? view.denied() : view.lastAnswer(),
                    view.answers(),
                    view.networks(),
                    kind == Kind.APPEARED ? answer.where().timeNanos() < view.deniedUntil() : early));
        }
    }

    private static List<String> names(List<Sighting<String>> sightings) {
        List<String> all = new ArrayList<>(sightings.size());
        for (Sighting<String> s : sightings) {
            all.add(s.value());
        }
        return all;
    }

    private Said read(DnsSeen seen, int asked) {
        Said said = new Said();
        DnsRecords r = message.wrap(seen.message()).records();
        long question = 0;
        for (int n = 0; n < RECORDS && r.next(); n++) {
            switch (r.section()) {
                case QUESTION -> question = r.index() == 0 ? r.name().hash(seed) : question;
                case ANSWER -> answer(said, r, asked, question);
                case AUTHORITY -> {
                    if (r.type() == DnsCodes.SOA) {
                        said.negativeTtl = r.ttl();
                    }
                }
                case ADDITIONAL -> {
                    return said;
                }
            }
        }
        return said;
    }

    private void answer(Said said, DnsRecords r, int asked, long question) {
        if (r.isAddress4() && asked == DnsCodes.A) {
            said.addresses.add(Ip.v4(r.address4()));
        } else if (r.isAddress6() && asked == DnsCodes.AAAA) {
            said.addresses.add(new Ip(r.address6High(), r.address6Low()));
        } else if (r.type() == DnsCodes.CNAME && r.target().ok() && r.name().hash(seed) == question) {
            said.alias = r.target().lowerText();
        } else if (r.type() == DnsCodes.NS && r.target().ok() && r.name().hash(seed) == question) {
            said.servers.add(r.target().lowerText());
        } else {
            return;
        }
        said.ttl = Math.min(said.ttl, r.ttl());
    }

    private Resolution view(Known known, Path path, Ip server) {
        Resolution least = null;
        for (Resolution v : known.views) {
            if (v.server.equals(server) && v.path.equals(path)) {
                return v;
            }
            // The last of equals: it came last.
            least = least == null || v.answers() <= least.answers() ? v : least;
        }
        if ((known.views.size() >= VIEWS || bytes > maxBytes) && least != null) {
            known.views.remove(least);
            bytes -= least.bytes();
            counters.increment(Counter.RESOLUTIONS_EVICTED);
        }
        Resolution fresh = new Resolution(path, server);
        known.views.add(fresh);
        bytes += fresh.bytes();
        return fresh;
    }
}
