// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import io.doppelwatch.engine.capture.FilteredSource;
import io.doppelwatch.engine.capture.Frame;
import io.doppelwatch.engine.capture.FrameSource;
import io.doppelwatch.engine.capture.Source;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BpfFilterTest {
    @Test
    void tellsFramesApart() throws PcapException {
        BpfFilter filter = BpfFilter.compile("arp or port 53");
        assertThat(accepts(filter, Frames.arp())).isTrue();
        assertThat(accepts(filter, Frames.udp(53))).isTrue();
        assertThat(accepts(filter, Frames.udp6(53))).isTrue();
        assertThat(accepts(filter, Frames.udp(443))).isFalse();
        assertThat(accepts(filter, new byte[0])).isFalse();
    }

    @Test
    void lengthIsThatOnTheWire() throws PcapException {
        BpfFilter filter = BpfFilter.compile("greater 1000");
        assertThat(filter.accepts(Frames.frame(Frames.arp(), 1000, Frames.ETHERNET)))
                .isTrue();
        assertThat(filter.accepts(Frames.frame(Frames.arp(), 999, Frames.ETHERNET)))
                .isFalse();
    }

    @Test
    void isCompiledForTheLinkTypeOfEachFrame() throws PcapException {
        BpfFilter filter = BpfFilter.compile("udp port 53");
        assertThat(filter.accepts(Frames.frame(Frames.rawUdp(53), 32, Frames.RAW_IP)))
                .isTrue();
        assertThat(filter.accepts(Frames.frame(Frames.udp(53), 46, Frames.ETHERNET)))
                .isTrue();
        assertThat(filter.accepts(Frames.frame(Frames.udp(53), 46, Frames.RAW_IP)))
                .isFalse();
        assertThat(filter.senseless()).isEmpty();
    }

    @Test
    void framesOfALinkTypeTheExpressionMakesNoSenseForAreNotWanted() throws PcapException {
        BpfFilter filter = BpfFilter.compile("type mgt subtype beacon");
        assertThat(accepts(filter, Frames.udp(53))).isFalse();
        assertThat(filter.senseless()).containsExactly(1);
    }

    @Test
    void emptyExpressionWantsEverything() throws PcapException {
        assertThat(accepts(BpfFilter.compile(""), new byte[0])).isTrue();
    }

    @Test
    void linkTypeNobodyKnowsIsNotWantedAndDoesNotStopAnything() throws PcapException {
        BpfFilter filter = BpfFilter.compile("udp port 53");
        Source odd = new Source(3, 0, "x", "", 65_000, 0);
        assertThat(filter.accepts(Frames.frame(Frames.udp(53), 46, odd))).isFalse();
        assertThat(filter.senseless()).containsExactly(65_000);
        assertThat(accepts(filter, Frames.udp(53))).isTrue();
    }

    @Test
    void wrongExpressionSaysWhatLibpcapSays() {
        assertThatThrownBy(() -> BpfFilter.compile("port fifty-three"))
                .isInstanceOfSatisfying(
                        PcapException.class, e -> assertThat(e.kind()).isEqualTo(PcapException.Kind.BAD_FILTER))
                .hasMessageMatching("filter \"port fifty-three\": .*port 'fifty-three'.*")
                .message()
                .doesNotContain("\n");
        assertThatThrownBy(() -> BpfFilter.compile("arp and and"))
                .hasMessageStartingWith("filter \"arp and and\": ")
                .hasMessageContaining("syntax error");
    }

    @Test
    void missingLibraryIsOneClearLine() {
        assertThatThrownBy(() -> BpfFilter.compile("arp", "no-such-pcap"))
                .isInstanceOfSatisfying(
                        PcapException.class, e -> assertThat(e.kind()).isEqualTo(PcapException.Kind.LIBPCAP_MISSING))
                .hasMessage("libpcap cannot be loaded: install it (Debian, Ubuntu: libpcap0.8; Fedora: libpcap)");
    }

    @Test
    void filteredFramesKeepTheirNumbers() throws IOException {
        FrameSource three = new FrameSource() {
            private int next = 0;

            @Override
            public boolean next(Frame into) {
                Frame frame = Frames.frame(next == 1 ? Frames.arp() : Frames.udp(53), 60, Frames.ETHERNET);
                into.set(frame.data(), frame.offset(), frame.captured(), 60, 0, ++next, Frames.ETHERNET);
                return next <= 3;
            }

            @Override
            public void close() {}
        };
        List<Long> numbers = new ArrayList<>();
        try (FrameSource filtered = new FilteredSource(three, BpfFilter.compile("udp"))) {
            Frame frame = new Frame();
            while (filtered.next(frame)) {
                numbers.add(frame.number());
            }
        }
        assertThat(numbers).containsExactly(1L, 3L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arp",
                "ip",
                "ip6",
                "vlan",
                "vlan 10",
                "vlan and arp",
                "vlan 10 and udp port 53",
                "not vlan and port 53",
                "port 53",
                "tcp port 443",
                "udp dst port 67 or 68",
                "portrange 20-60",
                "host 10.0.0.2",
                "src host 10.0.0.2",
                "net 10.0.0.0/24 and not port 53",
                "ip6 host fe80::1",
                "ether host 02:00:00:00:00:01",
                "ether src 02:00:00:00:00:02 or ether multicast",
                "ether broadcast",
                "ether[0] & 1 != 0",
                "ip[0] & 0xf != 5",
                "ip[6:2] & 0x1fff = 0",
                "tcp[tcpflags] & (tcp-syn|tcp-fin) != 0",
                "tcp[13] = 2 and len > 50",
                "udp[8:4] = 0x01020304",
                "less 42",
                "greater 43",
                "len / 3 = 14",
                "len * 7 - 3 > 290",
                "len << 2 > 168",
                "ip[8] >> 2 = 16",
                "(ip[2:2] ^ 0x20) % 5 = 0",
                "ip proto 17 or ip proto \\tcp",
                "ip6 proto 17",
                "mpls",
                "pppoes",
                "icmp or icmp6 or igmp",
                "ether proto 0x88cc or llc",
                "ip multicast or ip6 multicast",
                "not (arp or udp)",
                "ip[ip[0] & 0xf] > 3",
                "arp[6:2] = 1 and arp[24:4] = 0x0a000002"
            })
    void agreesWithLibpcapsOwnFilterOnEveryFrame(String expression) throws PcapException, LibPcap.SyntaxException {
        NativeLibrary library = NativeLibrary.getInstance("pcap");
        Function offline = library.getFunction("pcap_offline_filter");
        LibPcap pcap = LibPcap.load("pcap");
        int compared = 0;
        for (int dlt : new int[] {1, 12}) {
            Pointer handle = library.getFunction("pcap_open_dead").invokePointer(new Object[] {dlt, 262_144});
            try (Memory compiled = new Memory(2L * Native.POINTER_SIZE)) {
                int result = library.getFunction("pcap_compile")
                        .invokeInt(new Object[] {handle, compiled, expression, 1, -1});
                if (result == 0) {
                    BpfProgram program = pcap.compile(expression, dlt);
                    for (byte[] data : Frames.many()) {
                        boolean expected = offline(offline, compiled, data);
                        Frame frame = Frames.frame(data, Math.max(data.length, 42), Frames.ETHERNET);
                        assertThat(program.accepts(frame.data(), frame.offset(), frame.captured(), frame.original()))
                                .isEqualTo(expected);
                        compared++;
                    }
                    library.getFunction("pcap_freecode").invokeVoid(new Object[] {compiled});
                }
            } finally {
                library.getFunction("pcap_close").invokeVoid(new Object[] {handle});
            }
        }
        assertThat(compared).as("frames compared").isGreaterThan(1000);
    }

    /** struct pcap_pkthdr: a timeval of two longs, the captured and the original length. */
    private static boolean offline(Function filter, Pointer program, byte[] data) {
        try (Memory header = new Memory(2L * Native.LONG_SIZE + 8);
                Memory packet = new Memory(data.length + 1L)) {
            header.clear();
            header.setInt(2L * Native.LONG_SIZE, data.length);
            header.setInt(2L * Native.LONG_SIZE + 4, Math.max(data.length, 42));
            packet.write(0, data, 0, data.length);
            return filter.invokeInt(new Object[] {program, header, packet}) != 0;
        }
    }

    private static boolean accepts(BpfFilter filter, byte[] data) {
        return filter.accepts(Frames.frame(data, data.length, Frames.ETHERNET));
    }
}
