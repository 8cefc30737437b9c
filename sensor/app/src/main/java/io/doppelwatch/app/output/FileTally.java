// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.output;

import io.doppelwatch.engine.event.Severity;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.SortedSet;
import java.util.TreeSet;

/** What was counted for one capture file, or for all of them. */
public final class FileTally {
    /** Names and certificates are the attacker's to invent: more than these are not listed. */
    private static final int MOST_NAMES = 1 << 16;

    private final long[] counts = new long[Count.values().length];
    private final long[] findings = new long[Severity.values().length];
    private final SortedSet<String> sni = new TreeSet<>();
    private final SortedSet<String> leaves = new TreeSet<>();
    private final boolean names;

    FileTally(boolean names) {
        this.names = names;
    }

    /** How many there were. */
    public long get(Count count) {
        return counts[count.ordinal()];
    }

    /** Findings of a severity. */
    public long get(Severity severity) {
        return findings[severity.ordinal()];
    }

    /** Names that clients asked for, sorted. */
    public SortedSet<String> sni() {
        return Collections.unmodifiableSortedSet(sni);
    }

    /** SHA-256 of the first certificate of each Certificate message, lower-case hex, sorted. */
    public SortedSet<String> leaves() {
        return Collections.unmodifiableSortedSet(leaves);
    }

    void count(Count count) {
        counts[count.ordinal()]++;
    }

    void finding(Severity severity) {
        findings[severity.ordinal()]++;
    }

    void sni(String name) {
        if (names && !name.isEmpty() && sni.size() < MOST_NAMES) {
            sni.add(name);
        }
    }

    void leaf(byte[] der) {
        if (names && leaves.size() < MOST_NAMES) {
            leaves.add(sha256(der));
        }
    }

    void add(FileTally other) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += other.counts[i];
        }
        for (int i = 0; i < findings.length; i++) {
            findings[i] += other.findings[i];
        }
        other.sni.forEach(this::sni);
        for (String leaf : other.leaves) {
            if (leaves.size() < MOST_NAMES) {
                leaves.add(leaf);
            }
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
