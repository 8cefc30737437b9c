// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.output;

import java.io.PrintStream;

/** Lays out text for a person: folded to a width, coloured where that is welcome, safe whatever is in it. */
final class Page {
    /** Ways to make text stand out (ECMA-48, 8.3.117). */
    enum Style {
        PLAIN(""),
        BOLD("1"),
        DIM("2"),
        RED("1;31"),
        YELLOW("33"),
        CYAN("36"),
        GREEN("32");

        private final String code;

        Style(String code) {
            this.code = code;
        }
    }

    /** Where nothing says how wide it is. */
    private static final int UNBOUNDED = Integer.MAX_VALUE;

    private static final int LABEL = 11;

    private final PrintStream out;
    private final boolean colour;
    private final int width;

    /** @param width columns, 0 for no folding */
    Page(PrintStream out, boolean colour, int width) {
        this.out = out;
        this.colour = colour;
        this.width = width == 0 ? UNBOUNDED : width;
    }

    void blank() {
        out.println();
    }

    /** A paragraph. */
    void text(int indent, Style style, String text) {
        fold(" ".repeat(indent), " ".repeat(indent), style, Text.terminal(text));
    }

    /** A paragraph of a list. */
    void item(int indent, String text) {
        String margin = " ".repeat(indent);
        fold(margin + "- ", margin + "  ", Style.PLAIN, Text.terminal(text));
    }

    /** A word that labels what stands behind it; left out where there is nothing. */
    void labelled(int indent, String label, String text) {
        if (!text.isEmpty()) {
            String margin = " ".repeat(indent);
            String gap = " ".repeat(Math.max(1, LABEL - label.length()));
            fold(margin + styled(Style.DIM, label) + gap, margin + " ".repeat(LABEL), Style.PLAIN, Text.terminal(text));
        }
    }

    /** A line of which each part has its style; not folded. */
    void line(Object... stylesAndTexts) {
        StringBuilder s = new StringBuilder();
        for (int i = 0; i < stylesAndTexts.length; i += 2) {
            s.append(styled((Style) stylesAndTexts[i], Text.terminal((String) stylesAndTexts[i + 1])));
        }
        out.println(s);
    }

    private void fold(String first, String others, Style style, String text) {
        int room = Math.max(20, width == UNBOUNDED ? UNBOUNDED : width - others.length());
        String margin = first;
        int from = 0;
        while (text.length() - from > room) {
            int space = text.lastIndexOf(' ', from + room);
            int to = space > from ? space : from + room;
            out.println(margin + styled(style, text.substring(from, to)));
            from = to == space ? to + 1 : to;
            margin = others;
        }
        out.println(margin + styled(style, text.substring(from)));
    }

    private String styled(Style style, String text) {
        return colour && style != Style.PLAIN ? "\u001b[" + style.code + "m" + text + "\u001b[0m" : text;
    }
}
