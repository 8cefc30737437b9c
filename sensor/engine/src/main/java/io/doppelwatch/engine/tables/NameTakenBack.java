// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import io.doppelwatch.engine.observe.Where;
import io.doppelwatch.engine.tables.LocalName.Claim;
import org.jspecify.annotations.Nullable;

/**
 * Somebody said goodbye for a name that is another's (RFC 6762, 10.1).
 *
 * @param goodbye where
 * @param stranger who; its own claim to the name in {@code claim}, null where it never made one
 * @param back the owner's next word for the name, which shows that it never left; null where it has not spoken yet
 */
public record NameTakenBack(
        LocalName name,
        Claim owner,
        LocalSpeaker stranger,
        @Nullable Claim claim,
        Where goodbye,
        @Nullable Where back) {}
