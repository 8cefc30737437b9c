// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.output;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextTest {
    @Test
    void noControlCharacterAndNoLookAlikeReachesATerminal() {
        assertThat(Text.terminal("plain text \\ stays")).isEqualTo("plain text \\ stays");
        assertThat(Text.terminal("\u001b[2Jgone")).isEqualTo("\\u{1b}[2Jgone");
        assertThat(Text.terminal("p\u0430ypal")).isEqualTo("p\\u{430}ypal");
        assertThat(Text.terminal("a\u202eb")).isEqualTo("a\\u{202e}b");
        assertThat(Text.terminal("a\nb\tc\u007f\u009b")).isEqualTo("a\\nb\\tc\\u{7f}\\u{9b}");
        assertThat(Text.terminal("\ud83d\ude00\ud83d")).isEqualTo("\\u{1f600}\\u{d83d}");
    }

    @Test
    void anErrorIsOneLineOfBoundedLength() {
        assertThat(Text.oneLine("first\n  second\r\nthird")).isEqualTo("first second third");
        assertThat(Text.oneLine("x".repeat(100_000))).hasSizeLessThan(2_100);
    }

    @Test
    void loneSurrogatesAreReplacedAndPairsKept() {
        assertThat(Text.wellFormed("a\ud800b")).isEqualTo("a\ufffdb");
        assertThat(Text.wellFormed("\udc00\ud83d\ude00\ud83d")).isEqualTo("\ufffd\ud83d\ude00\ufffd");
        String sound = "sound \ud83d\ude00";
        assertThat(Text.wellFormed(sound)).isSameAs(sound);
    }
}
