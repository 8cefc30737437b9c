// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.dissect;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppelwatch.engine.dissect.Samples.Sample;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Mac;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way of wrapping: the packet inside is found, with the path to it. */
class LayersTest {
    static List<Sample> samples() {
        return Samples.all();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void thePacketInsideIsFound(Sample sample) {
        Bench bench = new Bench();

        Packet p = bench.dissect(sample.linkType(), sample.frame());

        assertThat(p.kind()).isEqualTo(sample.kind());
        assertThat(p.path()).hasToString(sample.path());
        assertThat(Mac.text(p.sourceMac())).isEqualTo(sample.sourceMac());
        switch (p.kind()) {
            case UDP -> {
                assertThat(bench.payload()).isEqualTo(Bench.hex("deadbeef"));
                assertThat(p.payloadLength()).isEqualTo(4);
                assertThat(p.protocol()).isEqualTo(17);
                assertThat(new Ip(p.sourceHigh(), p.sourceLow()))
                        .hasToString(p.ipVersion() == 4 ? "10.77.0.21" : "fe80::21");
                assertThat(new Ip(p.destinationHigh(), p.destinationLow()))
                        .hasToString(p.ipVersion() == 4 ? "10.77.0.53" : "fe80::53");
                assertThat(p.destinationPort()).isEqualTo(p.ipVersion() == 4 ? 53 : 5353);
            }
            case ARP -> assertThat(bench.payload()).isEqualTo(Samples.ARP);
            case TCP -> assertThat(p.tcpFlags()).isEqualTo(Packet.SYN);
            case ICMP -> assertThat(p.payloadLength()).isEqualTo(8);
            default -> assertThat(p.payloadLength()).isEqualTo(24);
        }
    }

    /** A frame cut anywhere neither throws nor says anything that is not in it. */
    @ParameterizedTest
    @MethodSource("samples")
    void everyPrefixIsSafe(Sample sample) {
        Bench bench = new Bench();
        for (int captured = 0; captured <= sample.frame().length; captured++) {
            for (int original : new int[] {captured, sample.frame().length, -1}) {
                bench.around = 0xa5;
                String one = Bench.describe(bench.dissect(sample.linkType(), sample.frame(), captured, original));
                bench.around = 0x5a;
                Packet p = bench.dissect(sample.linkType(), sample.frame(), captured, original);
                assertThat(Bench.describe(p))
                        .as("cut at %d: what lies around must not matter", captured)
                        .isEqualTo(one);
                assertThat(p.payload()).isGreaterThanOrEqualTo(p.frame().offset());
                assertThat(p.payload() + p.payloadCaptured())
                        .isLessThanOrEqualTo(p.frame().offset() + captured);
                assertThat(p.payloadCaptured()).isNotNegative();
                assertThat(p.payloadLength()).isGreaterThanOrEqualTo(p.payloadCaptured());
            }
        }
    }
}
