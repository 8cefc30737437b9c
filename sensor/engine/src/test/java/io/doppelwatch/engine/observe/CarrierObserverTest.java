// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppelwatch.decode.link.LinkType;
import io.doppelwatch.engine.dissect.Bench;
import io.doppelwatch.engine.dissect.Packet;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When the data of a connection begins to go by other MACs. */
class CarrierObserverTest {
    private static final long CLIENT = 0x020000000021L;
    private static final long SERVER = 0x020000000010L;
    private static final long RELAY = 0x020000000066L;
    private static final long SECOND = 1_000_000_000L;

    private final CarrierObserver observer = new CarrierObserver();
    private final Bench bench = new Bench();
    private final List<CarrierMoved> moves = new ArrayList<>();
    private final Facts facts = new Facts() {
        @Override
        public Where where(Packet p) {
            return new Where(
                    p.frame().source(),
                    p.frame().number(),
                    0,
                    p.frame().timeNanos(),
                    Path.NONE,
                    p.sourceMac(),
                    p.destinationMac(),
                    new Ip(p.sourceHigh(), p.sourceLow()),
                    new Ip(p.destinationHigh(), p.destinationLow()),
                    p.sourcePort(),
                    p.destinationPort(),
                    p.protocol(),
                    p.ttl(),
                    p.ipId());
        }

        @Override
        public void add(Observation observation) {
            moves.add((CarrierMoved) observation);
        }
    };

    /** Second 0 of 1970, which the packets of the bench begin with, marks a slot in which nothing was told. */
    @BeforeEach
    void later() {
        bench.pass(100 * SECOND);
    }

    /** One byte of the client's, or of the server's, on its way between two MACs. */
    private void data(boolean up, long sourceMac, long destinationMac, int id, int ttl, int sequence) {
        String addresses = up ? "0a4d0015 0a4d0010 9c40 01bb" : "0a4d0010 0a4d0015 01bb 9c40";
        String frame = "%012x %012x 0800 4500 0029 %04x 4000 %02x06 0000 %s %08x 00000000 5018 ffff 0000 0000 41"
                .formatted(destinationMac, sourceMac, id, ttl, addresses, sequence);
        observer.segment(bench.dissect(LinkType.ETHERNET, frame), facts);
    }

    private void up(long sourceMac, long destinationMac, int n) {
        data(true, sourceMac, destinationMac, n, 64, n);
    }

    @Test
    void dataThatGoesTheSameWayIsNoNews() {
        up(CLIENT, SERVER, 1);
        data(false, SERVER, CLIENT, 7, 64, 7);
        up(CLIENT, SERVER, 2);

        assertThat(moves).isEmpty();
    }

    @Test
    void aFarEndThatChangesIsTold() {
        up(CLIENT, SERVER, 1);
        up(CLIENT, RELAY, 2);

        assertThat(moves).singleElement().satisfies(m -> {
            assertThat(m.where().destinationMac()).isEqualTo(RELAY);
            assertThat(m.formerSource()).isEqualTo(CLIENT);
            assertThat(m.formerDestination()).isEqualTo(SERVER);
            assertThat(m.copy()).isFalse();
        });
    }

    @Test
    void eitherDirectionSaysWhoStoodWhere() {
        up(CLIENT, SERVER, 1);
        data(false, RELAY, CLIENT, 7, 64, 7);

        assertThat(moves).singleElement().satisfies(m -> {
            assertThat(m.formerSource()).isEqualTo(SERVER);
            assertThat(m.formerDestination()).isEqualTo(CLIENT);
        });
    }

    @Test
    void bothEndsAtOnceAreOneMove() {
        up(CLIENT, SERVER, 1);
        up(RELAY, RELAY + 1, 2);

        assertThat(moves).singleElement().satisfies(m -> {
            assertThat(m.formerSource()).isEqualTo(CLIENT);
            assertThat(m.formerDestination()).isEqualTo(SERVER);
        });
    }

    @Test
    void theSamePacketOnceMoreIsACopy() {
        data(true, CLIENT, RELAY, 5, 64, 100);
        data(true, RELAY, SERVER, 5, 63, 100);

        assertThat(moves).singleElement().matches(CarrierMoved::copy);
    }

    @Test
    void anotherIdentificationSequenceOrTtlIsNoCopy() {
        data(true, CLIENT, RELAY, 5, 64, 100);
        data(true, RELAY, SERVER, 6, 63, 100);
        bench.pass(2 * SECOND);
        data(true, CLIENT, RELAY, 6, 64, 101);
        bench.pass(2 * SECOND);
        data(true, RELAY, SERVER, 6, 62, 101);

        assertThat(moves).hasSize(3).noneMatch(CarrierMoved::copy);
    }

    @Test
    void theMoveBackWithinASecondIsNoneOfTheNews() {
        up(CLIENT, SERVER, 1);
        up(CLIENT, RELAY, 2);
        up(CLIENT, SERVER, 3);
        assertThat(moves).hasSize(1);

        bench.pass(2 * SECOND);
        up(CLIENT, RELAY, 4);
        assertThat(moves).hasSize(2);
    }
}
