// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import io.doppelwatch.engine.observe.Where;

/**
 * One thing a name was said to have: an address, an alias, a name server.
 *
 * @param <T> what it is
 * @param times how many answers said so
 * @param ttl of the last, seconds
 */
public record Sighting<T>(T value, Where first, Where last, long times, long ttl) {
    Sighting<T> again(Where now, long lastTtl) {
        return new Sighting<>(value, first, now, times + 1, lastTtl);
    }
}
