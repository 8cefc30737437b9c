// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.output;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Makes other people's text safe to show. Names, certificates and file names may come from an attacker: an escape
 * sequence in one must not move a terminal's cursor, and a look-alike letter must not pass for the real one.
 */
public final class Text {
    private static final int LONGEST_LINE = 2_000;

    private Text() {}

    /** Printable ASCII as it is, everything else as {@code \n}, {@code \t} or {@code \}{@code u{hex}}. */
    public static String terminal(String text) {
        int i = 0;
        while (i < text.length() && isPlain(text.charAt(i))) {
            i++;
        }
        if (i == text.length()) {
            return text;
        }
        StringBuilder s = new StringBuilder(text.length() + 16).append(text, 0, i);
        while (i < text.length()) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (c < 0x80 && isPlain((char) c)) {
                s.append((char) c);
            } else if (c == '\n') {
                s.append("\\n");
            } else if (c == '\t') {
                s.append("\\t");
            } else {
                s.append("\\u{").append(Integer.toHexString(c)).append('}');
            }
        }
        return s.toString();
    }

    /** One line for standard error, whatever is in it; cut where it is absurdly long. */
    public static String oneLine(String text) {
        String folded = text.replaceAll("\\s*\\R\\s*", " ");
        return terminal(folded.length() > LONGEST_LINE ? folded.substring(0, LONGEST_LINE) + "..." : folded);
    }

    /** Bytes that should be text, as Suricata prints them: UTF-8 where they are, else what is not printable as {@code \\xHH}. */
    public static String ofBytes(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            StringBuilder s = new StringBuilder(bytes.length + 16);
            for (byte b : bytes) {
                char c = (char) (b & 0xff);
                s.append(isPlain(c) ? String.valueOf(c) : "\\x%02x".formatted((int) c));
            }
            return s.toString();
        }
    }

    /** The same text with lone surrogates replaced, so that it has a UTF-8 form. */
    public static String wellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                if (Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1))) {
                    i++;
                } else {
                    return replaceLone(text);
                }
            }
        }
        return text;
    }

    private static String replaceLone(String text) {
        StringBuilder s = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xfffd : c)
                .forEach(s::appendCodePoint);
        return s.toString();
    }

    private static boolean isPlain(char c) {
        return c >= 0x20 && c < 0x7f;
    }
}
