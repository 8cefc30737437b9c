// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.config;

import org.jspecify.annotations.Nullable;

/** A place in a file, as people write it: {@code services[0].pins[1]}. */
record Place(@Nullable Place outer, String step) {
    static final Place ROOT = new Place(null, "");

    Place key(String key) {
        return new Place(this, isRoot() ? key : "." + key);
    }

    Place item(int index) {
        return new Place(this, "[" + index + "]");
    }

    boolean isRoot() {
        return outer == null;
    }

    Place parent() {
        return outer == null ? this : outer;
    }

    @Override
    public String toString() {
        return outer == null ? step : outer + step;
    }
}
