// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import io.doppelwatch.decode.Fault;
import io.doppelwatch.decode.dns.DnsCodes;
import io.doppelwatch.decode.dns.DnsMessage;
import io.doppelwatch.decode.dns.DnsName;
import io.doppelwatch.decode.dns.DnsRdata;
import io.doppelwatch.decode.dns.DnsRecords;
import io.doppelwatch.decode.dns.DnsSection;
import io.doppelwatch.engine.observe.DnsSeen;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells the records of a response that have nothing to do with its question (RFC 2181, 5.4.1; RFC 5452, 6). What belongs:
 * the name asked for and where its aliases lead, in the answer; zones these names lie in, in the authority section;
 * addresses of the names the other records lead to, in the additional one. What the server is entitled to tell within
 * that is not known here: glue for a name server of another zone is let pass, as resolvers fetch it themselves.
 *
 * <p>Reads without an allocation up to the first foreign record, and says nothing of messages that are damaged, that
 * lead on to more than {@link #NAMES} names or have more than {@link #RECORDS} records, or that carry a zone. Not thread-safe.
 */
public final class Bailiwick {
    static final int NAMES = 64;
    /** More records than that are no answer to a question; bounds the passes over them. */
    static final int RECORDS = 256;

    private static final int TOLD = 8;

    private final DnsMessage message = new DnsMessage();
    private final DnsMessage again = new DnsMessage();
    private final DnsRdata rdata = new DnsRdata();
    private final long seed;
    private final long[] chain = new long[NAMES];
    private final long[] leads = new long[NAMES];
    private int chained;
    private int led;
    private boolean overflow;

    /** @param seed of the name hashes */
    public Bailiwick(long seed) {
        this.seed = seed;
    }

    /**
     * A response's foreign records.
     *
     * @param records in words, at most eight
     * @param owners lower case, of the same
     * @param delegates true where one of them is an NS record
     */
    public record Foreign(List<String> records, List<String> owners, boolean delegates) {}

    /** The records that do not belong; null mostly. */
    public @Nullable Foreign read(DnsSeen seen) {
        DnsRecords question = again.wrap(seen.message()).records();
        if (!question.next() || question.section() != DnsSection.QUESTION || !readable(question.type())) {
            return null;
        }
        if (records() > RECORDS) {
            return null;
        }
        DnsName asked = question.name();
        chained = 0;
        led = 0;
        overflow = false;
        add(asked.hash(seed), true);
        collect(seen, asked);
        if (overflow) {
            return null;
        }
        Foreign foreign = null;
        DnsRecords r = message.wrap(seen.message()).records();
        while (r.next()) {
            if (r.section() != DnsSection.QUESTION && r.rrClass() == DnsCodes.CLASS_IN && isForeign(r, asked, seen)) {
                if (foreign == null) {
                    foreign = new Foreign(new ArrayList<>(), new ArrayList<>(), false);
                }
                foreign = told(foreign, r);
            }
        }
        return r.fault() == Fault.NONE ? foreign : null;
    }

    private int records() {
        return again.count(DnsSection.ANSWER) + again.count(DnsSection.AUTHORITY) + again.count(DnsSection.ADDITIONAL);
    }

    private static boolean readable(int type) {
        return type != DnsCodes.AXFR && type != DnsCodes.IXFR && type != DnsCodes.ANY;
    }

    /** Where the question's aliases lead (in any order, so as often as something new is found), and every name that is led to. */
    private void collect(DnsSeen seen, DnsName asked) {
        boolean first = true;
        int before;
        do {
            before = chained;
            DnsRecords r = message.wrap(seen.message()).records();
            while (r.next() && !overflow) {
                // What leads on in ways that target() does not read makes every address possible.
                overflow |= r.type() == DnsCodes.NAPTR;
                if (r.section() == DnsSection.QUESTION || !r.target().ok()) {
                    continue;
                }
                if (first) {
                    add(r.target().hash(seed), false);
                }
                if (r.section() == DnsSection.ANSWER && leadsOn(r, asked)) {
                    long target = r.target().hash(seed);
                    if (!has(chain, chained, target)) {
                        add(target, true);
                    }
                    // A DNAME's owner is above the name asked for; the CNAME made of it follows (RFC 6672, 3.1).
                    if (!inChain(r)) {
                        add(r.name().hash(seed), true);
                    }
                }
            }
            first = false;
        } while (chained > before && !overflow);
    }

    private boolean leadsOn(DnsRecords r, DnsName asked) {
        return r.type() == DnsCodes.CNAME && inChain(r)
                || r.type() == DnsCodes.DNAME && (inChain(r) || asked.isWithin(r.name()));
    }

    private boolean isForeign(DnsRecords r, DnsName asked, DnsSeen seen) {
        return switch (r.section()) {
            case ANSWER -> r.type() != DnsCodes.RRSIG && !inChain(r);
            case AUTHORITY ->
                (r.type() == DnsCodes.NS || r.type() == DnsCodes.SOA)
                        && !asked.isWithin(r.name())
                        && !aliasIsWithin(r.name(), seen);
            case ADDITIONAL ->
                (r.isAddress4() || r.isAddress6())
                        && !inChain(r)
                        && !has(leads, led, r.name().hash(seed));
            case QUESTION -> false;
        };
    }

    private boolean aliasIsWithin(DnsName zone, DnsSeen seen) {
        if (chained < 2) {
            return false;
        }
        DnsRecords r = new DnsMessage().wrap(seen.message()).records();
        while (r.next()) {
            boolean alias = r.type() == DnsCodes.CNAME || r.type() == DnsCodes.DNAME;
            if (alias && inChain(r) && r.target().isWithin(zone)) {
                return true;
            }
        }
        return false;
    }

    private Foreign told(Foreign foreign, DnsRecords r) {
        if (foreign.records.size() < TOLD) {
            String owner = r.name().lowerText();
            foreign.owners.add(owner);
            foreign.records.add(owner + " " + DnsCodes.type(r.type()) + " " + rdata.text(r));
        }
        return new Foreign(foreign.records, foreign.owners, foreign.delegates || r.type() == DnsCodes.NS);
    }

    private boolean inChain(DnsRecords r) {
        return has(chain, chained, r.name().hash(seed));
    }

    private void add(long hash, boolean asked) {
        if (asked ? chained == NAMES : led == NAMES) {
            overflow = true;
        } else if (asked) {
            chain[chained++] = hash;
        } else {
            leads[led++] = hash;
        }
    }

    private static boolean has(long[] hashes, int n, long hash) {
        for (int i = 0; i < n; i++) {
            if (hashes[i] == hash) {
                return true;
            }
        }
        return false;
    }
}
