// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.judge;

import static io.doppelwatch.engine.judge.Scene.CLIENT;
import static io.doppelwatch.engine.judge.Scene.CLIENT_IP;
import static io.doppelwatch.engine.judge.Scene.EVIL;
import static io.doppelwatch.engine.judge.Scene.EVIL_IP;
import static io.doppelwatch.engine.judge.Scene.GATEWAY;
import static io.doppelwatch.engine.judge.Scene.GATEWAY_IP;
import static io.doppelwatch.engine.judge.Scene.SERVER;
import static io.doppelwatch.engine.judge.Scene.SERVER_IP;
import static io.doppelwatch.engine.judge.Scene.ip;
import static org.assertj.core.api.Assertions.assertThat;

import io.doppelwatch.craft.Dns;
import io.doppelwatch.engine.event.Finding.Party;
import io.doppelwatch.engine.event.Severity;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Mac;
import io.doppelwatch.engine.observe.CarrierMoved;
import io.doppelwatch.engine.observe.DnsSeen;
import io.doppelwatch.engine.observe.Where;
import io.doppelwatch.engine.trust.Trust;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** IP traffic held against what ARP says. */
class ArpTrafficRulesTest {
    private static final Ip FAR = ip("198.51.100.80");
    private static final int UDP = 17;
    private static final int TCP = 6;

    private static Scene office(Trust trust) {
        return new Scene(trust)
                .warm()
                .resolve(CLIENT, CLIENT_IP, SERVER, SERVER_IP)
                .after(1)
                .resolve(SERVER, SERVER_IP, CLIENT, CLIENT_IP)
                .after(1);
    }

    private static Scene office() {
        return office(Trust.EMPTY);
    }

    private static Trust gateway(long mac) {
        return new Trust(
                List.of(),
                List.of(new Trust.Gateway(GATEWAY_IP, mac)),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Map.of());
    }

    /** A question in a packet of this machine's. */
    private static Scene asks(Scene s, long mac, Ip from, long hop, Ip to, int ttl, int id) {
        Where w = s.where(mac, hop, from, 40_000, to, 53, UDP, ttl, id);
        return s.observe(new DnsSeen(w, Dns.query(id, "a.example.test", Dns.A).bytes()));
    }

    @Nested
    class GatewayTakenOver {
        private CarrierMoved toEvil(Scene s, Ip peer, boolean copy) {
            return new CarrierMoved(
                    s.where(CLIENT, EVIL, CLIENT_IP, 49_000, peer, 80, TCP, 64, 7), CLIENT, GATEWAY, copy);
        }

        @Test
        void aGatewayThatNeverSpokeInArpIsKnownByTheTrafficItLoses() {
            Scene s = office().reply(EVIL, GATEWAY_IP, CLIENT, CLIENT_IP).after(2);
            assertThat(s.findings()).isEmpty();
            s.observe(toEvil(s, FAR, false));
            assertThat(s.findings()).singleElement().satisfies(f -> {
                assertThat(f.rule().id()).isEqualTo("arp-gateway-taken-over");
                assertThat(f.severity()).isEqualTo(Severity.MEDIUM);
                assertThat(f.subject()).isEqualTo("ip:10.77.0.1");
                assertThat(f.attacker().mac()).isEqualTo(EVIL);
                assertThat(f.victims()).containsExactly(CLIENT_IP);
                assertThat(f.expected()).isEqualTo(Mac.text(GATEWAY));
                assertThat(f.signature()).contains("gained its traffic").contains(Mac.text(GATEWAY) + " lost it");
                assertThat(f.evidence()).hasSize(2);
            });
        }

        @Test
        void fromOneWhoHoldsAnotherAddressItIsHigh() {
            Scene s = office().resolve(EVIL, EVIL_IP, CLIENT, CLIENT_IP).after(1);
            s.reply(EVIL, GATEWAY_IP, CLIENT, CLIENT_IP).after(2);
            s.observe(toEvil(s, FAR, false));
            assertThat(s.findings("arp-gateway-taken-over")).singleElement().satisfies(f -> {
                assertThat(f.severity()).isEqualTo(Severity.HIGH);
                assertThat(f.attacker()).isEqualTo(new Party(EVIL, EVIL_IP));
            });
        }

        @Test
        void theOtherDirectionShowsItAsWell() {
            Scene s = office().reply(EVIL, GATEWAY_IP, CLIENT, CLIENT_IP).after(2);
            s.observe(new CarrierMoved(
                    s.where(EVIL, CLIENT, FAR, 80, CLIENT_IP, 49_000, TCP, 53, 7), GATEWAY, CLIENT, false));
            assertThat(s.findings("arp-gateway-taken-over"))
                    .singleElement()
                    .satisfies(f -> assertThat(f.victims()).containsExactly(CLIENT_IP));
        }

        @Test
        void trafficThatMovesWithoutAWordInPrivateIsAFailOver() {
            Scene s = office().announce(EVIL, GATEWAY_IP).after(2);
            s.observe(toEvil(s, FAR, false));
            assertThat(s.findings()).isEmpty();
        }

        @Test
        void aWordLongAgoHasNothingToDoWithIt() {
            Scene s = office().reply(EVIL, GATEWAY_IP, CLIENT, CLIENT_IP).after(90);
            s.observe(toEvil(s, FAR, false));
            assertThat(s.findings()).isEmpty();
        }

        @Test
        void whatASpooferLosesAgainIsPutBack() {
            Scene s = office().reply(EVIL, GATEWAY_IP, CLIENT, CLIENT_IP).after(30);
            s.reply(GATEWAY, GATEWAY_IP, CLIENT, CLIENT_IP).after(1);
            s.observe(new CarrierMoved(
                    s.where(CLIENT, GATEWAY, CLIENT_IP, 49_000, FAR, 80, TCP, 64, 7), CLIENT, EVIL, false));
            assertThat(s.findings("arp-gateway-taken-over")).isEmpty();
        }

        @Test
        void theTrustedGatewayMayTakeItsTraffic() {
            Scene s = office(gateway(EVIL))
                    .reply(EVIL, GATEWAY_IP, CLIENT, CLIENT_IP)
                    .after(2);
            s.observe(toEvil(s, FAR, false));
            assertThat(s.findings()).isEmpty();
        }

        @Test
        void whoHasAnsweredForTheAddressBeforeIsItsHolder() {
            Scene s = office().resolve(CLIENT, CLIENT_IP, EVIL, GATEWAY_IP).after(10);
            s.reply(EVIL, GATEWAY_IP, CLIENT, CLIENT_IP).after(2);
            s.observe(toEvil(s, FAR, false));
            assertThat(s.findings("arp-gateway-taken-over")).isEmpty();
        }

        @Test
        void aCaptureWithoutRequestsCannotSayThatNobodyAsked() {
            Scene s = new Scene().reply(EVIL, GATEWAY_IP, CLIENT, CLIENT_IP).after(2);
            s.observe(toEvil(s, FAR, false));
            assertThat(s.findings()).isEmpty();
        }

        @Test
        void aVirtualMacTakesOverByProtocol() {
            long virtual = 0x0000_5e00_0107L;
            Scene s = office().reply(virtual, GATEWAY_IP, CLIENT, CLIENT_IP).after(2);
            s.observe(new CarrierMoved(
                    s.where(CLIENT, virtual, CLIENT_IP, 49_000, FAR, 80, TCP, 64, 7), CLIENT, GATEWAY, false));
            assertThat(s.findings()).isEmpty();
        }
    }

    @Nested
    class GratuitousClaim {
        private Scene claimed(Scene s) {
            s.resolve(CLIENT, CLIENT_IP, GATEWAY, GATEWAY_IP).after(5);
            return s.announce(EVIL, GATEWAY_IP);
        }

        private Scene ownerSpeaks(Scene s) {
            return asks(s, GATEWAY, GATEWAY_IP, SERVER, SERVER_IP, 64, 9);
        }

        @Test
        void anOwnerWhoGoesOnIsMediumAndNobodyIsNamed() {
            Scene s = claimed(office());
            assertThat(s.grave()).isEmpty();
            ownerSpeaks(s.after(3));
            assertThat(s.grave()).singleElement().satisfies(f -> {
                assertThat(f.rule().id()).isEqualTo("arp-gratuitous-claim");
                assertThat(f.severity()).isEqualTo(Severity.MEDIUM);
                assertThat(f.attacker()).isEqualTo(Party.UNKNOWN);
                assertThat(f.signature()).contains("undetermined");
                assertThat(f.evidence()).hasSize(3);
            });
        }

        @Test
        void aClaimantWithAnotherAddressIsHighAndNamed() {
            Scene s = claimed(office().resolve(EVIL, EVIL_IP, CLIENT, CLIENT_IP).after(1));
            ownerSpeaks(s.after(3));
            assertThat(s.findings("arp-gratuitous-claim")).singleElement().satisfies(f -> {
                assertThat(f.severity()).isEqualTo(Severity.HIGH);
                assertThat(f.attacker()).isEqualTo(new Party(EVIL, EVIL_IP));
                assertThat(f.expected()).isEqualTo(Mac.text(GATEWAY));
            });
        }

        @Test
        void itIsToldOnceForEachLoss() {
            Scene s = claimed(office());
            for (int i = 0; i < 20; i++) {
                ownerSpeaks(s.after(3));
            }
            assertThat(s.findings("arp-gratuitous-claim")).hasSize(1);
        }

        @Test
        void aPacketUnderWayAtTheMoveIsNothing() {
            assertThat(ownerSpeaks(claimed(office()).after(0.4)).grave()).isEmpty();
        }

        @Test
        void anOwnerWhoFallsSilentHasMoved() {
            Scene s = claimed(office()).after(3);
            asks(s, EVIL, GATEWAY_IP, SERVER, SERVER_IP, 64, 9);
            assertThat(s.grave()).isEmpty();
        }

        @Test
        void anOwnerThatComesBackMuchLaterIsAnotherStory() {
            assertThat(ownerSpeaks(claimed(office()).after(700)).grave()).isEmpty();
        }

        @Test
        void cardsOfOneMachineAndVirtualMacsAreLow() {
            for (long other : new long[] {GATEWAY + 1, 0x0000_5e00_0107L}) {
                Scene s =
                        office().resolve(CLIENT, CLIENT_IP, GATEWAY, GATEWAY_IP).after(5);
                ownerSpeaks(s.announce(other, GATEWAY_IP).after(3));
                assertThat(s.grave()).isEmpty();
                assertThat(s.findings("arp-gratuitous-claim")).hasSize(1);
            }
        }

        @Test
        void anAnswerToAQuestionIsNoGratuitousClaim() {
            // A host with two cards on one network answers by either (ARP flux), and sends by the first.
            Scene s = office().resolve(CLIENT, CLIENT_IP, GATEWAY, GATEWAY_IP).after(5);
            s.resolve(CLIENT, CLIENT_IP, EVIL, GATEWAY_IP).after(3);
            assertThat(ownerSpeaks(s).grave()).isEmpty();
        }
    }

    @Nested
    class RelayedTraffic {
        private Scene between(Scene s) {
            return s.resolve(EVIL, EVIL_IP, CLIENT, CLIENT_IP)
                    .after(1)
                    .reply(EVIL, SERVER_IP, CLIENT, CLIENT_IP)
                    .after(1);
        }

        private Scene passedOn(Scene s, int ttl, int id, double after) {
            asks(s, CLIENT, CLIENT_IP, EVIL, SERVER_IP, 64, 77);
            return asks(s.after(after), EVIL, CLIENT_IP, SERVER, SERVER_IP, ttl, id);
        }

        @Test
        void oneHopLessOrTheSameAfterAnUnaskedReplyIsHigh() {
            for (int ttl : new int[] {63, 64}) {
                Scene s = passedOn(between(office()), ttl, 77, 0.001);
                assertThat(s.findings("arp-relayed-traffic")).singleElement().satisfies(f -> {
                    assertThat(f.severity()).isEqualTo(Severity.HIGH);
                    assertThat(f.attacker()).isEqualTo(new Party(EVIL, EVIL_IP));
                    assertThat(f.victims()).containsExactly(CLIENT_IP);
                    assertThat(f.evidence()).hasSize(3);
                });
            }
        }

        @Test
        void aTcpSegmentSeenTwiceShowsItToo() {
            Scene s = between(office());
            s.observe(new CarrierMoved(
                    s.where(EVIL, SERVER, CLIENT_IP, 49_000, SERVER_IP, 80, TCP, 63, 7), CLIENT, EVIL, true));
            assertThat(s.findings("arp-relayed-traffic")).hasSize(1);
        }

        @Test
        void aRouterSeenFromBothSidesIsNothing() {
            assertThat(passedOn(office().resolve(EVIL, EVIL_IP, CLIENT, CLIENT_IP), 63, 77, 0.001)
                            .findings())
                    .isEmpty();
        }

        @Test
        void anotherPacketOrAnotherTtlOrLaterIsNoCopy() {
            assertThat(passedOn(between(office()), 63, 78, 0.001).findings("arp-relayed-traffic"))
                    .isEmpty();
            assertThat(passedOn(between(office()), 61, 77, 0.001).findings("arp-relayed-traffic"))
                    .isEmpty();
            assertThat(passedOn(between(office()), 65, 77, 0.001).findings("arp-relayed-traffic"))
                    .isEmpty();
            assertThat(passedOn(between(office()), 63, 77, 2).findings("arp-relayed-traffic"))
                    .isEmpty();
        }

        @Test
        void copiesOfAMirrorPortAreNothing() {
            Scene s = between(office());
            asks(s, CLIENT, CLIENT_IP, SERVER, SERVER_IP, 64, 77);
            asks(s, CLIENT, CLIENT_IP, SERVER, SERVER_IP, 64, 77);
            assertThat(s.findings("arp-relayed-traffic")).isEmpty();
        }
    }

    @Nested
    class LearnedByTraffic {
        @Test
        void aServerThatNeverSpokeInArpIsMissedWhenItsAddressIsTaken() {
            Scene s = office().resolve(EVIL, EVIL_IP, CLIENT, CLIENT_IP);
            Ip quiet = ip("10.77.0.77");
            asks(s, GATEWAY, quiet, CLIENT, CLIENT_IP, 64, 5);
            s.after(3).reply(EVIL, quiet, CLIENT, CLIENT_IP);
            assertThat(s.findings("arp-binding-changed")).singleElement().satisfies(f -> {
                assertThat(f.expected()).isEqualTo(Mac.text(GATEWAY));
                assertThat(f.attacker().mac()).isEqualTo(EVIL);
            });
        }

        @Test
        void whatComesThroughARouterBindsNothing() {
            Scene s = office().resolve(EVIL, EVIL_IP, CLIENT, CLIENT_IP);
            asks(s, GATEWAY, ip("198.51.100.1"), CLIENT, CLIENT_IP, 57, 5);
            s.after(3).reply(EVIL, ip("198.51.100.1"), CLIENT, CLIENT_IP);
            assertThat(s.findings()).isEmpty();
        }

        @Test
        void aMacUnderSeveralAddressesIsARouterEvenIfItSpendsNoHop() {
            Scene s = office().resolve(EVIL, EVIL_IP, CLIENT, CLIENT_IP);
            asks(s, GATEWAY, ip("198.51.100.1"), CLIENT, CLIENT_IP, 128, 5);
            asks(s, GATEWAY, ip("198.51.100.2"), CLIENT, CLIENT_IP, 128, 6);
            s.after(3).reply(EVIL, ip("198.51.100.1"), CLIENT, CLIENT_IP);
            assertThat(s.findings()).isEmpty();
        }
    }
}
