// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.dnssec;

import io.doppelwatch.engine.observe.Where;

/**
 * What is wrong with one signed record set.
 *
 * @param owner lower case, without a final dot
 * @param type its name, as {@code A}
 * @param signer the zone that is said to have signed, as {@code owner}
 * @param keyTag of the key that is said to have signed (RFC 4034, appendix B)
 * @param expired seconds since 1970 at which the signature ended
 * @param anchored true where the keys lead up to a trust anchor that was given; else they only sign themselves
 * @param keys the packet that brought the keys
 */
public record Verdict(
        Kind kind, String owner, String type, String signer, int keyTag, long expired, boolean anchored, Where keys) {

    /** What is wrong. */
    public enum Kind {
        /** The signature is none of that key over these records. */
        BOGUS,
        /** It holds, and its time was over before the packet was sent. */
        EXPIRED,
        /** The zone's keys are not those that the trust anchor names. */
        NOT_ANCHORED
    }
}
