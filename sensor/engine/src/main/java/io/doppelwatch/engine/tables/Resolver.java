// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Mac;
import io.doppelwatch.engine.net.Path;
import io.doppelwatch.engine.observe.DnsSeen;
import io.doppelwatch.engine.observe.Where;
import org.jspecify.annotations.Nullable;

/** How one DNS server's answers arrive, as far as nothing contradicted them. */
public final class Resolver extends Entry<Resolver> {
    final Path path;
    final Ip ip;
    boolean standing;

    private long mac = Mac.NONE;
    private final Habits habits = new Habits();
    private long unasked;
    private int silent;
    private long spokeNanos = Long.MIN_VALUE;
    private @Nullable Where lastAnswer;
    private @Nullable Where firstSilent;
    private @Nullable OddOne odd;

    Resolver(Path path, Ip ip) {
        this.path = path;
        this.ip = ip;
    }

    public Ip ip() {
        return ip;
    }

    /** Answers that stood alone: asked for, and not contradicted within the hold-on time. */
    public long answers() {
        return habits.answers();
    }

    /** Answers nobody was seen to ask for. */
    public long unasked() {
        return unasked;
    }

    /** The MAC its answers came from last; {@link Mac#NONE} where none was seen. */
    public long mac() {
        return mac;
    }

    /** True where an IP TTL is none that its answers had; false while there are fewer than three to tell by. */
    public boolean isStrangeTtl(int ttl) {
        return habits.isStrangeTtl(ttl);
    }

    /** True where an IP id is off the pattern its answers keep, if they keep one. */
    public boolean isStrangeId(int id) {
        return habits.isStrangeId(id);
    }

    /** {@code always 0} or {@code counted up}; empty where its IP ids have no pattern. */
    public String idPattern() {
        return habits.idPattern();
    }

    /** {@code 64}, or {@code 57 to 58}. */
    public String ttls() {
        int usual = habits.usualTtl();
        if (usual >= 0) {
            return Integer.toString(usual);
        }
        return habits.lowestTtl() == habits.highestTtl()
                ? Integer.toString(habits.lowestTtl())
                : habits.lowestTtl() + " to " + habits.highestTtl();
    }

    /** The least time its answers take, three outliers aside, nanoseconds; 0 while that cannot be said. */
    public long floorNanos() {
        return habits.floorNanos();
    }

    /** Answers that kept the letter case of a question with capitals in it. */
    public long echoed() {
        return habits.echoed();
    }

    public boolean neverFragments() {
        return habits.neverFragments();
    }

    Habits habits() {
        return habits;
    }

    /** Questions in a row that got no answer. */
    public int silent() {
        return silent;
    }

    public @Nullable Where lastAnswer() {
        return lastAnswer;
    }

    public @Nullable Where firstSilent() {
        return firstSilent;
    }

    /** Notes an answer that stood alone; {@code nanos} and {@code seconds} as for {@link Habits#answered}. */
    void answered(Where where, long nanos, long seconds) {
        habits.answered(where.ttl(), nanos, seconds);
        mac = where.sourceMac();
        lastAnswer = where;
    }

    void spoke(long nowNanos) {
        spokeNanos = nowNanos;
        silent = 0;
        firstSilent = null;
    }

    /** An odd answer, until the next one shows whether it was the only one. */
    record OddOne(DnsSeen seen, Transaction transaction, int oddities) {}

    @Nullable
    OddOne odd() {
        return odd;
    }

    void odd(@Nullable OddOne other) {
        odd = other;
    }

    void unaskedAnswer() {
        unasked++;
    }

    /** A question from before its last answer was only lost, or not worth one. */
    void silent(Where query) {
        if (query.timeNanos() <= spokeNanos) {
            return;
        }
        if (silent++ == 0) {
            firstSilent = query;
        }
    }
}
