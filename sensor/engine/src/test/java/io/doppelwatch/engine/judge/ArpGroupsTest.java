// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.judge;

import static io.doppelwatch.engine.judge.Scene.CLIENT;
import static io.doppelwatch.engine.judge.Scene.CLIENT_IP;
import static io.doppelwatch.engine.judge.Scene.EVIL;
import static io.doppelwatch.engine.judge.Scene.EVIL_IP;
import static io.doppelwatch.engine.judge.Scene.GATEWAY;
import static io.doppelwatch.engine.judge.Scene.GATEWAY_IP;
import static io.doppelwatch.engine.judge.Scene.ip;
import static org.assertj.core.api.Assertions.assertThat;

import io.doppelwatch.engine.event.Finding.Party;
import io.doppelwatch.engine.event.Severity;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Mac;
import io.doppelwatch.engine.observe.RedundancySeen;
import io.doppelwatch.engine.observe.RedundancySeen.Protocol;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where routers say by hellos that they share an address, their MACs are trusted for it, and looks are not. */
class ArpGroupsTest {
    private static final long SPARE = 0x0200_00bb_0002L;
    private static final Ip SPARE_IP = ip("10.77.0.3");
    private static final Ip SHARED = ip("10.77.0.254");

    private final Scene s =
            new Scene().warm().resolve(EVIL, EVIL_IP, CLIENT, CLIENT_IP).resolve(CLIENT, CLIENT_IP, GATEWAY, SHARED);

    private void hello(long mac, Ip from, int priority) {
        s.observe(new RedundancySeen(
                s.where(mac, 0x0100_5e00_0012L, from, 0, ip("224.0.0.18"), 0, 112, 255, 1),
                Protocol.VRRP,
                2,
                7,
                priority,
                true,
                List.of(SHARED)));
    }

    private void hellos(long mac, Ip from, int priority, int seconds) {
        for (int i = 0; i < seconds; i++) {
            hello(mac, from, priority);
            s.after(1);
        }
    }

    @Test
    void aMemberThatTakesOverUnderItsOwnMacIsLow() {
        hellos(GATEWAY, GATEWAY_IP, 120, 20);
        s.after(3);
        hello(SPARE, SPARE_IP, 100);
        s.announce(SPARE, SHARED).after(1).resolve(CLIENT, CLIENT_IP, SPARE, SHARED);
        assertThat(s.grave()).isEmpty();
        assertThat(s.findings("arp-virtual-address")).isEmpty();
    }

    @Test
    void aMemberWhoseFirstHelloWasLostIsFailingOverWhileTheActiveOneIsSilent() {
        hellos(GATEWAY, GATEWAY_IP, 120, 20);
        s.after(3).announce(SPARE, SHARED);
        assertThat(s.findings("arp-virtual-address")).isEmpty();
    }

    @Test
    void aStrangerWhoAnnouncesItWhileTheActiveOneIsAliveIsLow() {
        hellos(GATEWAY, GATEWAY_IP, 120, 20);
        s.announce(SPARE, SHARED);
        assertThat(s.findings("arp-virtual-address"))
                .singleElement()
                .satisfies(f -> assertThat(f.severity()).isEqualTo(Severity.LOW));
    }

    @Test
    void aStrangerWhoRepliesUnaskedIsHigh() {
        hellos(GATEWAY, GATEWAY_IP, 120, 20);
        s.reply(EVIL, SHARED, CLIENT, CLIENT_IP);
        assertThat(s.findings("arp-virtual-address")).singleElement().satisfies(f -> {
            assertThat(f.severity()).isEqualTo(Severity.HIGH);
            assertThat(f.attacker()).isEqualTo(new Party(EVIL, EVIL_IP));
            assertThat(f.expected()).isEqualTo(Mac.text(GATEWAY));
        });
    }

    @Test
    void theLooksOfAVirtualMacAreNoPassWhereHellosWereHeard() {
        long otherGroup = 0x0000_5e00_0109L;
        hellos(GATEWAY, GATEWAY_IP, 120, 20);
        s.resolve(CLIENT, CLIENT_IP, otherGroup, SHARED);
        assertThat(s.findings("arp-virtual-address"))
                .singleElement()
                .satisfies(f -> assertThat(f.severity()).isEqualTo(Severity.MEDIUM));
    }

    @Test
    void theGroupsOwnVirtualMacMay() {
        hellos(GATEWAY, GATEWAY_IP, 120, 20);
        s.resolve(CLIENT, CLIENT_IP, 0x0000_5e00_0107L, SHARED);
        assertThat(s.findings("arp-virtual-address")).isEmpty();
        assertThat(s.grave()).isEmpty();
    }
}
