// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.event;

import java.util.List;

/**
 * Everything a rule says of itself: the list, the {@code rules} verb, the documentation page and the signature ids come
 * from here.
 *
 * @param id stable name, lower case with hyphens
 * @param number signature id, 1,700,000 and up, never used again
 * @param title one sentence without a full stop
 * @param category EVE's alert.category
 * @param severity the highest severity it gives by itself
 * @param confidence 0 to 1, of a finding without further support
 * @param phase the step of SAFE-T1004 a finding shows
 * @param attack MITRE ATT&amp;CK technique ids
 * @param safe SAFE-MCP technique ids
 * @param triggers what makes it fire, in prose
 * @param evidence what a finding carries
 * @param benignCauses what else can look like this, each a clause
 * @param nextSteps what to do, each an imperative sentence
 * @param references RFC sections, papers, pages
 */
public record RuleInfo(
        String id,
        int number,
        String title,
        String category,
        Severity severity,
        double confidence,
        Incident.Phase phase,
        List<String> attack,
        List<String> safe,
        String triggers,
        String evidence,
        List<String> benignCauses,
        List<String> nextSteps,
        List<String> references) {}
