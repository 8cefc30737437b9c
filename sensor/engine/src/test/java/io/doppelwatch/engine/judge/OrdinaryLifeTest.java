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
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Mac;
import io.doppelwatch.engine.observe.CarrierMoved;
import io.doppelwatch.engine.observe.DnsSeen;
import io.doppelwatch.engine.observe.Where;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a network does of itself and nobody has to be woken for: nothing here is above low, without any trust file. */
class OrdinaryLifeTest {
    private static final long SPARE = 0x0200_00bb_0002L;
    private static final Ip FAR = ip("198.51.100.80");
    private final Scene s = new Scene()
            .warm()
            .resolve(CLIENT, CLIENT_IP, GATEWAY, GATEWAY_IP)
            .after(1)
            .resolve(SERVER, SERVER_IP, CLIENT, CLIENT_IP)
            .after(5);

    @AfterEach
    void nothingIsAboveLow() {
        assertThat(s.end().grave()).isEmpty();
        assertThat(s.judge.incidents()).isEmpty();
    }

    private void asks(long mac, Ip from, long hop) {
        Where w = s.where(mac, hop, from, 40_000, ip("10.77.0.53"), 53, 17, 64, 9);
        s.observe(new DnsSeen(w, Dns.query(7, "a.example.test", Dns.A).bytes()));
    }

    @ParameterizedTest
    @ValueSource(longs = {0x0000_5e00_0107L, 0x0000_0c07_ac07L, 0x0000_0c9f_f007L, 0x0007_b400_0701L, SPARE})
    void aGatewaysFailOverAndBack(long standby) {
        for (int i = 0; i < 3; i++) {
            s.announce(standby, GATEWAY_IP).after(0.3);
        }
        s.observe(new CarrierMoved(
                s.where(CLIENT, standby, CLIENT_IP, 49_000, FAR, 80, 6, 64, 7), CLIENT, GATEWAY, false));
        s.after(2).resolve(CLIENT, CLIENT_IP, standby, GATEWAY_IP).after(200);
        s.announce(GATEWAY, GATEWAY_IP).after(1).resolve(CLIENT, CLIENT_IP, GATEWAY, GATEWAY_IP);
        s.observe(new CarrierMoved(
                s.where(CLIENT, GATEWAY, CLIENT_IP, 49_000, FAR, 80, 6, 64, 7), CLIENT, standby, false));
    }

    @Test
    void forwardersThatShareTheirClients() {
        // GLBP: each client is answered with the next forwarder's MAC.
        for (int i = 0; i < 12; i++) {
            s.after(1).resolve(CLIENT + i, ip("10.77.0." + (21 + i)), 0x0007_b400_0701L + (i & 3), GATEWAY_IP);
        }
    }

    @Test
    void aBondThatGoesOverToItsOtherCard() {
        s.announce(SERVER + 1, SERVER_IP).after(2);
        asks(SERVER + 1, SERVER_IP, CLIENT);
        s.after(60).announce(SERVER, SERVER_IP);
    }

    @Test
    void aTeamThatGoesOverToACardOfAnotherMaker() {
        s.announce(SPARE, SERVER_IP).after(0.2).announce(SPARE, SERVER_IP).after(2);
        asks(SPARE, SERVER_IP, CLIENT);
    }

    @Test
    void aBondThatSharesOutItsClients() {
        // Linux balance-alb: unicast replies nobody asked for, from any card; packets from all of them.
        for (int i = 0; i < 12; i++) {
            s.after(3).reply(SERVER + (i & 1), SERVER_IP, CLIENT, CLIENT_IP);
            asks(SERVER + (i + 1 & 1), SERVER_IP, CLIENT);
        }
    }

    @Test
    void aHostThatAnswersByEitherCard() {
        s.resolve(SPARE, ip("10.77.0.11"), CLIENT, CLIENT_IP);
        for (int i = 0; i < 10; i++) {
            s.after(30)
                    .resolve(CLIENT, CLIENT_IP, SERVER, SERVER_IP)
                    .after(0.0003)
                    .reply(SPARE, SERVER_IP, CLIENT, CLIENT_IP);
            asks(SERVER, SERVER_IP, CLIENT);
        }
    }

    @Test
    void aLeaseThatPassesOn() {
        s.probe(EVIL, SERVER_IP).after(2).announce(EVIL, SERVER_IP).after(1).request(EVIL, SERVER_IP, GATEWAY_IP);
        s.after(1);
        asks(EVIL, SERVER_IP, GATEWAY);
    }

    @Test
    void aLeaseThatPassesOnToOneWhoDoesNotProbe() {
        Where ack = s.where(GATEWAY, EVIL, GATEWAY_IP, 67, SERVER_IP, 68, 17, 64, 1);
        s.after(40).request(EVIL, SERVER_IP, GATEWAY_IP);
        assertThat(ack.sourceMac()).isEqualTo(GATEWAY);
    }

    @Test
    void aReplacedCard() {
        s.after(300)
                .probe(EVIL, SERVER_IP)
                .after(2)
                .announce(EVIL, SERVER_IP)
                .after(2)
                .announce(EVIL, SERVER_IP);
        s.resolve(CLIENT, CLIENT_IP, EVIL, SERVER_IP);
    }

    @Test
    void aProxyOfLongStanding() {
        for (int i = 0; i < 60; i++) {
            s.after(40).resolve(CLIENT, CLIENT_IP, GATEWAY, ip("10.77.0." + (100 + i % 20)));
        }
        // One of its hosts comes home and speaks for itself, while the proxy answers too.
        s.announce(EVIL, ip("10.77.0.105")).after(1).resolve(CLIENT, CLIENT_IP, GATEWAY, ip("10.77.0.105"));
    }

    @Test
    void aMachineThatMigrates() {
        // A hypervisor announces for its guest: RARP, then gratuitous replies and requests; the guest's MAC may change
        // or not.
        s.arp(3, SERVER, ip("0.0.0.0"), SERVER, ip("0.0.0.0"), Mac.BROADCAST).after(0.1);
        s.announce(SERVER, SERVER_IP)
                .arp(2, SERVER, SERVER_IP, SERVER, SERVER_IP, Mac.BROADCAST)
                .after(30);
        s.announce(SPARE, SERVER_IP)
                .arp(2, SPARE, SERVER_IP, SPARE, SERVER_IP, Mac.BROADCAST)
                .after(3);
        asks(SPARE, SERVER_IP, CLIENT);
    }

    @Test
    void containersThatComeAndGoUnderOneAddress() {
        for (int i = 0; i < 20; i++) {
            s.after(100).announce(0x0242_0000_0000L + i * 77L, ip("10.77.0.200"));
            asks(0x0242_0000_0000L + i * 77L, ip("10.77.0.200"), GATEWAY);
        }
    }

    @Test
    void everythingTwice() {
        for (int i = 0; i < 10; i++) {
            s.after(5)
                    .request(CLIENT, CLIENT_IP, GATEWAY_IP)
                    .request(CLIENT, CLIENT_IP, GATEWAY_IP)
                    .after(0.0005);
            s.reply(GATEWAY, GATEWAY_IP, CLIENT, CLIENT_IP).reply(GATEWAY, GATEWAY_IP, CLIENT, CLIENT_IP);
            asks(CLIENT, CLIENT_IP, GATEWAY);
            asks(CLIENT, CLIENT_IP, GATEWAY);
        }
    }

    @Test
    void aSensorThatComesInTheMiddle() {
        Scene late = new Scene();
        late.reply(GATEWAY, GATEWAY_IP, CLIENT, CLIENT_IP).after(0.2);
        late.reply(SERVER, SERVER_IP, CLIENT, CLIENT_IP).after(0.2);
        late.observe(new CarrierMoved(
                late.where(CLIENT, GATEWAY, CLIENT_IP, 49_000, FAR, 80, 6, 64, 7), CLIENT, SPARE, false));
        assertThat(late.end().findings()).isEmpty();
    }

    @Test
    void aRouterThatPassesOnWhatItIsSent() {
        s.resolve(EVIL, EVIL_IP, GATEWAY, GATEWAY_IP);
        for (int i = 0; i < 10; i++) {
            s.after(1);
            asks(CLIENT, CLIENT_IP, GATEWAY);
            asks(GATEWAY, CLIENT_IP, SPARE);
        }
    }
}
