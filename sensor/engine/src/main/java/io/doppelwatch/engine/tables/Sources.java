// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import io.doppelwatch.engine.capture.Source;
import java.util.Arrays;

/**
 * Since when each capture or interface has been watched, whether requests are seen in it, and how many seem lost: what "nobody asked" is worth.
 * One small entry a source; the user's files bound it.
 */
public final class Sources {
    private static final long NEVER = Long.MIN_VALUE;

    private long[] firstNanos = new long[0];
    private boolean[] requests = new boolean[0];
    private int[] answers = new int[0];
    private int[] losses = new int[0];
    private int[] dnsPaired = new int[0];
    private int[] dnsUnasked = new int[0];

    /** Notes a fact of this source. */
    public void seen(Source source, long nowNanos) {
        int i = source.index();
        if (i >= firstNanos.length) {
            int old = firstNanos.length;
            firstNanos = Arrays.copyOf(firstNanos, Math.max(16, (i + 1) * 2));
            Arrays.fill(firstNanos, old, firstNanos.length, NEVER);
            requests = Arrays.copyOf(requests, firstNanos.length);
            answers = Arrays.copyOf(answers, firstNanos.length);
            losses = Arrays.copyOf(losses, firstNanos.length);
            dnsPaired = Arrays.copyOf(dnsPaired, firstNanos.length);
            dnsUnasked = Arrays.copyOf(dnsUnasked, firstNanos.length);
        }
        if (firstNanos[i] == NEVER) {
            firstNanos[i] = nowNanos;
        }
    }

    void requestSeen(Source source) {
        requests[source.index()] = true;
    }

    /** Notes a reply to a request that was seen. */
    void answerSeen(Source source) {
        answers[source.index()]++;
    }

    /** Notes a reply of a rightful holder to which no request was seen: most likely the request was lost. */
    void lossSeen(Source source) {
        losses[source.index()]++;
    }

    /** True where more than one request in fifty seems lost on the way here. */
    boolean isLossy(Source source) {
        return losses[source.index()] * 50L > answers[source.index()];
    }

    boolean sawRequests(Source source) {
        return requests[source.index()];
    }

    /** Notes a DNS answer to a question that was seen. */
    public void dnsPaired(Source source) {
        dnsPaired[source.index()]++;
    }

    /** Notes a DNS answer to which no question was seen. */
    public void dnsUnasked(Source source) {
        dnsUnasked[source.index()]++;
    }

    /** How many DNS answers of this source had a question, and how many had none: what was lost on the way here. */
    public Loss dnsLoss(Source source) {
        return new Loss(dnsPaired[source.index()], dnsUnasked[source.index()]);
    }

    /** Answers with and without a question. */
    public record Loss(int paired, int unasked) {
        /** True where more than one in fifty had none. */
        public boolean isHeavy() {
            return unasked * 50L > paired;
        }

        /** {@code of 1200 DNS answers here 3 had no question}. */
        @Override
        public String toString() {
            return "of " + ((long) paired + unasked) + " DNS answers in this capture " + unasked + " had no question";
        }
    }

    /** Nanoseconds since the source's first fact. */
    public long age(Source source, long nowNanos) {
        return nowNanos - firstNanos[source.index()];
    }
}
