// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.reassemble;

import static io.doppelwatch.engine.dissect.Bench.hex;
import static io.doppelwatch.engine.dissect.Bench.join;
import static org.assertj.core.api.Assertions.assertThat;

import io.doppelwatch.decode.link.LinkType;
import io.doppelwatch.engine.dissect.Bench;
import io.doppelwatch.engine.dissect.Packet;
import io.doppelwatch.engine.stats.Counter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Fragments, as they come in frames. */
class FragmentTableTest {
    private static final String A = "0a4d0015";
    private static final String B = "0a4d0035";
    private static final String A6 = "fe800000000000000000000000000021";
    private static final String B6 = "fe800000000000000000000000000053";

    private final Bench bench = new Bench();

    /** A UDP datagram of 8 + {@code length} bytes, its payload counting up. */
    private static byte[] udp(int length) {
        byte[] all = new byte[8 + length];
        int total = all.length;
        byte[] header = hex(String.format("9c40 0035 %04x 0000", total & 0xffff));
        System.arraycopy(header, 0, all, 0, 8);
        for (int i = 8; i < total; i++) {
            all[i] = (byte) (i * 7 + (i >> 8));
        }
        return all;
    }

    private static byte[] fragment(int id, int from, boolean more, byte[] payload) {
        return fragment(id, 17, from, more, payload);
    }

    private static byte[] fragment(int id, int protocol, int from, boolean more, byte[] payload) {
        String header = String.format(
                "45 00 %04x %04x %04x 40 %02x 0000", 20 + payload.length, id, from / 8 | (more ? 0x2000 : 0), protocol);
        return join(hex(header + A + B), payload);
    }

    private static byte[] fragment6(int id, int next, int from, boolean more, byte[] payload) {
        String header = String.format(
                "60000000 %04x 2c 40 %s %s %02x 00 %04x %08x",
                8 + payload.length, A6, B6, next, from | (more ? 1 : 0), id);
        return join(hex(header), payload);
    }

    private static byte[] piece(byte[] whole, int from, int to) {
        return Arrays.copyOfRange(whole, from, to);
    }

    private Packet see(byte[] packet) {
        return bench.dissect(LinkType.RAW, packet);
    }

    /** Each order of three fragments. */
    @Test
    void anyOrder() {
        byte[] whole = udp(292);
        List<byte[]> pieces = List.of(
                fragment(1, 0, true, piece(whole, 0, 104)),
                fragment(1, 104, true, piece(whole, 104, 200)),
                fragment(1, 200, false, piece(whole, 200, 300)));
        for (int[] order : new int[][] {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}}) {
            assertThat(see(pieces.get(order[0])).kind()).isEqualTo(Packet.Kind.FRAGMENT);
            assertThat(see(pieces.get(order[1])).kind()).isEqualTo(Packet.Kind.FRAGMENT);

            Packet p = see(pieces.get(order[2]));

            assertThat(p.kind()).isEqualTo(Packet.Kind.UDP);
            assertThat(p.reassembled()).isTrue();
            assertThat(p.destinationPort()).isEqualTo(53);
            assertThat(bench.payload()).isEqualTo(piece(whole, 8, 300));
            assertThat(p.payloadLength()).isEqualTo(292);
        }
        assertThat(bench.count(Counter.DEFRAG_IPV4_FRAGMENTS)).isEqualTo(18);
        assertThat(bench.count(Counter.DEFRAG_IPV4_REASSEMBLED)).isEqualTo(6);
    }

    @Test
    void fragmentsOfEightBytesEach() {
        byte[] whole = udp(1024);
        for (int at = 0; at < whole.length - 8; at += 8) {
            assertThat(see(fragment(2, at, true, piece(whole, at, at + 8))).kind())
                    .isEqualTo(Packet.Kind.FRAGMENT);
        }

        see(fragment(2, whole.length - 8, false, piece(whole, whole.length - 8, whole.length)));

        assertThat(bench.payload()).isEqualTo(piece(whole, 8, whole.length));
    }

    @Test
    void theLargestDatagram() {
        byte[] whole = udp(65535 - 20 - 8);
        for (int at = 0; at < whole.length; at += 1480) {
            int to = Math.min(whole.length, at + 1480);
            see(fragment(3, at, to < whole.length, piece(whole, at, to)));
        }

        assertThat(bench.payload()).isEqualTo(piece(whole, 8, whole.length));
    }

    /** The ping of death: an offset and a length that meet beyond 65535. */
    @Test
    void beyondTheLargestDatagram() {
        Packet p = see(fragment(4, 65528, false, new byte[100]));

        assertThat(p.kind()).isEqualTo(Packet.Kind.FRAGMENT);
        assertThat(bench.count(Counter.DEFRAG_INVALID)).isEqualTo(1);
    }

    @Test
    void aMirrorThatSeesEachFragmentTwice() {
        byte[] whole = udp(192);
        byte[] first = fragment(5, 0, true, piece(whole, 0, 104));
        byte[] last = fragment(5, 104, false, piece(whole, 104, 200));

        see(first);
        see(first);
        Packet p = see(last);

        assertThat(p.kind()).isEqualTo(Packet.Kind.UDP);
        assertThat(bench.payload()).isEqualTo(piece(whole, 8, 200));
        assertThat(bench.count(Counter.DEFRAG_DUPLICATES)).isEqualTo(1);
        assertThat(see(last).kind()).isEqualTo(Packet.Kind.FRAGMENT);
    }

    /** An attacker overwrites what was said: the first saying stays. */
    @Test
    void ofEachByteTheFirstSeenStays() {
        byte[] whole = udp(192);
        byte[] forged = new byte[96];
        Arrays.fill(forged, (byte) 0xee);

        see(fragment(6, 0, true, piece(whole, 0, 104)));
        see(fragment(6, 56, true, forged)); // 48 bytes over the first, 48 new ones
        see(fragment(6, 104, false, piece(whole, 104, 200)));

        byte[] expected = piece(whole, 8, 200);
        Arrays.fill(expected, 96, 96 + 48, (byte) 0xee);
        assertThat(bench.payload()).isEqualTo(expected);
        assertThat(bench.count(Counter.DEFRAG_OVERLAPS)).isEqualTo(2);
        assertThat(bench.count(Counter.DEFRAG_CONFLICTS)).isEqualTo(2);
    }

    @Test
    void anOverlapThatAgreesIsNoConflict() {
        byte[] whole = udp(192);

        see(fragment(7, 0, true, piece(whole, 0, 104)));
        see(fragment(7, 80, false, piece(whole, 80, 200)));

        assertThat(bench.payload()).isEqualTo(piece(whole, 8, 200));
        assertThat(bench.count(Counter.DEFRAG_OVERLAPS)).isEqualTo(1);
        assertThat(bench.count(Counter.DEFRAG_CONFLICTS)).isZero();
    }

    @Test
    void aFragmentOverAHoleFillsOnlyTheHole() {
        byte[] whole = udp(192);
        byte[] wide = piece(whole, 8, 200);
        Arrays.fill(wide, 0, 40, (byte) 0xee);

        see(fragment(8, 0, true, piece(whole, 0, 48)));
        see(fragment(8, 96, true, piece(whole, 96, 152)));
        see(fragment(8, 8, false, wide));

        assertThat(bench.payload()).isEqualTo(piece(whole, 8, 200));
    }

    /** Teardrop and its kin: two ends, or bytes behind the end. */
    @Test
    void aSecondEndDoesNotCount() {
        byte[] whole = udp(192);

        see(fragment(9, 104, false, piece(whole, 104, 200)));
        see(fragment(9, 104, false, piece(whole, 104, 152)));
        see(fragment(9, 200, true, new byte[8]));
        see(fragment(9, 0, true, piece(whole, 0, 104)));

        assertThat(bench.payload()).isEqualTo(piece(whole, 8, 200));
        assertThat(bench.count(Counter.DEFRAG_INVALID)).isEqualTo(2);
    }

    @Test
    void anEndBeforeWhatCameDoesNotCount() {
        see(fragment(10, 200, true, new byte[8]));
        see(fragment(10, 104, false, new byte[8]));

        assertThat(bench.count(Counter.DEFRAG_INVALID)).isEqualTo(1);
    }

    @Test
    void aMiddleFragmentIsCutToUnitsOfEight() {
        byte[] whole = udp(192);

        see(fragment(11, 0, true, piece(whole, 0, 109)));
        see(fragment(11, 104, false, piece(whole, 104, 200)));

        assertThat(bench.payload()).isEqualTo(piece(whole, 8, 200));
    }

    @Test
    void anEmptyFragmentIsRefused() {
        see(fragment(12, 8, true, new byte[0]));
        see(fragment(12, 8, true, new byte[7]));

        assertThat(bench.count(Counter.DEFRAG_INVALID)).isEqualTo(2);
    }

    /** RFC 791, 3.2: identification, addresses and protocol together name a datagram. */
    @Test
    void otherDatagramsAreKeptApart() {
        byte[] whole = udp(192);
        byte[] first = fragment(13, 0, true, piece(whole, 0, 104));
        byte[] last = fragment(13, 104, false, piece(whole, 104, 200));
        String ethernet = "0200000000bb 0200000000aa ";

        bench.dissect(LinkType.RAW, first);
        assertThat(see(fragment(14, 104, false, piece(whole, 104, 200))).kind()).isEqualTo(Packet.Kind.FRAGMENT);
        assertThat(see(fragment(13, 6, 104, false, piece(whole, 104, 200))).kind())
                .isEqualTo(Packet.Kind.FRAGMENT);
        assertThat(bench.dissect(LinkType.ETHERNET, join(hex(ethernet + "8100 000a 0800"), last))
                        .kind())
                .as("another VLAN")
                .isEqualTo(Packet.Kind.FRAGMENT);
        assertThat(bench.dissect(LinkType.ETHERNET, join(hex(ethernet + "0800"), last))
                        .kind())
                .isEqualTo(Packet.Kind.UDP);
    }

    @Test
    void timeIsUpAfterThirtySecondsOfPacketTime() {
        byte[] whole = udp(192);

        see(fragment(15, 0, true, piece(whole, 0, 104)));
        bench.pass(FragmentTable.TIMEOUT_NANOS);
        Packet p = see(fragment(15, 104, false, piece(whole, 104, 200)));

        assertThat(p.kind()).isEqualTo(Packet.Kind.FRAGMENT);
        assertThat(bench.count(Counter.DEFRAG_IPV4_TIMEOUTS)).isEqualTo(1);
    }

    /** A flood of first fragments: the oldest go, the newest can still be made whole. */
    @Test
    void aFloodPushesTheOldestOut() {
        byte[] whole = udp(192);
        int flood = FragmentTable.MAX_DATAGRAMS + 10;
        for (int id = 0; id < flood; id++) {
            see(fragment(id, 0, true, piece(whole, 0, 104)));
        }

        assertThat(bench.count(Counter.DEFRAG_TRACKERS_REACHED)).isEqualTo(10);
        assertThat(see(fragment(9, 104, false, piece(whole, 104, 200))).kind()).isEqualTo(Packet.Kind.FRAGMENT);
        assertThat(see(fragment(flood - 1, 104, false, piece(whole, 104, 200))).kind())
                .isEqualTo(Packet.Kind.UDP);
    }

    @Test
    void aFloodOfLargeOnesIsBoundedInBytes() {
        for (int id = 0; id < 200; id++) {
            see(fragment(id, 65504, true, new byte[8]));
        }

        assertThat(bench.count(Counter.DEFRAG_MEMORY_REACHED))
                .isEqualTo(200 - FragmentTable.MAX_BYTES / FragmentTable.MAX_LENGTH);
    }

    @Test
    void tooManyHolesInOneDatagram() {
        for (int i = 0; i <= Datagram.MAX_STRETCHES; i++) {
            see(fragment(16, 16 * i, true, new byte[8]));
        }

        assertThat(bench.count(Counter.DEFRAG_FRAGS_REACHED)).isEqualTo(1);
    }

    /** What the capture cut off can never come: the first fragment is read as far as it is there. */
    @Test
    void aCutFirstFragmentIsReadAsFarAsItGoes() {
        byte[] first = fragment(17, 0, true, piece(udp(192), 0, 104));

        Packet p = bench.dissect(LinkType.RAW, first, first.length - 50, first.length);

        assertThat(p.kind()).isEqualTo(Packet.Kind.UDP);
        assertThat(p.reassembled()).isFalse();
        assertThat(p.payloadCaptured()).isEqualTo(96 - 50);
        assertThat(bench.count(Counter.DEFRAG_TRUNCATED)).isEqualTo(1);
    }

    /** The same where something before the capture cut it: the lengths on the wire then know nothing of it. */
    @Test
    void aFirstFragmentShorterThanItsHeaderSaysIsReadAsFarAsItGoes() {
        byte[] first = fragment(18, 0, true, piece(udp(192), 0, 104));

        Packet p = bench.dissect(LinkType.RAW, first, first.length - 50, first.length - 50);

        assertThat(p.kind()).isEqualTo(Packet.Kind.UDP);
        assertThat(p.payloadCaptured()).isEqualTo(96 - 50);
        assertThat(bench.count(Counter.DEFRAG_TRUNCATED)).isEqualTo(1);
    }

    @Test
    void ipv6InAnyOrder() {
        byte[] whole = udp(192);

        see(fragment6(1, 17, 104, false, piece(whole, 104, 200)));
        Packet p = see(fragment6(1, 17, 0, true, piece(whole, 0, 104)));

        assertThat(p.kind()).isEqualTo(Packet.Kind.UDP);
        assertThat(bench.payload()).isEqualTo(piece(whole, 8, 200));
        assertThat(bench.count(Counter.DEFRAG_IPV6_REASSEMBLED)).isEqualTo(1);
    }

    /** RFC 8200, 4.5: only the first fragment's next header counts. */
    @Test
    void ipv6NextHeaderIsTheFirstFragments() {
        byte[] whole = udp(192);

        see(fragment6(2, 17, 0, true, piece(whole, 0, 104)));
        Packet p = see(fragment6(2, 6, 104, false, piece(whole, 104, 200)));

        assertThat(p.kind()).isEqualTo(Packet.Kind.UDP);
        assertThat(p.protocol()).isEqualTo(17);
    }

    /** RFC 5722, 4: a datagram with overlaps is given up, and what comes of it later too. */
    @Test
    void ipv6OverlapGivesTheDatagramUp() {
        byte[] whole = udp(192);

        see(fragment6(3, 17, 0, true, piece(whole, 0, 104)));
        see(fragment6(3, 17, 96, true, piece(whole, 96, 112)));
        see(fragment6(3, 17, 0, true, piece(whole, 0, 104)));
        Packet p = see(fragment6(3, 17, 104, false, piece(whole, 104, 200)));

        assertThat(p.kind()).isEqualTo(Packet.Kind.FRAGMENT);
        assertThat(bench.count(Counter.DEFRAG_OVERLAPS)).isEqualTo(1);
    }

    @Test
    void ipv6RepetitionIsNoOverlap() {
        byte[] whole = udp(192);
        byte[] first = fragment6(4, 17, 0, true, piece(whole, 0, 104));

        see(first);
        see(first);
        Packet p = see(fragment6(4, 17, 104, false, piece(whole, 104, 200)));

        assertThat(p.kind()).isEqualTo(Packet.Kind.UDP);
    }

    /** Extension headers that were fragmented with the rest (RFC 8200, 4.5) are passed over after it is whole. */
    @Test
    void ipv6ExtensionHeadersInTheFragmentedPart() {
        byte[] whole = join(hex("11 00 010400000000"), udp(192));

        see(fragment6(5, 60, 0, true, piece(whole, 0, 104)));
        Packet p = see(fragment6(5, 60, 104, false, piece(whole, 104, 208)));

        assertThat(p.kind()).isEqualTo(Packet.Kind.UDP);
        assertThat(p.payloadLength()).isEqualTo(192);
    }

    /** A tunnel's packets in fragments, and fragments in those: each level is put together in turn. */
    @Test
    void fragmentsWithinFragments() {
        byte[] whole = udp(192);
        List<byte[]> inner =
                List.of(fragment(1, 0, true, piece(whole, 0, 104)), fragment(1, 104, false, piece(whole, 104, 200)));
        List<byte[]> outer = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            byte[] packet = inner.get(i);
            outer.add(fragment(100 + i, 4, 0, true, piece(packet, 0, 64)));
            outer.add(fragment(100 + i, 4, 64, false, piece(packet, 64, packet.length)));
        }

        for (int i = 0; i < 3; i++) {
            assertThat(see(outer.get(i)).kind()).isEqualTo(Packet.Kind.FRAGMENT);
        }
        Packet p = see(outer.get(3));

        assertThat(p.kind()).isEqualTo(Packet.Kind.UDP);
        assertThat(p.path()).hasToString("ipip:0");
        assertThat(bench.payload()).isEqualTo(piece(whole, 8, 200));
    }
}
