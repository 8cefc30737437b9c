// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.reassemble;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppelwatch.engine.dissect.Packet;
import io.doppelwatch.engine.stats.Counter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever happens to a stream's segments on the way to the sensor, the reader gets the stream's bytes. */
class TcpTableShuffleTest {
    private static final TcpLimits ROOMY = new TcpLimits(
            64,
            4 << 20,
            8 << 20,
            1 << 20,
            Long.MAX_VALUE >> 1,
            Long.MAX_VALUE >> 1,
            Long.MAX_VALUE >> 1,
            Long.MAX_VALUE >> 1);

    private record Segment(int at, String data, boolean fin) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void anyOrderAnySplitAnyRepetition(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 60; round++) {
            String stream = text(random, 1 + random.nextInt(4000));
            List<Segment> segments = cut(random, stream);
            repeat(random, segments, stream);
            Collections.shuffle(segments, random);

            Script s = new Script(ROOMY);
            // One in four starts just before the sequence numbers wrap.
            Script.Side side = s.client(40000, random.nextInt(4) == 0 ? -random.nextInt(2000) : random.nextInt());
            side.syn();
            segments.forEach(x -> send(side, x));

            assertThat(s.seen()).as("seed %d, round %d", seed, round).isEqualTo(stream + ".");
            assertThat(s.table.held()).isZero();
            assertThat(s.count(Counter.TCP_GAP)).isZero();
            assertThat(s.count(Counter.TCP_OVERLAP_DIFFERENT)).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void whateverIsLostTheRestStandsAtItsPlace(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 60; round++) {
            String stream = text(random, 500 + random.nextInt(4000));
            List<Segment> segments = cut(random, stream);
            repeat(random, segments, stream);
            Collections.shuffle(segments, random);
            segments.removeIf(x -> !x.fin && random.nextInt(3) == 0);

            Script s = new Script(new TcpLimits(64, 4 << 10, 8 << 20, 1 << 20, 1L << 62, 1L << 62, 1L << 62, 1L << 62));
            Script.Side side = s.client(40000, random.nextInt());
            side.syn();
            side.data(0, stream.substring(0, 1));
            segments.forEach(x -> send(side, x));
            s.end();

            String seen = s.streams.get(0).toString();
            assertThat(whole(seen)).as("seed %d, round %d", seed, round).satisfies(w -> fits(w, stream));
            assertThat(s.table.held()).isZero();
        }
    }

    private static void send(Script.Side side, Segment x) {
        side.send(Packet.ACK | (x.fin ? Packet.FIN : 0), x.at, x.data, x.data.length());
    }

    /** Gaps as so many question marks. */
    private static String whole(String seen) {
        StringBuilder s = new StringBuilder();
        for (int i = 0; i < seen.length(); i++) {
            char c = seen.charAt(i);
            if (c == '{') {
                int close = seen.indexOf('}', i);
                s.append("?".repeat(Integer.parseInt(seen.substring(i + 1, close))));
                i = close;
            } else if (c != '.') {
                s.append(c);
            }
        }
        return s.toString();
    }

    private static void fits(String seen, String stream) {
        assertThat(seen.length()).isLessThanOrEqualTo(stream.length());
        for (int i = 0; i < seen.length(); i++) {
            if (seen.charAt(i) != '?') {
                assertThat(seen.charAt(i)).as("byte %d", i).isEqualTo(stream.charAt(i));
            }
        }
    }

    private static String text(Random random, int length) {
        StringBuilder s = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            s.append((char) ('a' + random.nextInt(26)));
        }
        return s.toString();
    }

    private static List<Segment> cut(Random random, String stream) {
        List<Segment> segments = new ArrayList<>();
        int most = 1 + random.nextInt(800);
        for (int at = 0; at < stream.length(); ) {
            int n = Math.min(stream.length() - at, 1 + random.nextInt(most));
            segments.add(new Segment(at, stream.substring(at, at + n), at + n == stream.length()));
            at += n;
        }
        return segments;
    }

    /** Retransmissions, cut in another way. */
    private static void repeat(Random random, List<Segment> segments, String stream) {
        for (int i = random.nextInt(10); i > 0; i--) {
            int from = random.nextInt(stream.length());
            int to = from + 1 + random.nextInt(stream.length() - from);
            segments.add(new Segment(from, stream.substring(from, to), false));
        }
        segments.add(segments.get(random.nextInt(segments.size())));
    }
}
