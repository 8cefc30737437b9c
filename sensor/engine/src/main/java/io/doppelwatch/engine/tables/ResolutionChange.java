// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import io.doppelwatch.engine.observe.Where;
import io.doppelwatch.engine.trust.Trust;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One server says something else of a trusted name, or of its zone, than it said before.
 *
 * @param name the name it is about, lower case
 * @param service whose name it is, or in whose zone
 * @param view what that server said before; already holding what is new
 * @param before what was said before, oldest first; empty where it is told in {@code last}
 * @param now what is said now and was never said before
 * @param last the last packet that said the old; null where there is none
 * @param answersBefore answers before this one
 * @param networksBefore networks its addresses came from before
 * @param early true where the old is said to be good for longer than it lasted
 */
public record ResolutionChange(
        Kind kind,
        String name,
        Trust.Service service,
        Answer answer,
        Transaction transaction,
        Resolution view,
        List<String> before,
        List<String> now,
        @Nullable Where last,
        long answersBefore,
        int networksBefore,
        boolean early) {

    /** What changed. */
    public enum Kind {
        /** Addresses, none of which lies in a network known. */
        NETWORK,
        /** Another address of the network known, where there was exactly one. */
        ADDRESS,
        /** Where the name's CNAME leads. */
        ALIAS,
        /** Every name server of the zone. */
        NAME_SERVERS,
        /** A name that was answered does not exist. */
        DENIED,
        /** A name that did not exist is answered. */
        APPEARED
    }
}
