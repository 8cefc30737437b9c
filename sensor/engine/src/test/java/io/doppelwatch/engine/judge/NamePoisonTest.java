// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.judge;

import static io.doppelwatch.engine.judge.Neighbours.CLIENT;
import static io.doppelwatch.engine.judge.Neighbours.COLLEAGUE;
import static io.doppelwatch.engine.judge.Neighbours.EVIL;
import static io.doppelwatch.engine.judge.Neighbours.SERVER;
import static io.doppelwatch.engine.judge.Neighbours.sharedHost;
import static org.assertj.core.api.Assertions.assertThat;

import io.doppelwatch.craft.Mdns;
import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.event.Finding.Party;
import io.doppelwatch.engine.event.Severity;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Hosts that answer for whatever is asked. */
class NamePoisonTest {
    private final Scene s = new Scene();
    private final Neighbours n = new Neighbours(s);

    private Finding only(String rule) {
        assertThat(s.findings(rule)).hasSize(1);
        return s.findings(rule).get(0);
    }

    private void nothing() {
        assertThat(s.findings()).isEmpty();
    }

    @Nested
    class Many {
        private static final String RULE = "local-name-many";

        @Test
        void oneHostThatAnswersForEverythingAndWpadIsHigh() {
            n.llmnr(CLIENT, "wpad", EVIL, EVIL.ip());
            n.llmnr(CLIENT, "fileserv", EVIL, EVIL.ip());
            n.nbns(COLLEAGUE, "PRINTSRV", EVIL, EVIL.ip());
            Finding f = only(RULE);
            assertThat(f.severity()).isEqualTo(Severity.HIGH);
            assertThat(f.subject()).isEqualTo("ip:" + EVIL.ip());
            assertThat(f.attacker()).isEqualTo(new Party(EVIL.mac(), EVIL.address()));
            assertThat(f.victims()).containsExactly(CLIENT.address(), COLLEAGUE.address());
            assertThat(f.signature())
                    .contains("3 unrelated names by LLMNR and NBNS")
                    .contains("WPAD is among them");
            assertThat(f.evidence()).hasSize(3);
        }

        @Test
        void randomNamesThatDnsHadDeniedAreEnoughWithoutWpad() {
            for (String name : List.of("qzkxvbw", "hjwpqtr", "mmvlkce", "ytrwozp", "bnaqike", "ploiuyt")) {
                n.denies(CLIENT, name + ".corp.test").llmnr(CLIENT, name, EVIL, EVIL.ip());
            }
            assertThat(s.findings(RULE)).extracting(Finding::severity).containsExactly(Severity.MEDIUM, Severity.HIGH);
        }

        @Test
        void oneOfThemSomebodyElsesIsHigh() {
            n.registers(SERVER, "FILES").after(5);
            n.nbns(CLIENT, "FILES", EVIL, EVIL.ip())
                    .nbns(CLIENT, "MAIL", EVIL, EVIL.ip())
                    .nbns(CLIENT, "INTRANET", EVIL, EVIL.ip());
            assertThat(only(RULE).severity()).isEqualTo(Severity.HIGH);
            assertThat(only(RULE).signature()).contains("files is somebody else's");
        }

        @Test
        void manyAliasesOfOneHostAreLow() {
            for (String name : List.of("grafana", "nextcloud", "jellyfin", "vaultwarden", "paperless", "gitea")) {
                n.asks(CLIENT, name + ".local")
                        .after(0.01)
                        .mdns(SERVER, sharedHost(name + ".local", SERVER.ip()))
                        .after(1);
            }
            assertThat(only(RULE).severity()).isEqualTo(Severity.LOW);
        }

        @Test
        void aliasesThatWereAnnouncedAreItsOwn() {
            for (String name :
                    List.of("grafana.local", "nextcloud.local", "jellyfin.local", "vaultwarden.local", "gitea.local")) {
                n.joins(SERVER, name, SERVER.ip()).asks(CLIENT, name).mdns(SERVER, Mdns.host(name, SERVER.ip()));
            }
            nothing();
        }

        @Test
        void oneNameInThreeProtocolsIsOneName() {
            n.llmnr(CLIENT, "office-nas", SERVER, SERVER.ip()).nbns(CLIENT, "OFFICE-NAS", SERVER, SERVER.ip());
            n.asks(CLIENT, "office-nas.local").mdns(SERVER, sharedHost("office-nas.local", SERVER.ip()));
            n.after(1).asks(CLIENT, "office-nas-2.local").mdns(SERVER, sharedHost("office-nas-2.local", SERVER.ip()));
            nothing();
        }

        @Test
        void aWinsServerAnswersThoseWhoAskItForEverybodysAddress() {
            int i = 40;
            for (String name : List.of("ALPHA", "BRAVO", "CHARLIE", "DELTA", "ECHO", "FOXTROT", "WPAD")) {
                n.wins(CLIENT, name, SERVER, "10.77.0." + i++);
            }
            nothing();
        }

        @Test
        void aReflectorGivesEachNameItsOwnAddress() {
            int i = 40;
            for (String name : List.of("alpha", "bravo", "charlie", "delta", "echo", "foxtrot")) {
                String ip = "10.77.0." + i++;
                n.denies(CLIENT, name).asks(CLIENT, name + ".local").after(0.1);
                n.mdns(SERVER, sharedHost(name + ".local", ip)).after(1);
            }
            nothing();
        }

        @Test
        void namesFurtherApartThanTenMinutesAreNotCountedTogether() {
            n.llmnr(CLIENT, "wpad", EVIL, EVIL.ip()).after(601).llmnr(CLIENT, "fileserv", EVIL, EVIL.ip());
            n.after(601).llmnr(CLIENT, "printsrv", EVIL, EVIL.ip());
            assertThat(s.findings(RULE)).isEmpty();
        }
    }

    @Nested
    class Nonexistent {
        private static final String RULE = "local-name-nonexistent";

        @Test
        void wpadAloneIsLow() {
            n.llmnr(CLIENT, "wpad", SERVER, SERVER.ip());
            assertThat(only(RULE).severity()).isEqualTo(Severity.LOW);
            assertThat(only(RULE).attacker()).isEqualTo(Party.UNKNOWN);
        }

        @Test
        void wpadThatDnsHadDeniedIsMedium() {
            n.denies(CLIENT, "wpad.corp.test").nbns(CLIENT, "WPAD", EVIL, EVIL.ip());
            Finding f = only(RULE);
            assertThat(f.severity()).isEqualTo(Severity.MEDIUM);
            assertThat(f.subject()).isEqualTo("name:wpad");
            assertThat(f.attacker().mac()).isEqualTo(EVIL.mac());
            assertThat(f.victims()).containsExactly(CLIENT.address());
            assertThat(f.evidence()).hasSize(3);
            assertThat(f.signature()).contains("DNS had said that there is none");
        }

        @Test
        void wpadAndAnotherNameIsMedium() {
            n.llmnr(CLIENT, "printsrv", EVIL, EVIL.ip()).llmnr(CLIENT, "wpad", EVIL, EVIL.ip());
            assertThat(only(RULE).severity()).isEqualTo(Severity.MEDIUM);
        }

        @Test
        void aHostThatAnswersForItsOwnNameIsWhatLlmnrIsFor() {
            n.denies(CLIENT, "office-pc.corp.test").llmnr(CLIENT, "office-pc", SERVER, SERVER.ip());
            n.denies(CLIENT, "files.corp.test").nbns(CLIENT, "FILES", SERVER, SERVER.ip());
            nothing();
        }

        @Test
        void aDenialToSomebodyElseOrLongAgoIsNone() {
            n.denies(COLLEAGUE, "wpad.corp.test")
                    .denies(CLIENT, "wpad.corp.test")
                    .after(121);
            n.llmnr(CLIENT, "wpad", SERVER, SERVER.ip());
            assertThat(only(RULE).severity()).isEqualTo(Severity.LOW);
        }
    }
}
