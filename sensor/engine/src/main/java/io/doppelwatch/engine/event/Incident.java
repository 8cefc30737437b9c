// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.event;

import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.observe.Where;
import java.util.List;

/**
 * Findings that belong together.
 *
 * @param id {@code I-YYYYMMDD-NNNN} by the event time it opened
 * @param phases of {@link Phase}, in order of first evidence
 * @param initialVector how it began, one sentence
 * @param timeline oldest first
 * @param techniques ATT&amp;CK and SAFE-MCP ids
 * @param actions what to block, remove, flush, rotate
 */
public record Incident(
        String id,
        Severity severity,
        String subject,
        List<Phase> phases,
        String initialVector,
        List<Entry> timeline,
        List<Ip> victims,
        List<Finding.Party> attackers,
        List<Finding> findings,
        List<String> techniques,
        List<String> actions) {

    /** Steps of SAFE-T1004. */
    public enum Phase {
        PREPARATION,
        DISCOVERY,
        CONNECTION,
        IMPERSONATION,
        EXPLOITATION
    }

    /** A moment. */
    public record Entry(Where where, String what) {}
}
