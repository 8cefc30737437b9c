// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.judge;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppelwatch.craft.Dns;
import io.doppelwatch.engine.budget.Budget;
import io.doppelwatch.engine.budget.Share;
import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.event.Severity;
import io.doppelwatch.engine.trust.Trust;
import java.net.IDN;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LookalikeRulesTest {
    private static final String HUB = "hub.northwind.example";
    private static final String FALSE_HUB = "hub.n0rthwind.example";
    private static final String ELSEWHERE = "203.0.113.66";

    private final Scene s = new Scene(trust(HUB, "hub.northwind.test"));
    private int id = 1;

    private static Trust trust(String name, String... aliases) {
        Trust.Service hub = new Trust.Service(
                name, List.of(aliases), List.of(), List.of(), List.of(), List.of(), List.of(), "", List.of());
        return new Trust(List.of(hub), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), Map.of());
    }

    private void resolves(Scene s, String name) {
        new Lookup(s, id++, name).ask().after(0.01).answer(ELSEWHERE).after(1);
    }

    private void connects(Scene s, String name) {
        new Tls(s, Scene.CLIENT_IP, 40_000 + id++, Scene.ip(ELSEWHERE), Scene.GATEWAY)
                .clientHello(name)
                .serverHello(Tls.TLS_1_3);
        s.after(60).warm();
    }

    private List<Severity> told(Scene s) {
        return s.findings("lookalike-name").stream().map(Finding::severity).toList();
    }

    @Test
    void resolvedIsLowAndUsedIsMedium() {
        resolves(s, FALSE_HUB);
        assertThat(told(s)).containsExactly(Severity.LOW);
        connects(s, FALSE_HUB);
        assertThat(told(s)).containsExactly(Severity.LOW, Severity.MEDIUM);
        Finding f = s.findings("lookalike-name").get(1);
        assertThat(f.subject()).isEqualTo("name:" + FALSE_HUB);
        assertThat(f.expected()).isEqualTo(HUB);
        assertThat(f.attacker().ip()).isEqualTo(Scene.ip(ELSEWHERE));
        assertThat(f.victims()).containsExactly(Scene.CLIENT_IP);
        assertThat(f.evidence()).hasSize(2);
        assertThat(f.signature()).contains("looks the same").contains("the trusted name is " + HUB);
    }

    @Test
    void eachNameIsJudgedOnce() {
        for (int i = 0; i < 5; i++) {
            resolves(s, FALSE_HUB);
            connects(s, FALSE_HUB);
            s.after(3600);
        }
        assertThat(told(s)).hasSize(2);
    }

    @Test
    void aNameOfAnotherScriptIsShownAsAReaderSeesIt() {
        resolves(s, IDN.toASCII("hub.nоrthwind.example"));
        assertThat(told(s)).containsExactly(Severity.LOW);
        assertThat(s.findings().get(0).signature()).contains("(shown as hub.nоrthwind.example)");
    }

    @Test
    void anotherSuffixStaysLow() {
        resolves(s, "hub.northwind.org");
        connects(s, "hub.northwind.org");
        assertThat(told(s)).containsOnly(Severity.LOW);
    }

    @Test
    void aNameThatLeadsNowhereIsATypo() {
        Lookup l = new Lookup(s, id++, FALSE_HUB).ask();
        l.say(Dns.message(id - 1, Dns.QR | Dns.RD | Dns.RA | Dns.NXDOMAIN, FALSE_HUB, Dns.A));
        assertThat(s.findings()).isEmpty();
    }

    @Test
    void theTrustedNamesOwnDomainsAreItsOwners() {
        for (String name : List.of(HUB, "hub2.northwind.example", "www.northwind.test", "hub.northwind.test")) {
            resolves(s, name);
            connects(s, name);
        }
        assertThat(s.findings("lookalike-name")).isEmpty();
    }

    @Test
    void withoutTrustThereIsNothingToLookLike() {
        Scene open = new Scene();
        resolves(open, FALSE_HUB);
        connects(open, FALSE_HUB);
        assertThat(open.findings()).isEmpty();
    }

    @Test
    void aFloodOfLookalikesIsBounded() {
        for (int i = 0; i < 1000; i++) {
            resolves(s, "x" + i + ".n0rthwind.example");
        }
        assertThat(s.counters.get(io.doppelwatch.engine.stats.Counter.LOOKALIKES_EVICTED))
                .isEqualTo(1000 - Budget.STANDARD.slots(Share.LOOKALIKES) / 100);
    }
}
