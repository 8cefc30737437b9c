// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.craft.pcaps;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * A rule in two captures: one in which it fires, and its twin, which looks alike and in which it must not.
 *
 * <p>They become {@code pcaps/rules/<rule>.pcapng}, {@code .truth.json}, {@code .benign.pcapng} and, where there is one,
 * {@code .trust.yaml}; {@code RuleCapturesTest} (in {@code sensor/app}) replays them for every rule there is.
 *
 * @param rule the rule's id
 * @param attack where it fires
 * @param truth what really happened there. An attack that the rule detects lists it under {@code rules}; a rule that says
 *     low at most detects no attack, so its truth has none
 * @param benign the twin: no attack, and nothing that needs an explanation
 * @param trust the trust file of both; empty for none
 */
record RuleScene(String rule, Story attack, Truth truth, Story benign, String trust) {

    /** Without a trust file. */
    RuleScene(String rule, Story attack, Truth truth, Story benign) {
        this(rule, attack, truth, benign, "");
    }

    /** Its files by name. */
    Map<String, byte[]> files() {
        Map<String, byte[]> files = new TreeMap<>();
        files.put(rule + ".pcapng", attack.pcapng());
        files.put(rule + ".truth.json", utf8(truth.json()));
        files.put(rule + ".benign.pcapng", benign.pcapng());
        if (!trust.isEmpty()) {
            files.put(rule + ".trust.yaml", utf8(trust));
        }
        return files;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
