// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.keylog;

/** Where a key log's text comes from. */
public interface KeyLogText {
    /** Gives the reader what is new; false where there is nothing. */
    boolean read(KeyLogReader reader);

    /** True where more may come later. */
    boolean follows();
}
