// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.lookalike;

import com.ibm.icu.text.IDNA;
import com.ibm.icu.text.SpoofChecker;
import java.util.Locale;

/**
 * What names of other scripts look like: UTS 46 for what a browser shows, UTS 39, 4 for the skeleton that all names of
 * one look share. Making one loads ICU's data.
 */
final class Skeletons {
    private final IDNA idna = IDNA.getUTS46Instance(IDNA.NONTRANSITIONAL_TO_UNICODE);
    private final SpoofChecker checker = new SpoofChecker.Builder().build();

    /** The name with its {@code xn--} labels decoded; those that are none stay as they are. */
    String shown(String name) {
        StringBuilder out = new StringBuilder(name.length());
        idna.nameToUnicode(name, out, new IDNA.Info());
        return out.toString();
    }

    /** Equal for texts that look the same, whatever their scripts, and for ASCII shapes besides. */
    String of(String text) {
        return Spelling.folded(checker.getSkeleton(text).toLowerCase(Locale.ROOT));
    }
}
