// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import io.doppelwatch.decode.dns.DnsAnswerScan;
import io.doppelwatch.decode.dns.DnsCodes;
import io.doppelwatch.decode.dns.DnsMessage;
import io.doppelwatch.decode.dns.DnsQuestion;
import io.doppelwatch.decode.dns.DnsRecords;
import io.doppelwatch.decode.dns.DnsSection;
import io.doppelwatch.engine.net.Domains;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Path;
import io.doppelwatch.engine.net.Reach;
import io.doppelwatch.engine.observe.DnsSeen;
import io.doppelwatch.engine.observe.Where;
import io.doppelwatch.engine.stats.Counter;
import io.doppelwatch.engine.stats.Counters;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Names that resolved to public addresses for a short time, and what local addresses are given to whom. Rebinding works
 * only where the first answer is soon forgotten, so no other answer is kept: an ordinary one costs a look at its
 * addresses.
 *
 * <p>At most {@code cap} names of about 300 bytes, the one answered longest ago goes first; a flood of short-lived
 * names pushes out its own kind first only where it is slower than so many an hour, and costs at worst the
 * rebindings that were under way. An eighth as many local addresses of at most 1,100 bytes, the oldest first. Where
 * local addresses are what names have, as in any office, an answer costs no more: whose a name is, is read once and kept
 * for as many names at most, of 320 bytes at most, of two that fall together the later.
 */
public final class Rebindings {
    /** An hour: a rebinding takes minutes at most, as the page has to stay open. */
    public static final long MEMORY_NANOS = 3_600_000_000_000L;

    /** Seconds; what tools use is 0 to 1, browsers keep an answer for a minute whatever it says. */
    public static final long SHORT_TTL = 60;

    private static final int DOMAINS = 4;
    /** What tells whose a name is: {@code example.co.uk}. */
    private static final int LABELS = 3;

    /** In place of a domain: the name is an internal one. */
    private static final String INTERNAL = "";

    private final KeyHash keys;
    private final Counters counters;
    private final Index<PublicAnswer> index = new Index<>();
    private final Ages<PublicAnswer> ages = new Ages<>();
    private final Index<Given> given = new Index<>();
    private final Ages<Given> givenAges = new Ages<>();
    private final int cap;
    private final long[] whoseHash;
    private final @Nullable String[] whose;
    private final DnsAnswerScan scan = new DnsAnswerScan();
    private final DnsMessage message = new DnsMessage();

    /** A local address, and the first few domains whose names have it. */
    private static final class Given extends Entry<Given> {
        final Path path;
        final long high;
        final long low;
        final @Nullable String[] domains = new String[DOMAINS];

        Given(Path path, long high, long low) {
            this.path = path;
            this.high = high;
            this.low = low;
        }
    }

    /** @param cap names, of 800 bytes with their part of the rest */
    public Rebindings(int cap, KeyHash keys, Counters counters) {
        this.cap = cap;
        whose = new String[Integer.highestOneBit(cap)];
        whoseHash = new long[whose.length];
        this.keys = keys;
        this.counters = counters;
    }

    public int size() {
        return index.size();
    }

    /**
     * Takes the first answer to a question.
     *
     * @param reader reads the message in words; asked where a local address may be news
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
            return local(seen, t, nameHash, localHigh, localLow, ttl, beside, reader);
        }
        if (isPublic && ttl <= SHORT_TTL) {
            Ip address = new Ip(publicHigh, publicLow);
            remember(seen.where(), key(nameHash, address.isV4()), address);
        }
        return null;
    }

    private @Nullable Rebound local(
            DnsSeen seen,
            Transaction t,
            long nameHash,
            long localHigh,
            long localLow,
            long ttl,
            @Nullable Ip beside,
            Function<DnsSeen, Answer> reader) {
        if (scan.questionType() != DnsCodes.A && scan.questionType() != DnsCodes.AAAA) {
            return null;
        }
        String domain = whose(seen, nameHash);
        if (domain.equals(INTERNAL)) {
            return null;
        }
        Where where = seen.where();
        int sharers = sharers(given(where.path(), localHigh, localLow).domains, domain);
        PublicAnswer before = find(where.path(), key(nameHash, Ip.isV4(localHigh, localLow)));
        boolean fresh = before != null && where.timeNanos() - before.where().timeNanos() <= MEMORY_NANOS;
        if (!fresh && beside == null) {
            return null;
        }
        Ip local = new Ip(localHigh, localLow);
        return new Rebound(reader.apply(seen), t, local, ttl, fresh ? before : null, beside, sharers);
    }

    /** The registrable part of the name asked for, or {@link #INTERNAL}: of the message only its question is read. */
    private String whose(DnsSeen seen, long nameHash) {
        int slot = (int) (nameHash ^ nameHash >>> 32) & whose.length - 1;
        String domain = whose[slot];
        if (domain == null || whoseHash[slot] != nameHash) {
            String name = asked(seen);
            domain = Domains.isInternal(name) ? INTERNAL : Domains.registrable(name);
            whose[slot] = domain;
            whoseHash[slot] = nameHash;
        }
        return domain;
    }

    /** As much of the name asked for as {@link Domains} looks at. */
    private String asked(DnsSeen seen) {
        String plain = DnsQuestion.lastLabels(seen.message(), LABELS);
        if (plain != null) {
            return plain;
        }
        DnsRecords r = message.wrap(seen.message()).records();
        return r.next() && r.section() == DnsSection.QUESTION ? r.name().lowerText() : "";
    }

    private Given given(Path path, long high, long low) {
        long hash = keys.of(path, high, low, 0);
        for (Given g = given.bucket(hash); g != null; g = g.chain) {
            if (g.hash == hash && g.low == low && g.high == high && g.path.equals(path)) {
                givenAges.touch(g);
                return g;
            }
        }
        Given oldest = givenAges.oldest();
        if (given.size() >= Math.max(1, cap / 8) && oldest != null) {
            givenAges.remove(oldest);
            given.remove(oldest);
        }
        Given fresh = new Given(path, high, low);
        given.add(fresh, hash);
        givenAges.add(fresh);
        return fresh;
    }

    /** Notes that the domain was given an address; how many others were. */
    private static int sharers(@Nullable String[] domains, String domain) {
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
    private static long key(long nameHash, boolean v4) {
        return v4 ? nameHash : ~nameHash;
    }

    private void remember(Where where, long key, Ip address) {
        PublicAnswer known = find(where.path(), key);
        if (known != null) {
            known.again(where, address);
            ages.touch(known);
            return;
        }
        PublicAnswer oldest = ages.oldest();
        if (index.size() >= cap && oldest != null) {
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
