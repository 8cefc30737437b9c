// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.lookalike;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppelwatch.engine.lookalike.Likeness.Kind;
import java.net.IDN;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LookalikesTest {
    private final Lookalikes lookalikes = new Lookalikes(
            List.of("analytics-hub.corp.test", "hub.northwind.example", "login.northwind.co.uk", "hub.local"));

    @ParameterizedTest
    @CsvSource({
        // digits and letters of one shape
        "hub.n0rthwind.example, CONFUSABLE",
        "analytlcs-hub.corp.test2, CONFUSABLE",
        "ana1ytics-hub.c0rp.test, CONFUSABLE",
        "www.northvvind.example, CONFUSABLE",
        // hyphens and dots
        "hub.north-wind.example, SEPARATORS",
        "hub-northwind.example, SEPARATORS",
        "analyticshub.corp.invalid, SEPARATORS",
        // one letter
        "hub.northwnid.example, ONE_EDIT",
        "www.northwinds.example, ONE_EDIT",
        "hub.nothwind.example, ONE_EDIT",
        "analytics-hub.corb.test, ONE_EDIT",
        // another domain after it
        "hub.northwind.example.evil.test, EMBEDDED",
        // another suffix
        "hub.northwind.test, OTHER_SUFFIX",
        "analytics-hub.corp.example, OTHER_SUFFIX",
        "www.northwind.org, OTHER_SUFFIX"
    })
    void tellsInWhatTheyAreAlike(String name, Kind kind) {
        Likeness likeness = lookalikes.of(name);
        assertThat(likeness).isNotNull();
        assertThat(likeness.kind()).isEqualTo(kind);
        assertThat(lookalikes.hasLoaded()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // the trusted names and their own siblings
                "hub.northwind.example",
                "hub2.northwind.example",
                "hab.northwind.example",
                "www.northwind.example",
                "northwind.co.uk",
                "analytics-hub2.corp.test",
                // numbers tell members of a family apart
                "hub.northwind2.example",
                // short names
                "hub.carp.test",
                "hud.local",
                "hub.corp.invalid",
                "a.test",
                "test",
                "",
                // search lists of resolvers
                "analytics-hub.corp.test.lan",
                "analytics-hub.corp.lan",
                // others
                "www.southwind.example",
                "cdn.example.org",
                "hub.other.example"
            })
    void leavesAlone(String name) {
        assertThat(lookalikes.of(name)).isNull();
        assertThat(lookalikes.hasLoaded()).isFalse();
    }

    @Test
    void lettersOfOtherScriptsAreSeenThrough() {
        for (String shown : List.of("hub.nоrthwind.example", "hub.ոorthwind.example", "www.ｎorthwind.example")) {
            String name = IDN.toASCII(shown, IDN.ALLOW_UNASSIGNED);
            if (name.contains("xn--")) {
                Likeness likeness = lookalikes.of(name);
                assertThat(likeness).as(shown).isNotNull();
                assertThat(likeness.kind()).isEqualTo(Kind.CONFUSABLE);
                assertThat(likeness.trusted()).isEqualTo("hub.northwind.example");
                assertThat(likeness.shown()).isEqualTo(shown);
                assertThat(lookalikes.hasLoaded()).isTrue();
            }
        }
        assertThat(lookalikes.of("һub.local")).isNotNull();
    }

    @Test
    void anHonestNameOfAnotherScriptIsNone() {
        assertThat(lookalikes.of(IDN.toASCII("bücher.example"))).isNull();
        assertThat(lookalikes.of(IDN.toASCII("пример.test"))).isNull();
    }

    @Test
    void aTrustedNameOfAnotherScriptHasLookalikesToo() {
        Lookalikes german = new Lookalikes(List.of(IDN.toASCII("www.münchner-hub.example")));
        assertThat(german.of(IDN.toASCII("www.münchner-hub.example"))).isNull();
        assertThat(german.of(IDN.toASCII("www.münchnеr-hub.example"))).isNotNull();
    }

    @Test
    void brokenPunycodeIsJustAName() {
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 2000; i++) {
            StringBuilder label = new StringBuilder("xn--");
            for (int k = random.nextInt(0, 50); k > 0; k--) {
                label.append((char) random.nextInt('!', 0x2ff));
            }
            lookalikes.of(label + ".example");
        }
        assertThat(lookalikes.of("xn--.example")).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "corp, corb, true", "corp, crop, true", "corp, corps, true", "corp, cor, true", "corp, corp, false",
        "corp, cops, false", "corp, crpo, false", "node1, node2, false", "node, node2, false", "node1, nodel, true",
        "ab, ba, true", "a, '', true"
    })
    void oneEditIsOneLetter(String a, String b, boolean one) {
        assertThat(Spelling.isOneEdit(a, b)).isEqualTo(one);
        assertThat(Spelling.isOneEdit(b, a)).isEqualTo(one);
    }
}
