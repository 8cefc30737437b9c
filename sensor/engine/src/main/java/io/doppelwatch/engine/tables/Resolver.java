// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Mac;
import io.doppelwatch.engine.net.Path;
import io.doppelwatch.engine.observe.Where;
import org.jspecify.annotations.Nullable;

/** How one DNS server's answers arrive, as far as nothing contradicted them. */
public final class Resolver extends Entry<Resolver> {
    final Path path;
    final Ip ip;
    boolean standing;

    private long mac = Mac.NONE;
    private int lowestTtl = 255;
    private int highestTtl;
    private long answers;
    private long unasked;
    private int silent;
    private long spokeNanos = Long.MIN_VALUE;
    private @Nullable Where lastAnswer;
    private @Nullable Where firstSilent;

    Resolver(Path path, Ip ip) {
        this.path = path;
        this.ip = ip;
    }

    public Ip ip() {
        return ip;
    }

    /** Answers that stood alone: asked for, and not contradicted within the hold-on time. */
    public long answers() {
        return answers;
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
        return answers >= 3 && (ttl < lowestTtl - 1 || ttl > highestTtl + 1);
    }

    /** {@code 64}, or {@code 57 to 58}. */
    public String ttls() {
        return lowestTtl == highestTtl ? Integer.toString(lowestTtl) : lowestTtl + " to " + highestTtl;
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

    void answered(Where where) {
        answers++;
        mac = where.sourceMac();
        lowestTtl = Math.min(lowestTtl, where.ttl());
        highestTtl = Math.max(highestTtl, where.ttl());
        lastAnswer = where;
    }

    void spoke(long nowNanos) {
        spokeNanos = nowNanos;
        silent = 0;
        firstSilent = null;
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
