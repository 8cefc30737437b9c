// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.dissect;

import io.doppelwatch.engine.net.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Interned paths: a path that was seen before costs no allocation.
 *
 * <p>Bounded at {@link #SLOTS} paths. A new one takes the place of an older one of its bucket, in turn; who still holds
 * the older one keeps it, and it is equal, though no longer identical, to the one made when it comes again.
 */
final class Paths {
    private static final int BUCKETS = 1024;
    private static final int WAYS = 8;
    static final int SLOTS = BUCKETS * WAYS;

    private static final Path.Kind[] KINDS = Path.Kind.values();

    private final Path[] parents = new Path[SLOTS];
    private final long[] steps = new long[SLOTS];
    private final Path[] paths = new Path[SLOTS];
    private int turn;

    /** The path {@code parent} with one more step at its inner end. */
    Path step(Path parent, Path.Kind kind, long id) {
        // 32 bits of id are the most a tag has (GRE key), so kind and id fit one word.
        long step = (long) kind.ordinal() << 32 | id & 0xffff_ffffL;
        long mix = (step + System.identityHashCode(parent)) * 0x9e37_79b9_7f4a_7c15L;
        int first = (int) (mix >>> 54) * WAYS;
        for (int i = first; i < first + WAYS; i++) {
            if (steps[i] == step && parents[i] == parent) {
                return paths[i];
            }
        }
        return add(parent, step, first);
    }

    private Path add(Path parent, long step, int first) {
        List<Path.Tag> tags = new ArrayList<>(parent.tags());
        tags.add(new Path.Tag(KINDS[(int) (step >>> 32)], step & 0xffff_ffffL));
        Path path = new Path(tags);
        int slot = first + (turn++ & WAYS - 1);
        for (int i = first; i < first + WAYS; i++) {
            if (paths[i] == null) {
                slot = i;
                break;
            }
        }
        parents[slot] = parent;
        steps[slot] = step;
        paths[slot] = path;
        return path;
    }
}
