// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.reassemble;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.doppelwatch.engine.dissect.Packet;
import io.doppelwatch.engine.stats.Counters;
import io.netty.buffer.ByteBuf;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A segment that carries no fact allocates nothing. */
class TcpTableAllocationTest {
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void segmentsOfStreamsNobodyReads() {
        TcpTable table = new TcpTable((p, start) -> null, new Counters(), TcpLimits.DEFAULT);
        assertThat(allocated(table, conversations())).isZero();
    }

    @Test
    void dataInOrderOfAStreamThatIsReadOrWasRead() {
        StreamReader counting = new StreamReader() {
            private long bytes;

            @Override
            public Next bytes(ByteBuf buffer, int offset, int length, Packet at) {
                bytes += length;
                return bytes % 3 == 0 ? Next.DONE : Next.MORE;
            }

            @Override
            public Next gap(long missing, Packet at) {
                return Next.MORE;
            }
        };
        TcpTable table = new TcpTable((p, start) -> counting, new Counters(), TcpLimits.DEFAULT);
        assertThat(allocated(table, conversations())).isZero();
    }

    /** Bytes for all packets, at their best of some rounds: what a segment allocates shows in each, what the runtime does by itself in one. */
    private long allocated(TcpTable table, List<Packet> packets) {
        for (int warm = 0; warm < 3; warm++) {
            packets.forEach(table::segment);
        }
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 10; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < packets.size(); i++) {
                table.segment(packets.get(i));
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }

    private static List<Packet> conversations() {
        Script s = new Script();
        List<Packet> packets = new ArrayList<>();
        for (int port = 1000; port < 1200; port++) {
            Script.Side client = s.client(port, port * 7919);
            Script.Side server = s.new Side(Script.SERVER, 443, Script.CLIENT, port, port);
            packets.add(client.packet(Packet.SYN, -1, "", 0));
            packets.add(server.packet(Packet.SYN | Packet.ACK, -1, "", 0));
            packets.add(client.packet(Packet.ACK, 0, "", 0));
            packets.add(client.packet(Packet.ACK, 0, "GET / HTTP/1.1", 14));
            for (int i = 0; i < 20; i++) {
                packets.add(server.packet(Packet.ACK, i * 1000, "d".repeat(1000), 1000));
                packets.add(client.packet(Packet.ACK, 14, "", 0));
            }
            packets.add(server.packet(Packet.ACK | Packet.FIN, 20_000, "", 0));
            packets.add(client.packet(Packet.ACK | Packet.FIN, 14, "", 0));
        }
        return packets;
    }
}
