// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.captures;

import io.doppelwatch.app.captures.Packets.Packet;
import io.doppelwatch.craft.Bytes;
import io.doppelwatch.craft.Craft;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;

/** What a mirror port may make of the packets it is given. */
enum Mirror {
    TWICE_AT_ONCE(Kind.ALL, p -> twice(p, 3)),
    TWICE_A_MILLISECOND_APART(Kind.ALL, p -> twice(p, 1_000)),
    TAGGED(Kind.ALL, p -> each(p, (frame, n) -> tagged(frame))),
    IN_VXLAN(Kind.ALL, p -> each(p, (frame, n) -> outer().vxlan(5001).carrying(frame))),
    IN_ERSPAN_2(Kind.ALL, p -> each(p, (frame, n) -> outer().erspan2(10, 3, n).carrying(frame))),
    IN_ERSPAN_3(Kind.ALL, p -> each(p, (frame, n) -> outer().erspan3(10, 3, n).carrying(frame))),
    LOSSY_1(Kind.SOME, p -> lossy(p, 1)),
    LOSSY_2(Kind.SOME, p -> lossy(p, 2)),
    LOSSY_3(Kind.SOME, p -> lossy(p, 3)),
    LOSSY_4(Kind.SOME, p -> lossy(p, 4)),
    LOSSY_5(Kind.SOME, p -> lossy(p, 5)),
    TWICE_AND_LOSSY(Kind.SOME, p -> lossy(twice(p, 3), 6)),
    ONE_DIRECTION(Kind.SOME, p -> kept(p, (source, destination) -> source < destination)),
    THE_OTHER_DIRECTION(Kind.SOME, p -> kept(p, (source, destination) -> source > destination || isGroup(destination))),
    SENT_BY_THE_CLIENT(Kind.SOME, p -> kept(p, (source, destination) -> source == Mirror.CLIENT)),
    SENT_TO_THE_CLIENT(
            Kind.SOME,
            p -> kept(
                    p,
                    (source, destination) ->
                            destination == Mirror.CLIENT || isGroup(destination) && source != Mirror.CLIENT));

    /** Whether it shows everything, in whatever form, or leaves something out. */
    enum Kind {
        ALL,
        SOME
    }

    private static final long CLIENT = 0x02_00_00_00_00_21L;

    private final Kind kind;
    private final UnaryOperator<List<Packet>> change;

    Mirror(Kind kind, UnaryOperator<List<Packet>> change) {
        this.kind = kind;
        this.change = change;
    }

    boolean showsEverything() {
        return kind == Kind.ALL;
    }

    Packets of(Packets packets) {
        return new Packets(change.apply(packets.list()));
    }

    private static List<Packet> twice(List<Packet> packets, long microsApart) {
        List<Packet> all = new ArrayList<>(packets);
        packets.forEach(p -> all.add(new Packet(p.timeNanos() + microsApart * 1_000, p.frame())));
        all.sort(Comparator.comparingLong(Packet::timeNanos)); // stable: the first before its copy
        return all;
    }

    /** Every packet is lost with a chance of one in twenty. */
    private static List<Packet> lossy(List<Packet> packets, long seed) {
        Random random = new Random(seed);
        return packets.stream().filter(p -> random.nextInt(20) != 0).toList();
    }

    /** Makes a frame of a frame. */
    private interface Change {
        byte[] apply(byte[] frame, int number);
    }

    private static List<Packet> each(List<Packet> packets, Change change) {
        List<Packet> changed = new ArrayList<>();
        for (Packet p : packets) {
            changed.add(new Packet(p.timeNanos(), change.apply(p.frame(), changed.size())));
        }
        return changed;
    }

    private static byte[] tagged(byte[] frame) {
        return Bytes.concat(
                Arrays.copyOf(frame, 12),
                new byte[] {(byte) 0x81, 0, 0, 42},
                Arrays.copyOfRange(frame, 12, frame.length));
    }

    private static Craft outer() {
        return Craft.ethernet("02:00:00:00:01:01", "02:00:00:00:01:02").ipv4("10.88.0.1", "10.88.0.2");
    }

    /** Looks at a frame's addresses. */
    private interface Direction {
        boolean shows(long source, long destination);
    }

    private static List<Packet> kept(List<Packet> packets, Direction direction) {
        return packets.stream()
                .filter(p -> direction.shows(mac(p.frame(), 6), mac(p.frame(), 0)))
                .toList();
    }

    private static boolean isGroup(long mac) {
        return (mac >>> 40 & 1) != 0;
    }

    private static long mac(byte[] frame, int at) {
        long mac = 0;
        for (int i = 0; i < 6; i++) {
            mac = mac << 8 | frame[at + i] & 0xff;
        }
        return mac;
    }
}
