// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.observe;

import io.doppelwatch.decode.tls.Alert;
import io.doppelwatch.decode.tls.DtlsRecord;
import io.doppelwatch.decode.tls.Tls;
import io.doppelwatch.decode.tls.TlsRecord;
import io.doppelwatch.engine.dissect.Packet;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Path;
import io.doppelwatch.engine.stats.Counter;
import io.doppelwatch.engine.stats.Counters;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * States hellos, certificates and alerts of DTLS 1.0 and 1.2 (RFC 6347), found by content on any UDP port, and behind the
 * four bytes CAPWAP puts before them (RFC 5415, 4.2). One for each state shard.
 *
 * <p>A message that lies whole in its datagram is read in place, and a flight sent again is stated again. Fragments are
 * put together by sender, receiver, sequence number, type and length, whatever their order; where they overlap, the byte
 * seen first stays. What is kept is bounded: {@link #MAX_PENDING} messages of at most {@link #MAX_MESSAGE} bytes and
 * {@link #MAX_BYTES} together, the oldest given up first, and none longer than {@link #TIMEOUT_NANOS}.
 */
public final class DtlsObserver {
    static final int MAX_MESSAGE = 1 << 16;
    static final int MAX_PENDING = 256;
    static final int MAX_BYTES = 1 << 20;

    /** Senders whose hello is remembered, so that a certificate has a side. */
    static final int MAX_SENDERS = 1024;

    /** Longer than any retransmission timer runs (RFC 6347, 4.2.4.1). */
    static final long TIMEOUT_NANOS = 60_000_000_000L;

    private static final int CAPWAP_CONTROL_PORT = 5246;
    private static final int CAPWAP_DATA_PORT = 5247;

    /** CAPWAP's DTLS header: version 0, type 1, three reserved bytes. */
    private static final int CAPWAP_DTLS_HEADER = 0x01000000;

    private static final int CAPWAP_DTLS_HEADER_LENGTH = 4;

    private final HandshakeFacts facts;
    private final Counters counters;
    private final Map<Message, Pending> pending = new LinkedHashMap<>();
    private final Map<Sender, CertificateSeen.Side> senders = new LinkedHashMap<>();
    private int bytes;

    public DtlsObserver(Facts facts, Counters counters) {
        this.facts = new HandshakeFacts(facts, counters);
        this.counters = counters;
    }

    private record Sender(Path path, Ip source, int sourcePort, Ip destination, int destinationPort) {}

    private record Message(Sender sender, int sequence, int type, int length) {}

    /** A message of which some fragments have come. */
    private static final class Pending {
        private final long since;
        private final BitSet there = new BitSet();
        private byte[] body = {};

        Pending(long since) {
            this.since = since;
        }
    }

    /** @param p of kind {@link Packet.Kind#UDP} */
    public void datagram(Packet p) {
        ByteBuf buffer = p.buffer();
        int offset = p.payload();
        int length = p.payloadCaptured();
        if (!DtlsRecord.plausible(buffer, offset, length)) {
            if (!isCapwap(p)) {
                return;
            }
            offset += CAPWAP_DTLS_HEADER_LENGTH;
            length -= CAPWAP_DTLS_HEADER_LENGTH;
        }
        int end = offset + length;
        while (DtlsRecord.plausible(buffer, offset, end - offset)) {
            int body = offset + DtlsRecord.HEADER_LENGTH;
            int there = Math.min(DtlsRecord.length(buffer, offset), end - body);
            if (DtlsRecord.epoch(buffer, offset) == 0) {
                switch (DtlsRecord.type(buffer, offset)) {
                    case TlsRecord.HANDSHAKE -> handshake(buffer, body, there, p);
                    case TlsRecord.ALERT -> alert(buffer, body, there, p);
                    default -> {}
                }
            }
            offset = body + there;
        }
    }

    private static boolean isCapwap(Packet p) {
        int length = p.payloadCaptured() - CAPWAP_DTLS_HEADER_LENGTH;
        return (DnsObserver.isOn(p, CAPWAP_CONTROL_PORT) || DnsObserver.isOn(p, CAPWAP_DATA_PORT))
                && length > 0
                && p.buffer().getInt(p.payload()) == CAPWAP_DTLS_HEADER
                && DtlsRecord.plausible(p.buffer(), p.payload() + CAPWAP_DTLS_HEADER_LENGTH, length);
    }

    private void alert(ByteBuf buffer, int offset, int length, Packet at) {
        if (length == Alert.LENGTH) {
            int level = buffer.getUnsignedByte(offset);
            int description = buffer.getUnsignedByte(offset + 1);
            if (Alert.plausible(level, description)) {
                facts.alert(level, description, at);
            }
        }
    }

    private void handshake(ByteBuf buffer, int offset, int length, Packet at) {
        int position = offset;
        int end = offset + length;
        while (end - position >= DtlsRecord.HANDSHAKE_HEADER_LENGTH) {
            int body = position + DtlsRecord.HANDSHAKE_HEADER_LENGTH;
            int type = DtlsRecord.messageType(buffer, position);
            int messageLength = DtlsRecord.messageLength(buffer, position);
            int fragmentOffset = DtlsRecord.fragmentOffset(buffer, position);
            int fragmentLength = DtlsRecord.fragmentLength(buffer, position);
            if (fragmentOffset + fragmentLength > messageLength) {
                counters.increment(Counter.TLS_INVALID_RECORD);
                return;
            }
            if (HandshakeFacts.matters(type)) {
                int there = Math.min(fragmentLength, end - body);
                boolean cut = there < fragmentLength;
                if (fragmentOffset == 0 && fragmentLength == messageLength) {
                    if (cut) {
                        counters.increment(Counter.TLS_MESSAGE_GIVEN_UP);
                    }
                    message(type, buffer, body, there, !cut, at);
                } else if (messageLength > MAX_MESSAGE) {
                    counters.increment(Counter.TLS_MESSAGE_GIVEN_UP);
                } else if (there > 0) {
                    int sequence = DtlsRecord.messageSequence(buffer, position);
                    Message key = new Message(sender(at), sequence, type, messageLength);
                    fragment(key, fragmentOffset, buffer, body, there, at);
                }
            }
            position = body + fragmentLength;
        }
    }

    private void fragment(Message key, int fragmentOffset, ByteBuf buffer, int offset, int length, Packet at) {
        long now = at.frame().timeNanos();
        Pending message = pending.get(key);
        if (message == null || now - message.since > TIMEOUT_NANOS) {
            giveUp(key);
            message = new Pending(now);
            pending.put(key, message);
        }
        int need = fragmentOffset + length;
        if (need > message.body.length) {
            bytes += need - message.body.length;
            message.body = Arrays.copyOf(message.body, need);
        }
        for (int i = message.there.nextClearBit(fragmentOffset); i < need; i = message.there.nextClearBit(i)) {
            int next = message.there.nextSetBit(i);
            int until = next < 0 || next > need ? need : next;
            buffer.getBytes(offset + i - fragmentOffset, message.body, i, until - i);
            message.there.set(i, until);
        }
        if (message.there.nextClearBit(0) >= key.length()) {
            remove(key);
            message(key.type(), Unpooled.wrappedBuffer(message.body), 0, key.length(), true, at);
        }
        Iterator<Message> oldest = pending.keySet().iterator();
        while (pending.size() > MAX_PENDING || bytes > MAX_BYTES) {
            Message first = oldest.next();
            bytes -= pending.get(first).body.length;
            oldest.remove();
            counters.increment(Counter.TLS_MESSAGE_GIVEN_UP);
        }
    }

    private void giveUp(Message key) {
        if (remove(key)) {
            counters.increment(Counter.TLS_MESSAGE_GIVEN_UP);
        }
    }

    private boolean remove(Message key) {
        Pending gone = pending.remove(key);
        bytes -= gone == null ? 0 : gone.body.length;
        return gone != null;
    }

    private void message(int type, ByteBuf buffer, int offset, int length, boolean whole, Packet at) {
        switch (type) {
            case Tls.CLIENT_HELLO -> {
                remember(at, CertificateSeen.Side.CLIENT);
                facts.clientHello(buffer, offset, length, at);
            }
            case Tls.SERVER_HELLO -> {
                remember(at, CertificateSeen.Side.SERVER);
                facts.serverHello(buffer, offset, length, at);
            }
            default -> {
                CertificateSeen.Side side = senders.getOrDefault(sender(at), CertificateSeen.Side.UNKNOWN);
                facts.certificates(buffer, offset, length, side, whole, at);
            }
        }
    }

    private void remember(Packet at, CertificateSeen.Side side) {
        Sender sender = sender(at);
        senders.remove(sender);
        senders.put(sender, side);
        if (senders.size() > MAX_SENDERS) {
            Iterator<Sender> oldest = senders.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }

    private static Sender sender(Packet p) {
        return new Sender(
                p.path(),
                new Ip(p.sourceHigh(), p.sourceLow()),
                p.sourcePort(),
                new Ip(p.destinationHigh(), p.destinationLow()),
                p.destinationPort());
    }

    /** Bytes held of messages that are not whole. */
    int held() {
        return bytes;
    }

    /** No more packets come. */
    public void end() {
        counters.add(Counter.TLS_MESSAGE_GIVEN_UP, pending.size());
        pending.clear();
        senders.clear();
        bytes = 0;
    }
}
