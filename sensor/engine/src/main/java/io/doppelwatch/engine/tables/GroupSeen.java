// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import io.doppelwatch.engine.observe.RedundancySeen;
import io.doppelwatch.engine.tables.Group.Member;
import org.jspecify.annotations.Nullable;

/**
 * What one hello did to its group.
 *
 * @param group as it is now
 * @param sender the router that sent it
 * @param before who held the addresses until this hello; null where nobody did
 */
public record GroupSeen(
        RedundancySeen seen,
        Group group,
        Member sender,
        @Nullable Member before) {
    /** True where another router held the addresses until now. */
    public boolean changed() {
        return before != null && before != sender && group.active() == sender;
    }
}
