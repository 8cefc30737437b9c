// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.observe;

import io.doppelwatch.decode.tls.Alert;
import io.doppelwatch.decode.tls.RecordOpener;
import io.doppelwatch.decode.tls.Tls;
import io.doppelwatch.decode.tls.TlsRecord;
import io.doppelwatch.engine.dissect.Packet;
import io.doppelwatch.engine.reassemble.StreamReader;
import io.doppelwatch.engine.stats.Counter;
import io.doppelwatch.engine.stats.Counters;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One direction of a TLS connection, as far as it is in the clear (RFC 8446, 4 and 5; RFC 5246, 6 and 7).
 *
 * <p>Records are followed over segments and handshake messages over records; several messages in one record and one
 * message in many are the same to it. A message that lies whole in a segment is read where it lies; of others only the
 * two hellos and the certificates are kept, up to {@link #MAX_MESSAGE} bytes and within the shard's {@link TlsBudget}.
 *
 * <p>A direction is done with when it turns to ciphertext: after a ServerHello of TLS 1.3 that is not a
 * HelloRetryRequest, with application data, and with what follows a ChangeCipherSpec unless that is another hello: TLS
 * 1.3 puts a meaningless one between the two hellos of a retry (RFC 8446, D.4).
 *
 * <p>A hole inside a message of interest ends it: what came before the hole is stated, and its own lengths show that it
 * is cut; of a chain, the whole certificates, and nothing where not even the leaf is whole. Where a hole swallows a record's header, the next segment must begin a record, or the direction is given up.
 */
public final class TlsStream implements StreamReader {
    /** Longest message kept: chains beyond this are not met outside of attacks. */
    static final int MAX_MESSAGE = 1 << 18;

    private static final int FIRST_BUFFER = 2048;

    /** In place of a record type: the hello of SSL 2.0, whose header is its length alone. */
    private static final int SSL_2_HELLO = 0x80;

    /** In place of a record type: the rest of a record in which a hole has hidden where messages begin. */
    private static final int LOST = -1;

    private final HandshakeFacts facts;
    private final Counters counters;
    private final TlsBudget budget;

    private int before;
    private boolean first = true;
    private boolean resynchronise;
    private boolean changedCipher;

    /** Null where no secrets are given at all. */
    private final @Nullable KeyedConnections keys;

    /** What reads on where the direction has turned to ciphertext and its secrets are given; else null. */
    private @Nullable Unsealed unsealed;

    private CertificateSeen.Side side = CertificateSeen.Side.UNKNOWN;

    // the record: its header as far as it has come, then what is left of its body
    private long header;
    private int headerHave;
    private int recordType;
    private int recordVersion;
    private int recordLength;
    private int bodyLeft;

    // the handshake message: likewise; or the rest of one nobody wants
    private int messageHeader;
    private int messageHeaderHave;
    private int skip;
    private byte[] partial = {};
    private int have;

    /** @param before bytes to pass over before the first record */
    TlsStream(Facts facts, Counters counters, TlsBudget budget, int before) {
        this(facts, counters, budget, before, null);
    }

    /**
     * @param before bytes to pass over before the first record
     * @param keys where secrets are found; null where none are given
     */
    TlsStream(Facts facts, Counters counters, TlsBudget budget, int before, @Nullable KeyedConnections keys) {
        this.keys = keys;
        this.facts = new HandshakeFacts(facts, counters);
        this.counters = counters;
        this.budget = budget;
        this.before = before;
    }

    @Override
    public Next bytes(ByteBuf buffer, int offset, int length, Packet at) {
        int position = offset;
        int end = offset + length;
        if (before > 0) {
            int n = Math.min(before, length);
            before -= n;
            position += n;
        }
        if (resynchronise && position < end) {
            resynchronise = false;
            if (!TlsContent.isRecord(buffer, position, end - position, false)) {
                return done(Counter.TLS_GAP);
            }
        }
        while (position < end) {
            if (bodyLeft == 0) {
                position = header(buffer, position, end);
                if (position < 0) {
                    return done(Counter.TLS_INVALID_RECORD);
                }
                if (headerHave == 0 && !beginRecord(at)) {
                    return done();
                }
            } else {
                int n = Math.min(bodyLeft, end - position);
                bodyLeft -= n;
                boolean more = unsealed == null
                        ? body(buffer, position, n, at)
                        : unsealed.body(buffer, position, n, bodyLeft, at);
                if (!more) {
                    return done();
                }
                position += n;
            }
        }
        return Next.MORE;
    }

    /** Takes bytes of a record header; -1 where it is none. When it is whole, {@code headerHave} is zero again. */
    private int header(ByteBuf buffer, int from, int end) {
        int position = from;
        boolean whole = false;
        while (position < end && !whole) {
            header = header << 8 | buffer.getUnsignedByte(position++);
            headerHave++;
            if (first && headerHave == 2 && (header & 0x8000) != 0) {
                recordType = SSL_2_HELLO;
                recordLength = (int) header & 0x7fff;
                whole = true;
            } else if (headerHave == TlsRecord.HEADER_LENGTH) {
                recordType = (int) (header >>> 32);
                recordLength = (int) header & 0xffff;
                recordVersion = (int) (header >>> 16) & 0xffff;
                if (!TlsRecord.plausible(recordType, recordVersion, recordLength)) {
                    return -1;
                }
                whole = true;
            }
        }
        if (whole) {
            header = 0;
            headerHave = 0;
            bodyLeft = recordLength;
            first = false;
        }
        return position;
    }

    /** False where the direction is done with. */
    private boolean beginRecord(Packet at) {
        if (unsealed != null) {
            return unsealed.begin(recordType, recordVersion, recordLength);
        }
        switch (recordType) {
            case TlsRecord.APPLICATION_DATA -> {
                return unseal(at, true) && unsealed.begin(recordType, recordVersion, recordLength);
            }
            case TlsRecord.HEARTBEAT -> {
                return false;
            }
            case TlsRecord.ALERT -> {
                return !changedCipher;
            }
            case TlsRecord.CHANGE_CIPHER_SPEC -> {
                forget();
                skip = 0;
                changedCipher = true;
                if (unseal(at, false)) {
                    return unsealed.begin(recordType, recordVersion, recordLength);
                }
                return true;
            }
            case SSL_2_HELLO -> {
                messageHeader = Tls.CLIENT_HELLO << 24 | recordLength;
                messageHeaderHave = TlsRecord.HANDSHAKE_HEADER_LENGTH;
                return true;
            }
            default -> {
                return true;
            }
        }
    }

    /** Reads on beyond the turn to ciphertext, where secrets are given for it. */
    private boolean unseal(Packet at, boolean tls13) {
        if (keys == null || keys.isEmpty() || side == CertificateSeen.Side.UNKNOWN) {
            return false;
        }
        KeyedHandshake handshake = keys.find(side, facts.where(at));
        if (handshake == null || handshake.isTls13() != tls13) {
            return false;
        }
        RecordOpener opener = handshake.opener(side);
        if (opener != null) {
            unsealed = new Unsealed(handshake, side, opener, facts, counters, budget);
        }
        return opener != null;
    }

    private boolean body(ByteBuf buffer, int offset, int length, Packet at) {
        return switch (recordType) {
            case TlsRecord.ALERT -> {
                alert(buffer, offset, length, at);
                yield true;
            }
            case TlsRecord.HANDSHAKE, SSL_2_HELLO -> handshake(buffer, offset, length, at);
            default -> true;
        };
    }

    /** Two bytes; what is not two bytes long is encrypted or broken, and passed over. */
    private void alert(ByteBuf buffer, int offset, int length, Packet at) {
        if (recordLength != Alert.LENGTH) {
            return;
        }
        for (int i = 0; i < length; i++) {
            header = header << 8 | buffer.getUnsignedByte(offset + i);
        }
        if (bodyLeft == 0) {
            int level = (int) header >>> 8;
            int description = (int) header & 0xff;
            header = 0;
            if (Alert.plausible(level, description)) {
                facts.alert(level, description, at);
            }
        }
    }

    private boolean handshake(ByteBuf buffer, int offset, int length, Packet at) {
        int position = offset;
        int end = offset + length;
        while (position < end) {
            if (skip > 0) {
                int n = Math.min(skip, end - position);
                skip -= n;
                position += n;
            } else if (messageHeaderHave < TlsRecord.HANDSHAKE_HEADER_LENGTH) {
                messageHeader = messageHeader << 8 | buffer.getUnsignedByte(position++);
                if (++messageHeaderHave == TlsRecord.HANDSHAKE_HEADER_LENGTH && !beginMessage(at)) {
                    return false;
                }
            } else {
                int n = Math.min(messageLength() - have, end - position);
                boolean more = true;
                if (n == messageLength()) {
                    more = message(buffer, position, n, at);
                } else if (!keep(buffer, position, n)) {
                    counters.increment(Counter.TLS_MESSAGE_GIVEN_UP);
                    skip = messageLength() - have;
                    forget();
                    continue;
                } else if (have == messageLength()) {
                    more = message(Unpooled.wrappedBuffer(partial, 0, have), 0, have, at);
                }
                if (!more) {
                    return false;
                }
                position += n;
            }
        }
        return true;
    }

    private int messageType() {
        return messageHeader >>> 24;
    }

    private int messageLength() {
        return messageHeader & 0xffffff;
    }

    /** Decides over a message whose header is whole; false where this is no handshake in the clear. */
    private boolean beginMessage(Packet at) {
        int type = messageType();
        int length = messageLength();
        if (changedCipher) {
            boolean hello = type == Tls.CLIENT_HELLO || type == Tls.SERVER_HELLO;
            if (!hello || length + TlsRecord.HANDSHAKE_HEADER_LENGTH != recordLength) {
                return false;
            }
            changedCipher = false;
        }
        if (!TlsRecord.knownHandshake(type)) {
            counters.increment(Counter.TLS_INVALID_RECORD);
            return false;
        }
        if (!HandshakeFacts.matters(type)) {
            skip = length;
            forget();
        } else if (length > MAX_MESSAGE) {
            counters.increment(Counter.TLS_MESSAGE_GIVEN_UP);
            skip = length;
            forget();
        } else if (length == 0) {
            return message(Unpooled.EMPTY_BUFFER, 0, 0, at);
        }
        return true;
    }

    /** Adds to the message that is not whole yet; false where memory or the shard's budget does not allow it. */
    private boolean keep(ByteBuf buffer, int offset, int length) {
        int need = have + length;
        if (need > partial.length) {
            int size = Math.min(messageLength(), Math.max(need, Math.max(FIRST_BUFFER, 2 * partial.length)));
            if (!budget.take(size - partial.length)) {
                return false;
            }
            partial = Arrays.copyOf(partial, size);
        }
        buffer.getBytes(offset, partial, have, length);
        have = need;
        return true;
    }

    /** States a message, whole or cut; false where ciphertext follows it. */
    private boolean message(ByteBuf buffer, int offset, int length, Packet at) {
        boolean more = true;
        switch (messageType()) {
            case Tls.CLIENT_HELLO -> {
                side = CertificateSeen.Side.CLIENT;
                ClientHelloSeen hello = facts.clientHello(buffer, offset, length, at);
                if (keys != null && recordType != SSL_2_HELLO && length == messageLength()) {
                    keys.clientHello(hello);
                }
            }
            case Tls.SERVER_HELLO -> {
                side = CertificateSeen.Side.SERVER;
                more = serverHello(buffer, offset, length, at);
            }
            default -> facts.certificates(buffer, offset, length, side, length == messageLength(), at);
        }
        forget();
        return more;
    }

    private boolean serverHello(ByteBuf buffer, int offset, int length, Packet at) {
        byte[] hello = HandshakeFacts.copy(buffer, offset, length);
        KeyedHandshake handshake = keys == null || keys.isEmpty() || length != messageLength()
                ? null
                : keys.serverHello(hello, facts.where(at));
        boolean keyed = handshake != null && handshake.isTls13();
        boolean hidden = facts.serverHello(hello, keyed, at);
        return !hidden || keyed && unseal(at, true);
    }

    /** Gives back what was kept of the current message, and awaits the next one. */
    private void forget() {
        if (partial.length > 0) {
            budget.give(partial.length);
            partial = new byte[0];
        }
        have = 0;
        messageHeader = 0;
        messageHeaderHave = 0;
    }

    @Override
    public Next gap(long missing, Packet at) {
        if (unsealed != null) {
            // Records are numbered: behind a hole none opens.
            return done(Counter.TLS_GAP);
        }
        boolean message = recordType == TlsRecord.HANDSHAKE || recordType == SSL_2_HELLO;
        if (message && bodyLeft > 0 && messageHeaderHave == TlsRecord.HANDSHAKE_HEADER_LENGTH) {
            counters.increment(Counter.TLS_MESSAGE_GIVEN_UP);
            int rest = messageLength() - have;
            if (!message(Unpooled.wrappedBuffer(partial, 0, have), 0, have, at)) {
                return done();
            }
            skip = rest;
        }
        header = 0;
        if (before > 0 || bodyLeft < missing) {
            forget();
            skip = 0;
            headerHave = 0;
            bodyLeft = 0;
            before = 0;
            first = false;
            resynchronise = true;
        } else {
            bodyLeft -= (int) missing;
            if (message && missing <= skip) {
                skip -= (int) missing;
            } else {
                forget();
                skip = 0;
                recordType = LOST;
            }
        }
        return Next.MORE;
    }

    @Override
    public void end() {
        if (have > 0) {
            counters.increment(Counter.TLS_MESSAGE_GIVEN_UP);
        }
        done();
    }

    private Next done(Counter why) {
        counters.increment(why);
        return done();
    }

    private Next done() {
        forget();
        if (unsealed != null) {
            unsealed.end();
        }
        return Next.DONE;
    }
}
