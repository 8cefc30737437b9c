// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.output;

import io.doppelwatch.engine.capture.Source;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Path;
import io.doppelwatch.engine.observe.Where;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/** Places for tests to stand on. */
final class Wheres {
    /** 2026-11-24T12:00:00Z. */
    static final long NOON = 1_795_521_600_000_000_000L;

    static final long HUB_MAC = 0x020000000010L;
    static final long IMPOSTOR_MAC = 0x020000000066L;

    private Wheres() {}

    /** An address literal; Java reads it, independently of the code under test. */
    static Ip ip(String literal) {
        try {
            byte[] b = InetAddress.getByName(literal).getAddress();
            ByteBuffer buffer = ByteBuffer.wrap(b);
            return b.length == 4 ? Ip.v4(buffer.getInt()) : new Ip(buffer.getLong(), buffer.getLong());
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(literal, e);
        }
    }

    static Where file(
            long packet,
            long timeNanos,
            Path path,
            String source,
            int sourcePort,
            String destination,
            int destinationPort,
            int protocol) {
        return new Where(
                new Source(0, 0, "x.pcapng", "eth0", 1, 0),
                packet,
                packet - 1,
                timeNanos,
                path,
                IMPOSTOR_MAC,
                HUB_MAC,
                ip(source),
                ip(destination),
                sourcePort,
                destinationPort,
                protocol,
                64,
                0);
    }

    static Where udp(String source, int sourcePort, String destination, int destinationPort) {
        return file(1, NOON, Path.NONE, source, sourcePort, destination, destinationPort, 17);
    }

    static Where link(long packet) {
        return new Where(
                new Source(0, 0, "x.pcapng", "", 1, 0),
                packet,
                packet - 1,
                NOON,
                Path.NONE,
                IMPOSTOR_MAC,
                HUB_MAC,
                Ip.NONE,
                Ip.NONE,
                0,
                0,
                0,
                0,
                0);
    }
}
