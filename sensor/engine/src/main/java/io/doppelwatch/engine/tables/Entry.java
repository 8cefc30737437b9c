// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import org.jspecify.annotations.Nullable;

/** What a table holds: links for one {@link Index} and one {@link Ages} list, so that no node is allocated beside it. */
abstract class Entry<E extends Entry<E>> {
    long hash;

    @Nullable
    E chain;

    @Nullable
    E older;

    @Nullable
    E newer;
}
