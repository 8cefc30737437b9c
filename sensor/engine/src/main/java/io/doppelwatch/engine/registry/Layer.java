// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.registry;

import java.util.List;

/**
 * Who reads a file, and what it stands above.
 *
 * @param readers the programs, the first being the one whose file it is
 * @param place the folder it is limited to, slashes between; empty for everywhere
 * @param ordered whether the readers are documented to prefer one scope to another, by {@link Scope}
 * @param order what is known of which entry wins, in words
 */
public record Layer(List<String> readers, Scope scope, String place, boolean ordered, String order) {
    public Layer {
        readers = List.copyOf(readers);
    }

    public String reader() {
        return readers.get(0);
    }

    /** True where one program reads both at once. */
    public boolean meets(Layer other) {
        if (scope == Scope.CATALOGUE || other.scope == Scope.CATALOGUE) {
            return scope == other.scope && reader().equals(other.reader());
        }
        return readers.stream().anyMatch(other.readers::contains)
                && (isWithin(place, other.place) || isWithin(other.place, place));
    }

    private static boolean isWithin(String inner, String outer) {
        return outer.isEmpty() || inner.equals(outer) || inner.startsWith(outer + "/");
    }

    /** {@code Claude Code, project}. */
    @Override
    public String toString() {
        return reader() + ", " + scope.text();
    }
}
