// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import io.doppelwatch.engine.observe.Where;
import io.doppelwatch.engine.tables.LocalName.Claim;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A second MAC claims a name and leads elsewhere than the one that claimed it first and is still there.
 *
 * @param flush the claim tells everybody to forget the owner's records (RFC 6762, 10.2)
 * @param claimant all that the second MAC said of names
 * @param former all that the owner said of names; null where it is no longer known
 * @param answered other names the claimant gave the same address to when somebody asked everybody
 */
public record NameContested(
        LocalName name,
        Claim owner,
        Claim claim,
        boolean flush,
        Where where,
        LocalSpeaker claimant,
        @Nullable LocalSpeaker former,
        List<LocalSpeaker.Answered> answered) {}
