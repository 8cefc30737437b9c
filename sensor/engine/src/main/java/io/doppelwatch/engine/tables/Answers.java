// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import io.doppelwatch.decode.Fault;
import io.doppelwatch.decode.dns.DnsCodes;
import io.doppelwatch.decode.dns.DnsMessage;
import io.doppelwatch.decode.dns.DnsRdata;
import io.doppelwatch.decode.dns.DnsRecords;
import io.doppelwatch.decode.dns.DnsSection;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.observe.DnsSeen;
import io.doppelwatch.engine.trust.Trust;
import io.doppelwatch.engine.trust.TrustIndex;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads responses: as sets to compare, and in words to tell. Not thread-safe. */
final class Answers {
    private static final int TOLD = 8;

    private final DnsMessage message = new DnsMessage();
    private final DnsRdata rdata = new DnsRdata();
    private final long seed;

    Answers(long seed) {
        this.seed = seed;
    }

    /** True where both give the same code and the same set of (name, type, data) in their answer sections, whatever the TTLs. */
    boolean same(DnsSeen a, DnsSeen b) {
        return Arrays.equals(a.message(), b.message()) || Arrays.equals(set(a), set(b));
    }

    /** Hashes of the answer section's records, sorted, each once; the response code is the first. */
    private long[] set(DnsSeen seen) {
        DnsRecords r = message.wrap(seen.message()).records();
        long[] hashes = new long[16];
        int n = 0;
        while (r.next()) {
            if (r.section().compareTo(DnsSection.ANSWER) > 0) {
                break;
            }
            if (r.section() == DnsSection.ANSWER) {
                if (n == hashes.length) {
                    hashes = Arrays.copyOf(hashes, n * 2);
                }
                hashes[n++] = hash(seen.message(), r);
            }
        }
        Arrays.sort(hashes, 0, n);
        long[] out = new long[n + 1];
        out[0] = message.rcode();
        int to = 1;
        for (int i = 0; i < n; i++) {
            if (i == 0 || hashes[i] != hashes[i - 1]) {
                out[to++] = hashes[i];
            }
        }
        return Arrays.copyOf(out, to);
    }

    private long hash(byte[] bytes, DnsRecords r) {
        long h = r.name().hash(seed) ^ (long) r.type() << 32 ^ r.rrClass();
        boolean named = r.target().ok();
        // A name in the data may be compressed one way or the other: what it says counts, not how.
        if (named) {
            h = Long.rotateLeft(h, 23) ^ r.target().hash(seed);
        }
        int from = r.rdata();
        int to = Math.min(bytes.length, from + r.rdataLength());
        if (!named || r.type() == DnsCodes.SVCB || r.type() == DnsCodes.HTTPS) {
            for (int i = from; i < to; i++) {
                h = (h ^ bytes[i]) * 0x9e37_79b9_7f4a_7c15L;
                h ^= h >>> 29;
            }
        }
        return h;
    }

    Transactions.@Nullable Given strayAddress(DnsSeen seen, TrustedNames names) {
        DnsRecords r = message.wrap(seen.message()).records();
        while (r.next()) {
            if (r.section() == DnsSection.QUESTION || !r.isAddress4() && !r.isAddress6()) {
                continue;
            }
            String name = r.name().lowerText();
            Trust.Service service = names.find(r.name().hash(seed), name);
            if (service != null && !TrustIndex.mayBeAt(service, address(r))) {
                return new Transactions.Given(name, service, address(r));
            }
        }
        return null;
    }

    private static Ip address(DnsRecords r) {
        return r.isAddress4() ? Ip.v4(r.address4()) : new Ip(r.address6High(), r.address6Low());
    }

    Answer read(DnsSeen seen) {
        DnsRecords r = message.wrap(seen.message()).records();
        String name = "";
        int type = 0;
        TreeSet<Ip> addresses = new TreeSet<>();
        StringBuilder text = new StringBuilder();
        int told = 0;
        while (r.next() && r.section().compareTo(DnsSection.ANSWER) <= 0) {
            if (r.section() == DnsSection.QUESTION) {
                if (r.index() == 0) {
                    name = r.name().lowerText();
                    type = r.type();
                }
                continue;
            }
            if (r.isAddress4() || r.isAddress6()) {
                addresses.add(address(r));
            }
            if (told++ < TOLD) {
                text.append(text.isEmpty() ? "" : ", ")
                        .append(DnsCodes.type(r.type()))
                        .append(' ')
                        .append(rdata.text(r));
            }
        }
        if (told > TOLD) {
            text.append(" and ").append(told - TOLD).append(" more");
        }
        if (text.isEmpty()) {
            text.append(message.rcode() == DnsCodes.NOERROR ? "no data" : DnsCodes.rcode(message.rcode()));
        }
        return new Answer(
                seen.where(),
                name,
                type,
                message.rcode(),
                message.isTruncated(),
                List.copyOf(addresses),
                text.toString(),
                r.fault() != Fault.NONE);
    }
}
