// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.event;

import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.observe.Where;
import java.util.List;

/**
 * One rule's judgement.
 *
 * @param severity as judged here, after the trust file's say
 * @param confidence 0 to 1
 * @param subject who or what it is about: {@code ip:10.0.0.1}, {@code name:hub.example}, {@code service:…}
 * @param signature what happened, in one sentence
 * @param expected what should have been seen; empty where nothing was expected
 * @param observed what was seen
 * @param attacker who seems to have done it; {@link Party#UNKNOWN} where undetermined
 * @param victims addresses that were deceived, as far as seen
 * @param evidence the packets, oldest first, at most 16
 * @param incident id of the incident it joined; empty until correlated
 * @param where the packet that completed the evidence
 */
public record Finding(
        RuleInfo rule,
        Severity severity,
        double confidence,
        String subject,
        String signature,
        String expected,
        String observed,
        Party attacker,
        List<Ip> victims,
        List<Evidence> evidence,
        String incident,
        Where where) {

    public Finding withIncident(String id) {
        return new Finding(
                rule,
                severity,
                confidence,
                subject,
                signature,
                expected,
                observed,
                attacker,
                victims,
                evidence,
                id,
                where);
    }

    public Finding withSeverity(Severity changed) {
        return new Finding(
                rule,
                changed,
                confidence,
                subject,
                signature,
                expected,
                observed,
                attacker,
                victims,
                evidence,
                incident,
                where);
    }

    public Finding withSignature(String changed) {
        return new Finding(
                rule,
                severity,
                confidence,
                subject,
                changed,
                expected,
                observed,
                attacker,
                victims,
                evidence,
                incident,
                where);
    }

    /** Somebody on the network: {@link io.doppelwatch.engine.net.Mac#NONE} and {@link Ip#NONE} where not known. */
    public record Party(long mac, Ip ip) {
        public static final Party UNKNOWN = new Party(io.doppelwatch.engine.net.Mac.NONE, Ip.NONE);
    }

    /**
     * One packet and what it shows, in words.
     *
     * @param before true where it shows how things stood before, to compare with
     */
    public record Evidence(Where where, String what, boolean before) {
        public Evidence(Where where, String what) {
            this(where, what, false);
        }

        public static Evidence before(Where where, String what) {
            return new Evidence(where, what, true);
        }
    }
}
