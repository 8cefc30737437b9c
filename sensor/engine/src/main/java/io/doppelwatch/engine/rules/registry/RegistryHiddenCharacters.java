// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.rules.registry;

import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.event.Incident;
import io.doppelwatch.engine.event.RuleInfo;
import io.doppelwatch.engine.event.Severity;
import io.doppelwatch.engine.registry.RegistryEntry;
import io.doppelwatch.engine.registry.Target;
import io.doppelwatch.engine.registry.TrustedServers;
import io.doppelwatch.engine.rules.base.Rule;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** A name or endpoint holds characters that nobody sees, or that change what is seen. */
public final class RegistryHiddenCharacters implements Rule<EntrySeen> {
    public static final RuleInfo INFO = new RuleInfo(
            "registry-hidden-characters",
            1_701_013,
            "A server's name, program or endpoint holds what hides what it is",
            Told.CATEGORY,
            Severity.MEDIUM,
            0.8,
            Incident.Phase.PREPARATION,
            List.of("T1036.005", "T1027"),
            Told.SAFE,
            "A name, URL or command line holds characters that are not shown (zero-width ones, Unicode tags, soft hyphens, control"
                    + " characters) or that turn the writing's direction (bidirectional controls); or a URL has a part before an @,"
                    + " which people read as the host and programs do not. Joiners inside of emoji, and between letters of scripts"
                    + " that need them, are not told.",
            "The entry's line; characters are shown as \\u{...}.",
            List.of(
                    "text that was pasted from a web page or a word processor",
                    "a user name in a URL that is meant (it should not stand there)"),
            List.of("Write the entry anew by hand, and see what the old one called."),
            List.of("UTR 36, 3", "CVE-2021-42574 (Trojan Source)", "RFC 3986, 7.6"));

    private final TrustedServers trusted;

    RegistryHiddenCharacters(TrustedServers trusted) {
        this.trusted = trusted;
    }

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(EntrySeen t, Consumer<Finding> findings) {
        RegistryEntry e = t.entry();
        String what = "";
        int hidden = hidden(e.name());
        if (hidden >= 0) {
            what = "has " + character(hidden) + " in its name";
        }
        for (Target target : e.targets()) {
            int c = hidden(target.key());
            if (what.isEmpty() && c >= 0) {
                what = "has " + character(c) + " in what it starts or calls";
            }
            if (what.isEmpty() && target.endpoint() != null && target.endpoint().userInfo()) {
                what = "has a part before an @ in its URL; the host is "
                        + target.endpoint().host();
            }
        }
        if (!what.isEmpty()) {
            findings.accept(Told.finding(
                    INFO,
                    Severity.MEDIUM,
                    0.8,
                    Told.subject(e, trusted),
                    e.name() + " (" + e.at() + ") " + what,
                    "plain text",
                    e.name() + " is " + e.shown(),
                    e,
                    List.of(Told.shows(e))));
        }
    }

    private static String character(int c) {
        return String.format(Locale.ROOT, "U+%04X", c);
    }

    /** The first character that is not shown or turns the direction; -1 where there is none. */
    private static int hidden(String text) {
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            int next = i + Character.charCount(c);
            boolean joiner = c == 0x200c || c == 0x200d;
            boolean between = joiner
                    && i > 0
                    && next < text.length()
                    && text.codePointBefore(i) > 0x2ff
                    && text.codePointAt(next) > 0x2ff;
            boolean variation = c == 0xfe0f && i > 0 && text.codePointBefore(i) > 0x7f;
            if (!between && !variation && isHidden(c)) {
                return c;
            }
            i = next;
        }
        return -1;
    }

    private static boolean isHidden(int c) {
        return switch (Character.getType(c)) {
            case Character.FORMAT,
                    Character.CONTROL,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.SURROGATE -> true;
            default -> c >= 0xfe00 && c <= 0xfe0f || c == 0x3164 || c == 0x115f || c == 0x1160 || c == 0xffa0;
        };
    }
}
