// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.lookalike;

/**
 * How one name resembles another.
 *
 * @param trusted the name it looks like
 * @param shown the name as a reader sees it, where its own form is not what he sees; else the same
 */
public record Likeness(Kind kind, String trusted, String shown) {

    /** In what they are alike, the nearest first. */
    public enum Kind {
        /** The same to the eye: letters of other scripts (UTS 39), or digits and letters of one shape. */
        CONFUSABLE("looks the same"),
        /** The same letters, with hyphens and dots elsewhere. */
        SEPARATORS("differs by hyphens and dots only"),
        /** One letter more, less, other, or two swapped. */
        ONE_EDIT("differs by one letter"),
        /** The whole name, with another domain after it. */
        EMBEDDED("puts it before another domain"),
        /** The same under another suffix. */
        OTHER_SUFFIX("is the same under another suffix");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }
}
