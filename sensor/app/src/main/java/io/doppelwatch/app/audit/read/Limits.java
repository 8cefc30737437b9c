// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.audit.read;

/** How much of a file is read. Far more than people and programs write into one. */
final class Limits {
    /** A file that is larger is reported and not read. */
    static final int BYTES = 16 << 20;

    /** Its grammar is read with a stack frame a level and a token object a word. */
    static final int TOML_BYTES = 1 << 20;

    static final int DEPTH = 64;

    /** Values in a file; 16 MB of registry have a fifth of it. */
    static final int NODES = 2_000_000;

    private Limits() {}

    /** Counts values while a tree is made. */
    static final class Budget {
        private int left = NODES;

        /** False where the tree has become too large. */
        boolean take() {
            return --left >= 0;
        }
    }
}
