// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppelwatch.craft.Dns;
import io.doppelwatch.engine.event.Event;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.observe.DhcpSeen;
import io.doppelwatch.engine.observe.DnsSeen;
import io.doppelwatch.engine.observe.IcmpErrorSeen;
import io.doppelwatch.engine.observe.Observation;
import io.doppelwatch.engine.observe.Where;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is counted as tshark counts it, though it is no message that somebody sent: quotes, and messages cut short. */
class TallyQuotesTest {
    private static final byte[] RESPONSE = Dns.response(1, "hub.test", Dns.A).bytes();
    private static final Where WHERE = Wheres.udp("10.77.0.53", 53, "10.77.0.21", 40000);

    @ParameterizedTest
    @CsvSource({"53,DNS_RESPONSE", "5353,MDNS", "5355,LLMNR", "137,NBNS"})
    void whatAnIcmpErrorQuotesIsCounted(int port, Count kind) {
        assertThat(counts(quote(17, port, RESPONSE))).containsOnly(Map.entry(kind, 1L));
        assertThat(counts(quote(17, port, new byte[3]))).isEmpty();
        assertThat(counts(quote(6, port, RESPONSE))).isEmpty();
    }

    @Test
    void aQuoteOfAnythingElseIsNot() {
        assertThat(counts(quote(17, 67, RESPONSE), quote(17, 547, RESPONSE), quote(17, 4000, RESPONSE)))
                .isEmpty();
    }

    @Test
    void aMessageCutBeforeItsFlagsHasNoDirection() {
        assertThat(counts(new DnsSeen(WHERE, new byte[3]))).isEmpty();
        assertThat(counts(new DnsSeen(WHERE, new byte[4]))).containsOnly(Map.entry(Count.DNS_QUERY, 1L));
    }

    @Test
    void bootpWithoutAMessageTypeIsNotDhcp() {
        assertThat(counts(new DhcpSeen(WHERE, 0, new byte[300]))).isEmpty();
        assertThat(counts(new DhcpSeen(WHERE, 1, new byte[300]))).containsOnly(Map.entry(Count.DHCP, 1L));
    }

    private static IcmpErrorSeen quote(int protocol, int port, byte[] payload) {
        Ip ip = Wheres.ip("10.77.0.53");
        return new IcmpErrorSeen(WHERE, 3, 3, Ip.NONE, protocol, ip, ip, port, 40000, payload);
    }

    private static Map<Count, Long> counts(Observation... seen) {
        Tally tally = new Tally(true);
        for (Observation o : seen) {
            tally.accept(new Event.Observed(o));
        }
        Map<Count, Long> counts = new EnumMap<>(Count.class);
        for (Count c : Count.values()) {
            if (tally.total().get(c) != 0) {
                counts.put(c, tally.total().get(c));
            }
        }
        return counts;
    }
}
