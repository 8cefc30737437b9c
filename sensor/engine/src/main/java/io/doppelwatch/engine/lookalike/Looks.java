// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.lookalike;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What any text looks like, for names that are no domain names. ICU is loaded with the first text of another script. */
public final class Looks {
    private @Nullable Skeletons skeletons;

    /** Equal for texts that look the same: letters of other scripts (UTS 39, 4), digits and letters of one shape, hyphens and dots. */
    public String skeleton(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0x7e) {
                Skeletons s = skeletons;
                if (s == null) {
                    s = new Skeletons();
                    skeletons = s;
                }
                return s.of(text);
            }
        }
        return Spelling.folded(text.toLowerCase(Locale.ROOT));
    }

    /** True where one letter more, less, other, or two neighbours swapped make one text of the other; digits tell families apart and do not count. */
    public static boolean isOneEdit(String a, String b) {
        return Spelling.isOneEdit(a, b);
    }
}
