// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Shows command lines and URLs without what may be a key, token or password in them. Rather one too many than one too few. */
final class Secrets {
    private static final String HIDDEN = "***";
    private static final Pattern NAME = Pattern.compile(
            "(?i).*(token|secret|passw|pwd|api[-_]?key|[-_]key|auth|bearer|cred|header|cookie|session|private|pat$).*");
    private static final Pattern SETTING = Pattern.compile("(-{0,2}[A-Za-z_][A-Za-z0-9_.-]*)[=](.+)", Pattern.DOTALL);
    private static final Pattern KNOWN =
            Pattern.compile("(?s)(sk-|pk-|gh[opsu]_|github_pat_|xox[a-z]-|AKIA|ASIA|eyJ|glpat-|AIza|hf_|npm_).{8,}");
    private static final Pattern RANDOM = Pattern.compile("(?=.*\\d)(?=.*[A-Za-z])[A-Za-z0-9_+/=-]{32,}");
    /** A key and its value inside of a longer text: {@code {"token": "..."}}, {@code export TOKEN=...}. */
    private static final Pattern INSIDE = Pattern.compile(
            "(?is).*(token|secret|passw|pwd|api[-_]?key|auth|bearer|cred|cookie)[\\w-]*[\"']?\\s*[:= ].*");

    private static final int MOST = 40;
    private static final int LONGEST = 300;

    private Secrets() {}

    static String line(CommandLine line) {
        List<String> words = new ArrayList<>();
        words.add(url(line.program()));
        boolean next = false;
        for (String argument : line.arguments()) {
            if (words.size() > MOST) {
                words.add("...");
                break;
            }
            if (next && !argument.startsWith("-")) {
                words.add(hiddenValue(argument));
                next = false;
                continue;
            }
            // docker's -e NAME=VALUE, curl's -H: the value goes with the next word.
            next = argument.equals("-e")
                    || argument.equals("-H")
                    || argument.startsWith("-") && NAME.matcher(argument).matches();
            words.add(word(argument));
        }
        return String.join(" ", words);
    }

    /** {@code NAME=***}, {@code ***}; a name alone ({@code -e NAME}) is no secret. */
    private static String hiddenValue(String argument) {
        int equals = argument.indexOf('=');
        if (equals > 0) {
            return argument.substring(0, equals) + "=" + HIDDEN;
        }
        return argument.matches("[A-Z_][A-Z0-9_]*") ? argument : HIDDEN;
    }

    private static String word(String whole) {
        String argument = whole.length() > LONGEST ? whole.substring(0, LONGEST) + "..." : whole;
        if (argument.indexOf(' ') >= 0 && INSIDE.matcher(argument).matches()) {
            return HIDDEN;
        }
        if (argument.contains("://")) {
            return url(argument);
        }
        java.util.regex.Matcher setting = SETTING.matcher(argument);
        if (setting.matches() && !argument.contains("==")) {
            boolean flag =
                    argument.startsWith("-") && !NAME.matcher(setting.group(1)).matches();
            return setting.group(1) + "=" + (flag ? word(setting.group(2)) : HIDDEN);
        }
        boolean secret = KNOWN.matcher(argument).matches()
                || RANDOM.matcher(argument).matches()
                || argument.regionMatches(true, 0, "Bearer ", 0, 7);
        return secret ? HIDDEN : argument;
    }

    /** Without user information and query. */
    static String url(String whole) {
        String text = whole.length() > LONGEST ? whole.substring(0, LONGEST) + "..." : whole;
        return text.replaceAll("(?<=://)[^/?#\\s]*@", HIDDEN + "@").replaceAll("[?#].*", "?" + HIDDEN);
    }
}
