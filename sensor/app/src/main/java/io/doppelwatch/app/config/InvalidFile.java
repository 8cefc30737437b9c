// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.config;

import java.util.List;

/** A file of ours that cannot be used, with everything that is wrong with it. */
public final class InvalidFile extends Exception {
    private static final long serialVersionUID = 1;

    private final transient List<Mistake> mistakes;

    InvalidFile(List<Mistake> mistakes) {
        super(mistakes.get(0).toString());
        this.mistakes = List.copyOf(mistakes);
    }

    /** At least one, in the order of the lines. */
    public List<Mistake> mistakes() {
        return mistakes;
    }
}
