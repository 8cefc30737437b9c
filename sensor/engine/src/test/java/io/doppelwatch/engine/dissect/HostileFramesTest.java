// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.dissect;

import static io.doppelwatch.engine.dissect.Bench.hex;
import static io.doppelwatch.engine.dissect.Bench.join;
import static org.assertj.core.api.Assertions.assertThat;

import io.doppelwatch.decode.link.LinkType;
import io.doppelwatch.engine.dissect.Samples.Sample;
import io.doppelwatch.engine.net.Path;
import io.doppelwatch.engine.stats.Counter;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Frames that contradict themselves: told apart from those the capture cut, counted, and never followed. */
class HostileFramesTest {
    private static final String MACS = "0200000000bb 0200000000aa";

    private final Bench bench = new Bench();

    private Packet ethernet(String typeAndMore, byte[]... more) {
        return bench.dissect(LinkType.ETHERNET, join(hex(MACS + typeAndMore), join(more)));
    }

    private void invalid(Packet p) {
        assertThat(p.kind()).isEqualTo(Packet.Kind.OTHER);
        assertThat(bench.count(Counter.DECODER_INVALID)).isEqualTo(1);
    }

    @Test
    void aFrameCutInItsHeaderIsTruncatedNotInvalid() {
        bench.dissect(LinkType.ETHERNET, Samples.frame("0800", Samples.UDP4), 30, 60);

        assertThat(bench.count(Counter.DECODER_TRUNCATED)).isEqualTo(1);
        assertThat(bench.count(Counter.DECODER_INVALID)).isZero();
    }

    @Test
    void aFrameTooShortForItsHeaderIsInvalid() {
        invalid(bench.dissect(LinkType.ETHERNET, "0200000000bb 0200000000aa 08"));
    }

    @Test
    void wrongVersionUnderIpv4() {
        invalid(ethernet("0800", Samples.UDP6));
    }

    @Test
    void wrongVersionUnderIpv6() {
        invalid(ethernet("86dd 40", new byte[60]));
    }

    @Test
    void ipv4HeaderShorterThanTheLeast() {
        invalid(ethernet("0800 44 00 0020 1234 0000 40 11 0000 0a4d0015 0a4d0035 9c40 0035 000c 0000 deadbeef"));
    }

    @Test
    void ipv4HeaderLongerThanThePacket() {
        invalid(ethernet("0800 4f 00 0020 1234 0000 40 11 0000 0a4d0015 0a4d0035 9c40 0035 000c 0000 deadbeef"));
    }

    @Test
    void ipv4TotalLengthBelowItsHeader() {
        invalid(ethernet("0800 45 00 0013 1234 0000 40 11 0000 0a4d0015 0a4d0035 9c40 0035 000c 0000 deadbeef"));
    }

    @Test
    void udpLengthBelowItsHeader() {
        invalid(ethernet("0800 45 00 0020 1234 0000 40 11 0000 0a4d0015 0a4d0035 9c40 0035 0007 0000 deadbeef"));
    }

    @Test
    void tcpHeaderShorterThanTheLeast() {
        invalid(ethernet("0800", Samples.ip4(6, hex("9c40 01bb 00000001 00000000 40 02 ffff 0000 0000"))));
    }

    @Test
    void tcpHeaderLongerThanTheSegment() {
        invalid(ethernet("0800", Samples.ip4(6, hex("9c40 01bb 00000001 00000000 f0 02 ffff 0000 0000"))));
    }

    /** The card was to fill the length in (TSO): the frame's end is the packet's. */
    @Test
    void ipv4TotalLengthZero() {
        Packet p = ethernet("0800 45 00 0000 1234 0000 40 11 0000 0a4d0015 0a4d0035 9c40 0035 0000 0000 deadbeef");

        assertThat(p.kind()).isEqualTo(Packet.Kind.UDP);
        assertThat(bench.payload()).isEqualTo(hex("deadbeef"));
    }

    /** RFC 2675, 2. */
    @Test
    void jumbogramTakesItsLengthFromItsOption() {
        byte[] data = new byte[70_000];
        byte[] header = hex("6000 0000 0000 00 ff fe800000000000000000000000000021 fe800000000000000000000000000053"
                + "11 00 c2 04 00011180  14e9 14e9 0000 0000"); // 70016: extension, UDP header, data
        byte[] trailer = hex("ffffffff");

        Packet p = ethernet("86dd", header, data, trailer);

        assertThat(p.kind()).isEqualTo(Packet.Kind.UDP);
        assertThat(p.payloadLength()).isEqualTo(70_000);
    }

    /** Nothing is missing: there was no more, and a host drops such a packet. */
    @Test
    void anIpLengthBeyondTheFrameDoesNotCount() {
        Packet p = ethernet("0800 45 00 0120 1234 0000 40 11 0000 0a4d0015 0a4d0035 9c40 0035 010c 0000 deadbeef");

        assertThat(p.kind()).isEqualTo(Packet.Kind.UDP);
        assertThat(p.payloadCaptured()).isEqualTo(4);
        assertThat(p.payloadLength()).isEqualTo(4);
        assertThat(bench.count(Counter.DECODER_TOO_LONG)).isEqualTo(1);
    }

    @Test
    void anInnerLengthBeyondTheOuterDoesNotCount() {
        byte[] inner = hex("45 00 0120 1234 0000 40 11 0000 0a4d0015 0a4d0035 9c40 0035 010c 0000 deadbeef");
        byte[] padding = new byte[300];

        Packet p = ethernet("0800", Samples.ip4(4, inner), padding);

        assertThat(bench.payload()).isEqualTo(hex("deadbeef"));
        assertThat(p.payloadLength()).isEqualTo(4);
    }

    /** The straight way of most packets and the walk must not differ: a tag before the frame leads the same bytes the other way. */
    @Test
    void theStraightWayAndTheWalkAgree() {
        Random random = new Random(815);
        Bench other = new Bench();
        byte[][] seeds = {
            Samples.frame("0800", Samples.UDP4),
            Samples.frame("0800", Samples.SYN),
            Samples.frame("0800", Samples.ip4(6, hex("9c40 01bb 00000001 00000000 50 10 ffff 0000 0000 1603010200")))
        };
        for (int i = 0; i < 100_000; i++) {
            byte[] frame = seeds[i % seeds.length].clone();
            for (int n = random.nextInt(3); n > 0; n--) {
                frame[12 + random.nextInt(frame.length - 12)] = (byte) random.nextInt();
            }
            int captured = random.nextInt(4) == 0 ? random.nextInt(frame.length + 1) : frame.length;
            int original = captured + random.nextInt(3) * random.nextInt(100);
            byte[] tagged = join(hex("00000001"), frame);

            String straight = Bench.describe(bench.dissect(LinkType.ETHERNET, frame, captured, original));
            String walked =
                    Bench.describe(other.dissect(LinkType.BROADCOM_TAG_PREPENDED, tagged, captured + 4, original + 4));

            assertThat(straight).isEqualTo(walked);
        }
        for (Counter counter : Counter.values()) {
            assertThat(bench.count(counter)).as(counter.key()).isEqualTo(other.count(counter));
        }
    }

    @Test
    void aTunnelPortOnAnAnswerOfAKnownServiceIsNoTunnel() {
        Packet p = ethernet("0800", Samples.ip4(17, Samples.udp(53, 4789, hex("08000000 001389 00 00000000"))));

        assertThat(p.kind()).isEqualTo(Packet.Kind.UDP);
        assertThat(p.path()).isSameAs(Path.NONE);
        assertThat(p.sourcePort()).isEqualTo(53);
    }

    @Test
    void aTunnelPortWithoutTheTunnelsHeaderIsPlainUdp() {
        for (int port : new int[] {1701, 2152, 3386, 3544, 4341, 4789, 4790, 5072, 5247, 6081, 8472, 37008}) {
            Packet p = ethernet("0800", Samples.ip4(17, Samples.udp(50000, port, hex("f7ffffff ffffffff ffffffff"))));

            assertThat(p.kind()).as("port %d", port).isEqualTo(Packet.Kind.UDP);
            assertThat(p.destinationPort()).isEqualTo(port);
        }
    }

    @Test
    void protected80211IsNotRead() {
        String header = "0841 0000 0200000000cc 020000000021 020000000053 1000 aaaa03 000000 0800";

        assertThat(bench.dissect(LinkType.IEEE802_11, join(hex(header), Samples.UDP4))
                        .kind())
                .isEqualTo(Packet.Kind.OTHER);
    }

    @Test
    void fragmentsOf80211AreNotRead() {
        String header = "0805 0000 0200000000cc 020000000021 020000000053 1000 aaaa03 000000 0800";

        assertThat(bench.dissect(LinkType.IEEE802_11, join(hex(header), Samples.UDP4))
                        .kind())
                .isEqualTo(Packet.Kind.OTHER);
    }

    /** What an ICMP error quotes was said before, by somebody else, and is no packet. */
    @Test
    void icmpErrorsAreNotFollowed() {
        Packet p = ethernet("0800", Samples.ip4(1, join(hex("0303 0000 00000000"), Samples.UDP4)));

        assertThat(p.kind()).isEqualTo(Packet.Kind.ICMP);
        assertThat(p.destinationPort()).isZero();
    }

    @Test
    void icmpInTheOtherIpIsNeither() {
        assertThat(ethernet("0800", Samples.ip4(58, new byte[8])).kind()).isEqualTo(Packet.Kind.OTHER);
        assertThat(ethernet("86dd", Samples.ip6(1, new byte[8])).kind()).isEqualTo(Packet.Kind.OTHER);
    }

    @Test
    void anUnknownEtherTypeIsCounted() {
        assertThat(ethernet("88cc 0000").kind()).isEqualTo(Packet.Kind.OTHER);
        assertThat(bench.count(Counter.DECODER_UNKNOWN_ETHERTYPE)).isEqualTo(1);
    }

    @Test
    void anUnknownLinkTypeIsCounted() {
        assertThat(bench.dissect(147, new byte[60]).kind()).isEqualTo(Packet.Kind.OTHER);
        assertThat(bench.count(Counter.DECODER_UNKNOWN_LINK)).isEqualTo(1);
    }

    @Test
    void aBombOfVlanTags() {
        byte[] bomb = join(hex(MACS), hex("8100 0001".repeat(300)), hex("0800"), Samples.UDP4);

        Packet p = bench.dissect(LinkType.ETHERNET, bomb);

        assertThat(p.kind()).isEqualTo(Packet.Kind.OTHER);
        assertThat(p.path().tags()).hasSizeLessThan(Dissector.MAX_LAYERS);
        assertThat(bench.count(Counter.DECODER_TOO_MANY_LAYERS)).isEqualTo(1);
    }

    @Test
    void aBombOfIpInIp() {
        byte[] bomb = Samples.UDP4;
        for (int i = 0; i < 100; i++) {
            bomb = Samples.ip4(4, bomb);
        }

        assertThat(bench.dissect(LinkType.RAW, bomb).kind()).isEqualTo(Packet.Kind.OTHER);
        assertThat(bench.count(Counter.DECODER_TOO_MANY_LAYERS)).isEqualTo(1);
    }

    @Test
    void aBombOfExtensionHeaders() {
        byte[] headers = hex("3c 00 010400000000".repeat(100));

        assertThat(bench.dissect(LinkType.RAW, Samples.ip6(60, headers)).kind()).isEqualTo(Packet.Kind.OTHER);
        assertThat(bench.count(Counter.DECODER_INVALID)).isEqualTo(1);
    }

    @Test
    void aLabelStackWithoutBottom() {
        invalid(ethernet("8847" + "00064 0 40".repeat(100)));
    }

    /** Paths nobody will ever see again do not pile up: the table has a fixed size. */
    @Test
    void aFloodOfPathsIsBounded() {
        Paths paths = new Paths();
        for (int i = 0; i < 10 * Paths.SLOTS; i++) {
            Path path = paths.step(Path.NONE, Path.Kind.VXLAN, i);
            assertThat(path.tags()).containsExactly(new Path.Tag(Path.Kind.VXLAN, i));
        }
        assertThat(paths.step(Path.NONE, Path.Kind.VXLAN, 1)).isEqualTo(paths.step(Path.NONE, Path.Kind.VXLAN, 1));
    }

    @Test
    void frameWithoutAByte() {
        for (int linkType = 0; linkType < 300; linkType++) {
            assertThat(bench.dissect(linkType, new byte[0]).kind()).isEqualTo(Packet.Kind.OTHER);
        }
    }

    /** Every sample with bytes changed at random: no exception, and never more than there is. */
    @Test
    void damagedFramesAreSafe() {
        Random random = new Random(4711);
        List<Sample> samples = Samples.all();
        for (int i = 0; i < 200_000; i++) {
            Sample sample = samples.get(random.nextInt(samples.size()));
            byte[] frame = sample.frame().clone();
            for (int n = random.nextInt(4); n >= 0; n--) {
                frame[random.nextInt(frame.length)] = (byte) random.nextInt();
            }
            bench.around = 0xa5;
            Packet p = bench.dissect(sample.linkType(), frame);
            assertThat(p.payloadCaptured()).isNotNegative();
            assertThat(p.payloadLength()).isGreaterThanOrEqualTo(p.payloadCaptured());
            assertThat((long) p.payload() + p.payloadCaptured())
                    .isLessThanOrEqualTo(p.buffer().capacity());
        }
    }
}
