// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.dnssec;

import io.doppelwatch.engine.dnssec.Verdict.Kind;
import io.doppelwatch.engine.observe.Where;
import io.doppelwatch.engine.stats.Counter;
import io.doppelwatch.engine.stats.Counters;
import io.doppelwatch.engine.trust.Trust;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.DNSKEYRecord;
import org.xbill.DNS.DNSSEC;
import org.xbill.DNS.DSRecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.RRset;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/**
 * Checks signed answers against keys that were seen before them. A zone's keys count where one of them signs them all
 * (RFC 4035, 5.2), and are anchored where a trust anchor, or a DS record that an anchored parent signed, names that one. No
 * key, no verdict: a tag that no key has is a roll-over until it is known better, and so is an algorithm that this
 * Java does not have.
 *
 * <p>The signature and its time are judged apart: the former at the moment it was made, the latter by the packet's time.
 * "Not yet valid" is never said, as many captures are older than their files' clocks say.
 *
 * <p>Work is bounded: {@link #MESSAGES} messages and {@link #CHECKS} verifications a second of event time, what was
 * verified once is known by a digest of the records and the signature ({@code cached} of about 220 bytes, the oldest
 * first). What was passed over is counted.
 */
public final class Signatures {
    static final int MESSAGES = 64;
    static final int CHECKS = 128;
    /** More records than that are no answer to a question; bounds the sorting of them. */
    static final int RECORDS = 256;

    /** Octets of an RSA exponent; every signer's has one or three. A long one makes a verification a hundred times dearer. */
    private static final int EXPONENT = 8;

    private static final long SECOND = 1_000_000_000L;
    /** Clocks of signers and of captures differ (RFC 4035, 5.3.1 asks for both to be right). */
    private static final long SKEW_SECONDS = 600;

    private static final int ZONE_KEY = 0x0100;
    private static final int DNSSEC_PROTOCOL = 3;
    private static final int[] SECTIONS = {Section.ANSWER, Section.AUTHORITY};

    private final Counters counters;
    private final int cached;
    private final Keys keys;
    private final LinkedHashMap<String, Outcome> known = new LinkedHashMap<>();
    private long second = Long.MIN_VALUE;
    private int messages;
    private int checks;

    /** What one verification said. */
    private enum Outcome {
        HOLDS,
        FAILS,
        UNKNOWN
    }

    /**
     * @param anchors DS records of zones whose keys are known by them
     * @param keyBytes what the keys of zones may hold together
     * @param cached verifications remembered
     */
    public Signatures(List<Trust.Anchor> anchors, long keyBytes, int cached, Counters counters) {
        this.cached = cached;
        this.counters = counters;
        Map<Name, List<DSRecord>> given = new HashMap<>();
        for (Trust.Anchor a : anchors) {
            Name zone = name(a.zone());
            if (zone != null) {
                given.computeIfAbsent(zone, z -> new ArrayList<>())
                        .add(new DSRecord(
                                zone,
                                org.xbill.DNS.DClass.IN,
                                0,
                                a.keyTag(),
                                a.algorithm(),
                                a.digestType(),
                                HexFormat.of().parseHex(a.digest())));
            }
        }
        keys = new Keys(given, keyBytes, counters);
    }

    private static @Nullable Name name(String text) {
        try {
            return Name.fromString(text.isEmpty() ? "." : text, Name.root);
        } catch (TextParseException e) {
            return null;
        }
    }

    /**
     * Takes a response.
     *
     * @param message from its ID on
     * @return what is wrong with it; empty mostly
     */
    public List<Verdict> check(byte[] message, Where where) {
        if (!mayRead(where.timeNanos())) {
            counters.increment(Counter.DNSSEC_PASSED_OVER);
            return List.of();
        }
        Message m;
        try {
            m = new Message(message);
        } catch (IOException | RuntimeException e) { // its parsers throw both on hostile bytes
            counters.increment(Counter.DNSSEC_UNREADABLE);
            return List.of();
        }
        if (m.getHeader().getCount(Section.ANSWER) + m.getHeader().getCount(Section.AUTHORITY) > RECORDS) {
            counters.increment(Counter.DNSSEC_PASSED_OVER);
            return List.of();
        }
        List<Verdict> verdicts = new ArrayList<>(0);
        try {
            for (int section : SECTIONS) {
                for (RRset set : m.getSectionRRsets(section)) {
                    check(set, where, verdicts);
                }
            }
        } catch (RuntimeException e) {
            counters.increment(Counter.DNSSEC_UNREADABLE);
        }
        return verdicts;
    }

    private boolean mayRead(long nanos) {
        long now = Math.floorDiv(nanos, SECOND);
        if (now != second) {
            second = now;
            messages = 0;
            checks = 0;
        }
        return messages++ < MESSAGES;
    }

    private void check(RRset set, Where where, List<Verdict> verdicts) {
        if (set.sigs().isEmpty() || set.rrs().isEmpty()) {
            return;
        }
        if (set.getType() == Type.DNSKEY) {
            keys(set, where, verdicts);
            return;
        }
        boolean holds = false;
        boolean expired = false;
        Verdict wrong = null;
        for (RRSIGRecord sig : set.sigs()) {
            List<KeySet> from = signers(set, sig);
            if (from.isEmpty()) {
                // One signature that cannot be judged may be the good one (RFC 6840, 5.4).
                return;
            }
            Outcome outcome = outcome(set, sig, from);
            if (outcome == Outcome.UNKNOWN) {
                return;
            }
            boolean late = sig.getExpire().getEpochSecond() + SKEW_SECONDS < Math.floorDiv(where.timeNanos(), SECOND);
            holds |= outcome == Outcome.HOLDS && !late;
            expired |= outcome == Outcome.HOLDS && late;
            if (outcome == Outcome.FAILS || late) {
                wrong = verdict(outcome == Outcome.FAILS ? Kind.BOGUS : Kind.EXPIRED, set, sig, from);
            }
            if (outcome == Outcome.HOLDS
                    && !late
                    && set.getType() == Type.DS
                    && from.get(0).anchored()) {
                keys.derive(set.getName(), delegation(set));
            }
        }
        // One that holds is enough (RFC 4035, 5.3.3); of those that do not, an expired one is the milder.
        if (!holds && wrong != null) {
            verdicts.add(expired && wrong.kind() == Kind.BOGUS ? as(Kind.EXPIRED, wrong) : wrong);
        }
    }

    private static Verdict as(Kind kind, Verdict v) {
        return new Verdict(kind, v.owner(), v.type(), v.signer(), v.keyTag(), v.expired(), v.anchored(), v.keys());
    }

    /** Key sets that may judge the signature: the signer is a zone that the owner lies in (RFC 4035, 5.3.1). */
    private List<KeySet> signers(RRset set, RRSIGRecord sig) {
        return set.getName().subdomain(sig.getSigner())
                ? keys.with(sig.getSigner(), sig.getFootprint(), sig.getAlgorithm())
                : List.of();
    }

    private Outcome outcome(RRset set, RRSIGRecord sig, List<KeySet> from) {
        Outcome best = Outcome.UNKNOWN;
        for (KeySet keySet : from) {
            for (DNSKEYRecord key : keySet.keys()) {
                if (key.getFootprint() == sig.getFootprint() && key.getAlgorithm() == sig.getAlgorithm()) {
                    Outcome o = verify(set, sig, key);
                    if (o == Outcome.HOLDS) {
                        return o;
                    }
                    best = o == Outcome.FAILS ? o : best;
                }
            }
        }
        return best;
    }

    private Outcome verify(RRset set, RRSIGRecord sig, DNSKEYRecord key) {
        String id = id(set, sig, key);
        Outcome before = known.get(id);
        if (before != null) {
            return before;
        }
        if (checks++ >= CHECKS) {
            counters.increment(Counter.DNSSEC_PASSED_OVER);
            return Outcome.UNKNOWN;
        }
        Outcome outcome;
        try {
            DNSSEC.verify(set, sig, key, sig.getTimeSigned());
            outcome = Outcome.HOLDS;
            counters.increment(Counter.DNSSEC_VERIFIED);
        } catch (DNSSEC.SignatureVerificationException e) {
            outcome = Outcome.FAILS;
            counters.increment(Counter.DNSSEC_FAILED);
        } catch (DNSSEC.DNSSECException | RuntimeException e) { // an algorithm or a key that Java does not take
            outcome = Outcome.UNKNOWN;
            counters.increment(Counter.DNSSEC_PASSED_OVER);
        }
        known.put(id, outcome);
        if (known.size() > cached) {
            known.remove(known.keySet().iterator().next());
        }
        return outcome;
    }

    private static String id(RRset set, RRSIGRecord sig, DNSKEYRecord key) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(DNSSEC.digestRRset(sig, set));
            digest.update(sig.getSignature());
            digest.update(key.getKey());
            return Base64.getEncoder().encodeToString(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** A zone's keys: kept where one of them, of those an anchor names where there is one, signs them all. */
    private void keys(RRset set, Where where, List<Verdict> verdicts) {
        Name zone = set.getName();
        List<DNSKEYRecord> all = new ArrayList<>();
        for (Record r : set.rrs()) {
            if (r instanceof DNSKEYRecord key
                    && (key.getFlags() & ZONE_KEY) != 0
                    && key.getProtocol() == DNSSEC_PROTOCOL
                    && isCheap(key)) {
                all.add(key);
            }
        }
        List<DSRecord> anchors = keys.anchors(zone);
        boolean signed = false;
        for (RRSIGRecord sig : set.sigs()) {
            for (DNSKEYRecord key : all) {
                boolean by = key.getFootprint() == sig.getFootprint()
                        && key.getAlgorithm() == sig.getAlgorithm()
                        && sig.getSigner().equals(zone)
                        && verify(set, sig, key) == Outcome.HOLDS;
                if (by && isNamed(key, anchors, zone)) {
                    keys.add(zone, new KeySet(all, true, where));
                    return;
                }
                signed |= by;
            }
        }
        if (signed && anchors.isEmpty()) {
            keys.add(zone, new KeySet(all, false, where));
        } else if (signed) {
            RRSIGRecord sig = set.sigs().get(0);
            verdicts.add(new Verdict(
                    Kind.NOT_ANCHORED,
                    text(zone),
                    "DNSKEY",
                    text(sig.getSigner()),
                    sig.getFootprint(),
                    sig.getExpire().getEpochSecond(),
                    true,
                    where));
        }
    }

    /** RFC 3110, 2: the exponent's length comes first, in one octet, or zero and two more. */
    private static boolean isCheap(DNSKEYRecord key) {
        boolean rsa = switch (key.getAlgorithm()) {
            case DNSSEC.Algorithm.RSAMD5,
                    DNSSEC.Algorithm.RSASHA1,
                    DNSSEC.Algorithm.RSA_NSEC3_SHA1,
                    DNSSEC.Algorithm.RSASHA256,
                    DNSSEC.Algorithm.RSASHA512 -> true;
            default -> false;
        };
        byte[] data = key.getKey();
        return !rsa || data.length > 1 && data[0] > 0 && data[0] <= EXPONENT;
    }

    private static boolean isNamed(DNSKEYRecord key, List<DSRecord> anchors, Name zone) {
        for (DSRecord ds : anchors) {
            if (Keys.names(ds, key, zone)) {
                return true;
            }
        }
        return false;
    }

    private static List<DSRecord> delegation(RRset set) {
        List<DSRecord> all = new ArrayList<>(1);
        for (Record r : set.rrs()) {
            if (r instanceof DSRecord ds) {
                all.add(ds);
            }
        }
        return all;
    }

    private static Verdict verdict(Kind kind, RRset set, RRSIGRecord sig, List<KeySet> from) {
        return new Verdict(
                kind,
                text(set.getName()),
                Type.string(set.getType()),
                text(sig.getSigner()),
                sig.getFootprint(),
                sig.getExpire().getEpochSecond(),
                from.get(0).anchored(),
                Keys.first(from));
    }

    private static String text(Name name) {
        return name.toString(true).toLowerCase(Locale.ROOT);
    }
}
