// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.lookalike;

import io.doppelwatch.engine.net.Domains;

/**
 * A name taken apart for comparing: {@code a.hub.corp.test} has the suffix {@code test}, the core {@code corp}, and the
 * stem {@code a.hub.corp}.
 *
 * @param registrable core and suffix
 * @param core the label that somebody registered
 * @param suffix what it is registered under; empty for a name of one label
 * @param stem all but the suffix
 */
record Spelling(String name, String registrable, String core, String suffix, String stem) {
    static Spelling of(String name) {
        String registrable = Domains.registrable(name);
        String suffix = Domains.parent(registrable);
        int dot = registrable.indexOf('.');
        String core = dot < 0 ? registrable : registrable.substring(0, dot);
        String stem = suffix.isEmpty() ? name : name.substring(0, name.length() - suffix.length() - 1);
        return new Spelling(name, registrable, core, suffix, stem);
    }

    /** What is left of a text once digits and letters of one shape are one, and hyphens and dots are gone. */
    static String folded(String text) {
        StringBuilder s = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            char next = i + 1 < text.length() ? text.charAt(i + 1) : 0;
            if (c == 'r' && next == 'n') {
                s.append('m');
                i++;
            } else if (c == 'v' && next == 'v') {
                s.append('w');
                i++;
            } else if (c != '-' && c != '.') {
                s.append(shape(c));
            }
        }
        return s.toString();
    }

    private static char shape(char c) {
        return switch (c) {
            case '0' -> 'o';
            case '1', 'i', '|' -> 'l';
            case '3' -> 'e';
            case '4' -> 'a';
            case '5' -> 's';
            case '8' -> 'b';
            default -> c;
        };
    }

    /**
     * True where one letter more, less, other, or two neighbours swapped make one text of the other. Digits count as no
     * edit: numbers tell the members of a family apart.
     */
    static boolean isOneEdit(String a, String b) {
        if (a.length() > b.length()) {
            return isOneEdit(b, a);
        }
        if (b.length() - a.length() > 1 || a.equals(b)) {
            return false;
        }
        int i = 0;
        while (i < a.length() && a.charAt(i) == b.charAt(i)) {
            i++;
        }
        if (a.length() < b.length()) {
            return a.regionMatches(i, b, i + 1, a.length() - i) && !isDigit(b.charAt(i));
        }
        boolean other =
                a.regionMatches(i + 1, b, i + 1, a.length() - i - 1) && !(isDigit(a.charAt(i)) && isDigit(b.charAt(i)));
        boolean swapped = i + 1 < a.length()
                && a.charAt(i) == b.charAt(i + 1)
                && a.charAt(i + 1) == b.charAt(i)
                && a.regionMatches(i + 2, b, i + 2, a.length() - i - 2);
        return other || swapped;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
