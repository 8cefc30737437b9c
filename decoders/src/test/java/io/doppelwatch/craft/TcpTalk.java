// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.craft;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A TCP conversation as frames, in the order they are said; what a test wants lost, twice or in another order it does
 * with the list.
 */
public final class TcpTalk {
    /** One end. */
    public record End(String mac, String ip, int port) {}

    private final End client;
    private final End server;
    private final List<byte[]> frames = new ArrayList<>();
    private UnaryOperator<Craft> tags = UnaryOperator.identity();
    private int mss = 1460;
    private long clientNext = 1000;
    private long serverNext = 5000;

    public TcpTalk(End client, End server) {
        this.client = client;
        this.server = server;
    }

    /** What lies between the Ethernet and the IP header. */
    public TcpTalk under(UnaryOperator<Craft> encapsulation) {
        tags = encapsulation;
        return this;
    }

    /** Largest number of bytes in a segment. */
    public TcpTalk mss(int bytes) {
        mss = bytes;
        return this;
    }

    /** First sequence numbers, as to make them wrap. */
    public TcpTalk startingAt(long clientSequence, long serverSequence) {
        clientNext = clientSequence;
        serverNext = serverSequence;
        return this;
    }

    /** SYN, SYN-ACK, ACK. */
    public TcpTalk open() {
        segment(true, Tcp.SYN);
        clientNext++;
        segment(false, Tcp.SYN | Tcp.ACK);
        serverNext++;
        segment(true, Tcp.ACK);
        return this;
    }

    public TcpTalk client(byte... bytes) {
        return say(true, bytes);
    }

    public TcpTalk server(byte... bytes) {
        return say(false, bytes);
    }

    /** Says the bytes in as many segments as it takes; the other side acknowledges the last. */
    public TcpTalk say(boolean fromClient, byte[] bytes) {
        for (int at = 0; at < bytes.length; at += mss) {
            byte[] piece = Bytes.slice(bytes, at, Math.min(bytes.length, at + mss));
            int push = at + mss >= bytes.length ? Tcp.PSH : 0;
            segment(fromClient, Tcp.ACK | push, piece);
            if (fromClient) {
                clientNext += piece.length;
            } else {
                serverNext += piece.length;
            }
        }
        segment(!fromClient, Tcp.ACK);
        return this;
    }

    /** FIN both ways. */
    public TcpTalk close() {
        segment(true, Tcp.FIN | Tcp.ACK);
        clientNext++;
        segment(false, Tcp.FIN | Tcp.ACK);
        serverNext++;
        segment(true, Tcp.ACK);
        return this;
    }

    /** Everything said since the last call. */
    public List<byte[]> takeFrames() {
        List<byte[]> taken = List.copyOf(frames);
        frames.clear();
        return taken;
    }

    private void segment(boolean fromClient, int flags, byte... payload) {
        End from = fromClient ? client : server;
        End to = fromClient ? server : client;
        long sequence = (fromClient ? clientNext : serverNext) & 0xffff_ffffL;
        long acknowledgement = (flags & Tcp.ACK) == 0 ? 0 : (fromClient ? serverNext : clientNext) & 0xffff_ffffL;
        Craft link = tags.apply(Craft.ethernet(from.mac(), to.mac()));
        Craft ip = from.ip().indexOf(':') < 0 ? link.ipv4(from.ip(), to.ip()) : link.ipv6(from.ip(), to.ip());
        frames.add(Craft.padded(
                ip.tcp(from.port(), to.port(), sequence, acknowledgement, flags).data(payload)));
    }
}
