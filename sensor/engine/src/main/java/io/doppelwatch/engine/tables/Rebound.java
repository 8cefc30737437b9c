// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import io.doppelwatch.engine.net.Ip;
import org.jspecify.annotations.Nullable;

/**
 * A name of public DNS was given an address that only this network, or the host itself, can reach.
 *
 * @param local the first such address in the answer
 * @param ttl the lowest of the answer's addresses, seconds
 * @param before the name's last public answer that was good for a minute at most; null where none is known
 * @param beside a public address in the same answer; null without
 * @param sharers other domains that were given the same local address, 0 to 3: blockers and portals answer so
 */
public record Rebound(
        Answer answer,
        Transaction transaction,
        Ip local,
        long ttl,
        @Nullable PublicAnswer before,
        @Nullable Ip beside,
        int sharers) {}
