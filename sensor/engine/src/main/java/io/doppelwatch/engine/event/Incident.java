// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.event;

import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.observe.Where;
import java.util.List;

/**
 * Findings that belong together.
 *
 * @param id {@code I-YYYYMMDD-NNNN} by the event time it opened
 * @param subject the identity that is impersonated: a name before an address, of those found with the highest severity
 * @param phases of {@link Phase}, in order of first evidence
 * @param initialVector how it began, one sentence: of the finding whose own evidence is the oldest
 * @param timeline oldest first, from there on; what was so before stands with the findings
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
