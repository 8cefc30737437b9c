// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppelwatch.craft.Craft;
import io.doppelwatch.craft.Dns;
import io.doppelwatch.craft.TcpTalk;
import io.doppelwatch.engine.budget.Budget;
import io.doppelwatch.engine.capture.Frame;
import io.doppelwatch.engine.capture.FrameSource;
import io.doppelwatch.engine.capture.Source;
import io.doppelwatch.engine.event.Event;
import io.doppelwatch.engine.observe.DnsPorts;
import io.doppelwatch.engine.observe.DnsSeen;
import io.doppelwatch.engine.observe.MdnsSeen;
import io.doppelwatch.engine.observe.Observation;
import io.doppelwatch.engine.trust.Trust;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** DNS on any port somebody asks for, from the frame to the finding. */
class DnsPortsTest {
    private static final String CLIENT = "02:00:00:00:00:21";
    private static final String SERVER = "02:00:00:00:00:53";
    private static final Source SOURCE = new Source(0, 0, "ports.pcap", "", 1, 0);

    private final List<Event> events = new ArrayList<>();

    private static byte[] query(String to, int port) {
        return Craft.ethernet(CLIENT, SERVER)
                .ipv4("10.77.0.21", to)
                .udp(40_000, port)
                .data(Dns.query(1, "a.test", Dns.A).bytes());
    }

    private static byte[] answer(String mac, int port, String address) {
        return Craft.ethernet(mac, CLIENT)
                .ipv4("10.77.0.53", "10.77.0.21")
                .udp(port, 40_000)
                .data(Dns.response(1, "a.test", Dns.A).address(60, address).bytes());
    }

    private List<Observation> read(DnsPorts ports, List<byte[]> frames) throws Exception {
        FrameSource source = new FrameSource() {
            private int n;

            @Override
            public boolean next(Frame into) {
                if (n == frames.size()) {
                    return false;
                }
                byte[] b = frames.get(n++);
                into.set(Unpooled.wrappedBuffer(b), 0, b.length, b.length, n * 1_000_000L, n, SOURCE);
                return true;
            }

            @Override
            public void close() {}
        };
        events.clear();
        new Sensor(Trust.EMPTY, 1, ports, Budget.STANDARD, events::add).run(source, f -> {});
        return events.stream()
                .filter(Event.Observed.class::isInstance)
                .map(e -> ((Event.Observed) e).observation())
                .toList();
    }

    @Test
    void only53WithoutAsking() throws Exception {
        assertThat(DnsPorts.with(List.of(53))).isSameAs(DnsPorts.STANDARD);
        assertThat(DnsPorts.STANDARD.has(53)).isTrue();
        assertThat(DnsPorts.STANDARD.has(5300)).isFalse();
        assertThat(read(DnsPorts.STANDARD, List.of(query("10.77.0.53", 5300), query("10.77.0.53", 53))))
                .hasSize(1);
    }

    @Test
    void aPortAskedForIsDnsAnd53IsStill() throws Exception {
        DnsPorts ports = DnsPorts.with(List.of(8053, 5300));
        List<byte[]> frames = List.of(query("10.77.0.53", 5300), query("10.77.0.53", 53), query("10.77.0.53", 5301));
        assertThat(read(ports, frames)).hasSize(2).allMatch(DnsSeen.class::isInstance);
    }

    @Test
    void unicastOn5353IsDnsWhereAskedForAndTheGroupIsMdnsStill() throws Exception {
        List<byte[]> frames = List.of(query("10.77.0.53", 5353), query("224.0.0.251", 5353));
        assertThat(read(DnsPorts.with(List.of(5353)), frames)).hasExactlyElementsOfTypes(DnsSeen.class, MdnsSeen.class);
        assertThat(read(DnsPorts.STANDARD, frames)).hasExactlyElementsOfTypes(MdnsSeen.class, MdnsSeen.class);
    }

    @Test
    void tcpIsReadThereToo() throws Exception {
        TcpTalk talk = new TcpTalk(
                        new TcpTalk.End(CLIENT, "10.77.0.21", 40_001), new TcpTalk.End(SERVER, "10.77.0.53", 5300))
                .open();
        talk.client(Dns.query(2, "b.test", Dns.A).overTcp());
        List<byte[]> frames = talk.close().takeFrames();
        assertThat(read(DnsPorts.STANDARD, frames)).isEmpty();
        assertThat(read(DnsPorts.with(List.of(5300)), frames)).hasSize(1);
    }

    @Test
    void aRaceThereIsJudgedAsOn53() throws Exception {
        List<byte[]> frames = List.of(
                query("10.77.0.53", 5300),
                answer("02:00:00:00:00:66", 5300, "10.77.0.66"),
                answer(SERVER, 5300, "192.0.2.1"));
        read(DnsPorts.with(List.of(5300)), frames);
        assertThat(events.stream().filter(Event.Alert.class::isInstance))
                .singleElement()
                .satisfies(
                        e -> assertThat(((Event.Alert) e).finding().rule().id()).isEqualTo("dns-conflicting-answers"));
    }
}
