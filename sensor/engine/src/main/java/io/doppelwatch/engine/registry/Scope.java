// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.registry;

import java.util.Locale;

/** For whom a file speaks. Where a host has an order, the later of these stands above the earlier. */
public enum Scope {
    /** Offered to everybody, in force for nobody by itself: registries and catalogues. */
    CATALOGUE,
    /** Everything a user opens. */
    USER,
    /** Everybody who opens a project, as its repository says. */
    PROJECT,
    /** One user in one project. */
    LOCAL,
    /** Everybody on the machine, as the administrator says. */
    MANAGED;

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
