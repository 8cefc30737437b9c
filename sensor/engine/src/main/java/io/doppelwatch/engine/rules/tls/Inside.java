// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.rules.tls;

import io.doppelwatch.engine.trust.Trust;
import io.doppelwatch.engine.trust.TrustIndex;

/** What a finding adds where it falls inside a change window that does not allow what was seen. */
final class Inside {
    private Inside() {}

    /** {@code  (inside the change window "planned cutover", which allows address only)}; empty outside of any. */
    static String window(Trust.Service service, long nanos) {
        Trust.Change window = TrustIndex.window(service, nanos);
        if (window == null) {
            return "";
        }
        String named = window.note().isEmpty() ? "" : " \"" + window.note() + "\"";
        return " (inside the change window" + named + ", which allows " + String.join(" and ", window.allow())
                + " only)";
    }
}
