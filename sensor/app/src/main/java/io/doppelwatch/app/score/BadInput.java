// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.score;

/** A file that is not what it should be. The message is one line: where and what. */
public final class BadInput extends Exception {
    private static final long serialVersionUID = 1;

    BadInput(String where, String what) {
        super(where + ": " + what);
    }
}
