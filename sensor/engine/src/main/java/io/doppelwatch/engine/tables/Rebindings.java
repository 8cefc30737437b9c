// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import io.doppelwatch.decode.dns.DnsAnswerScan;
import io.doppelwatch.decode.dns.DnsCodes;
import io.doppelwatch.engine.net.Domains;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Path;
import io.doppelwatch.engine.net.Reach;
import io.doppelwatch.engine.observe.DnsSeen;
import io.doppelwatch.engine.observe.Where;
import io.doppelwatch.engine.stats.Counter;
import io.doppelwatch.engine.stats.Counters;
import java.util.LinkedHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Names that resolved to public addresses for a short time, and what local addresses are given to whom. Rebinding works
 * only where the first answer is soon forgotten, so no other answer is kept: an ordinary one costs a look at its
 * addresses.
 *
 * <p>At most {@link #NAMES} names of about 300 bytes, the one answered longest ago goes first; a flood of short-lived
 * names pushes out its own kind first only where it is slower than {@link #NAMES} an hour, and costs at worst the
 * rebindings that were under way. At most {@link #ADDRESSES} local addresses of about 200 bytes, the oldest first. Less
 * than 6 MB together.
 */
public final class Rebindings {
    /** An hour: a rebinding takes minutes at most, as the page has to stay open. */
    public static final long MEMORY_NANOS = 3_600_000_000_000L;

    /** Seconds; what tools use is 0 to 1, browsers keep an answer for a minute whatever it says. */
    public static final long SHORT_TTL = 60;

    static final int NAMES = 16_384;
    static final int ADDRESSES = 2048;
    private static final int DOMAINS = 4;

    private final KeyHash keys;
    private final Counters counters;
    private final Index<PublicAnswer> index = new Index<>();
    private final Ages<PublicAnswer> ages = new Ages<>();
    private final LinkedHashMap<Place, @Nullable String[]> given = new LinkedHashMap<>();
    private final DnsAnswerScan scan = new DnsAnswerScan();

    private record Place(Path path, Ip ip) {}

    public Rebindings(KeyHash keys, Counters counters) {
        this.keys = keys;
        this.counters = counters;
    }

    public int size() {
        return index.size();
    }

    /**
     * Takes the first answer to a question.
     *
     * @param reader reads the message in words; asked only where a local address was given
     * @return what may be a rebinding; null mostly
     */
    public @Nullable Rebound add(DnsSeen seen, Transaction t, long nameHash, Function<DnsSeen, Answer> reader) {
        if (!scan.start(seen.message())) {
            return null;
        }
        long ttl = Long.MAX_VALUE;
        boolean isPublic = false;
        boolean isLocal = false;
        long publicHigh = 0;
        long publicLow = 0;
        long localHigh = 0;
        long localLow = 0;
        while (scan.next()) {
            Reach reach;
            long high = 0;
            long low;
            if (scan.isAddress4()) {
                reach = Reach.ofV4(scan.address4());
                low = 0xffff_0000_0000L | scan.address4() & 0xffff_ffffL;
            } else if (scan.isAddress6()) {
                high = scan.address6High();
                low = scan.address6Low();
                reach = Reach.ofV6(high, low);
            } else {
                continue;
            }
            ttl = Math.min(ttl, scan.ttl());
            if (reach == Reach.PUBLIC && !isPublic) {
                isPublic = true;
                publicHigh = high;
                publicLow = low;
            } else if ((reach == Reach.LOCAL || reach == Reach.HOST) && !isLocal) {
                isLocal = true;
                localHigh = high;
                localLow = low;
            }
        }
        if (isLocal) {
            Ip beside = isPublic ? new Ip(publicHigh, publicLow) : null;
            return local(seen, t, nameHash, new Ip(localHigh, localLow), ttl, beside, reader);
        }
        if (isPublic && ttl <= SHORT_TTL) {
            Ip address = new Ip(publicHigh, publicLow);
            remember(seen.where(), key(nameHash, address), address);
        }
        return null;
    }

    private @Nullable Rebound local(
            DnsSeen seen,
            Transaction t,
            long nameHash,
            Ip local,
            long ttl,
            @Nullable Ip beside,
            Function<DnsSeen, Answer> reader) {
        Answer answer = reader.apply(seen);
        boolean asksForAddresses = answer.type() == DnsCodes.A || answer.type() == DnsCodes.AAAA;
        if (!asksForAddresses || Domains.isInternal(answer.name())) {
            return null;
        }
        Where where = seen.where();
        int sharers = sharers(new Place(where.path(), local), Domains.registrable(answer.name()));
        PublicAnswer before = find(where.path(), key(nameHash, local));
        boolean fresh = before != null && where.timeNanos() - before.where().timeNanos() <= MEMORY_NANOS;
        return fresh || beside != null
                ? new Rebound(answer, t, local, ttl, fresh ? before : null, beside, sharers)
                : null;
    }

    /** Notes that the domain was given the address; how many others were. */
    private int sharers(Place place, String domain) {
        @Nullable String[] domains = given.remove(place);
        if (domains == null) {
            domains = new String[DOMAINS];
            if (given.size() >= ADDRESSES) {
                given.remove(given.keySet().iterator().next());
            }
        }
        given.put(place, domains);
        int others = 0;
        boolean counted = false;
        for (int i = 0; i < DOMAINS; i++) {
            if (domains[i] == null) {
                domains[i] = counted ? null : domain;
                break;
            }
            if (domains[i].equals(domain)) {
                counted = true;
            } else {
                others++;
            }
        }
        return Math.min(others, DOMAINS - 1);
    }

    /** A name may have IPv4 addresses outside and IPv6 ones inside at the same time, as Windows' dns.msftncsi.com has: no turn. */
    private static long key(long nameHash, Ip ip) {
        return ip.isV4() ? nameHash : ~nameHash;
    }

    private void remember(Where where, long key, Ip address) {
        PublicAnswer known = find(where.path(), key);
        if (known != null) {
            known.again(where, address);
            ages.touch(known);
            return;
        }
        PublicAnswer oldest = ages.oldest();
        if (index.size() >= NAMES && oldest != null) {
            ages.remove(oldest);
            index.remove(oldest);
            counters.increment(Counter.RESOLUTIONS_EVICTED);
        }
        PublicAnswer first = new PublicAnswer(where.path(), key, where, address);
        index.add(first, keys.of(where.path(), key, 0, 0));
        ages.add(first);
    }

    private @Nullable PublicAnswer find(Path path, long key) {
        long hash = keys.of(path, key, 0, 0);
        for (PublicAnswer p = index.bucket(hash); p != null; p = p.chain) {
            if (p.hash == hash && p.name == key && p.path.equals(path)) {
                return p;
            }
        }
        return null;
    }
}
