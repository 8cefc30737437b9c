// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.registry;

import java.text.Normalizer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Two entries whose names are the same, or could be taken for each other.
 *
 * @param first the one named first
 */
public record NamesMeet(RegistryEntry first, RegistryEntry second, How how, Alike alike) {
    /** Where they meet. */
    public enum How {
        /** In one table of one file. */
        TABLE,
        /** In two tables or files of the same standing. */
        LAYER,
        /** In two scopes one program reads at once. */
        SCOPES,
        /** Nowhere: in files of different programs, projects or users. */
        APART
    }

    /** How much the names are alike, the most first. */
    public enum Alike {
        SAME("is the same"),
        /** After Unicode's NFKC and case folding. */
        FOLDED("differs by case or by forms of one letter only"),
        /** To the eye. */
        LOOKS("looks the same"),
        SEPARATORS("differs by hyphens, dots and underscores only"),
        ONE_EDIT("differs by one letter");

        private final String words;

        Alike(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /** The one that counts where a program sees both; null where that is not known, or it sees one only. */
    public @Nullable RegistryEntry winner() {
        return switch (how) {
            case TABLE -> second; // the last of one key, with nearly every parser (RFC 8259, 4)
            case SCOPES ->
                first.layer().ordered() && second.layer().ordered()
                        ? first.layer().scope().compareTo(second.layer().scope()) > 0 ? first : second
                        : null;
            case LAYER, APART -> null;
        };
    }

    /** A name as it is compared: compatibility forms composed (UAX 15, NFKC), case folded. */
    public static String folded(String name) {
        String composed = Normalizer.normalize(name, Normalizer.Form.NFKC);
        return composed.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT).strip();
    }
}
