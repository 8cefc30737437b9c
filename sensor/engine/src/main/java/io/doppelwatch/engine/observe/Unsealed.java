// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.observe;

import io.doppelwatch.decode.tls.Alert;
import io.doppelwatch.decode.tls.RecordOpener;
import io.doppelwatch.decode.tls.TlsRecord;
import io.doppelwatch.engine.dissect.Packet;
import io.doppelwatch.engine.stats.Counter;
import io.doppelwatch.engine.stats.Counters;
import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/**
 * One direction of a TLS connection after it turned to ciphertext, where its secrets are given. Handshake messages and alerts are
 * opened and stated; application data is never opened, only counted as far as the numbering of records needs.
 *
 * <p>TLS 1.3 is followed up to the Finished. TLS 1.2 is followed to the connection's end, since it may shake hands again. The
 * first record that does not open ends it, but for what a client may have sent early in TLS 1.3 under another key (RFC 8446,
 * 2.3). Memory is taken from the shard's budget.
 */
final class Unsealed {
    private static final byte[] NOTHING = {};

    /** Records of early data passed over before the first that opens. */
    private static final int MAX_EARLY = 64;

    /** What becomes of the record at hand. */
    private enum Mode {
        OPEN,
        PASS,
        IGNORE
    }

    private final KeyedHandshake handshake;
    private final CertificateSeen.Side side;
    private final HandshakeFacts facts;
    private final Counters counters;
    private final TlsBudget budget;
    private RecordOpener opener;

    private Mode mode = Mode.IGNORE;
    private int type;
    private int version;
    private int length;
    private byte[] body = NOTHING;
    private boolean turned;
    private boolean opened;
    private int early;

    /** Handshake messages, as far as they have come; the first byte is that of a header. */
    private byte[] messages = NOTHING;

    private int have;

    Unsealed(
            KeyedHandshake handshake,
            CertificateSeen.Side side,
            RecordOpener opener,
            HandshakeFacts facts,
            Counters counters,
            TlsBudget budget) {
        this.handshake = handshake;
        this.side = side;
        this.opener = opener;
        this.facts = facts;
        this.counters = counters;
        this.budget = budget;
    }

    /** A record's header was read; false where the direction is done with. */
    boolean begin(int recordType, int recordVersion, int recordLength) {
        type = recordType;
        version = recordVersion;
        length = recordLength;
        boolean data = type == TlsRecord.APPLICATION_DATA;
        if (handshake.isTls13()) {
            // Its ChangeCipherSpec means nothing (RFC 8446, 5), and everything else looks like application data.
            mode = type == TlsRecord.CHANGE_CIPHER_SPEC ? Mode.IGNORE : Mode.OPEN;
            if (mode == Mode.OPEN && !data) {
                return false;
            }
        } else {
            mode = data || type == TlsRecord.HEARTBEAT ? Mode.PASS : Mode.OPEN;
        }
        if (!turned && type == TlsRecord.CHANGE_CIPHER_SPEC) {
            // The one that made the turn is in the clear itself.
            mode = Mode.IGNORE;
        }
        turned = true;
        int want = mode == Mode.OPEN ? length : mode == Mode.PASS ? Math.min(opener.tailLength(), length) : 0;
        if (!budget.take(want)) {
            counters.increment(Counter.TLS_MESSAGE_GIVEN_UP);
            return false;
        }
        body = want == 0 ? NOTHING : new byte[want];
        return length > 0 || mode == Mode.IGNORE;
    }

    /**
     * Takes bytes of a record's body.
     *
     * @param left bytes of it that are still to come
     * @return false where the direction is done with
     */
    boolean body(ByteBuf buffer, int offset, int n, int left, Packet at) {
        int start = length - left - n;
        int from = Math.max(start, length - body.length);
        if (from < start + n) {
            buffer.getBytes(offset + from - start, body, from - (length - body.length), start + n - from);
        }
        return left > 0 || record(at);
    }

    private boolean record(Packet at) {
        byte[] sealed = body;
        body = NOTHING;
        budget.give(sealed.length);
        if (mode == Mode.IGNORE) {
            return true;
        }
        if (mode == Mode.PASS) {
            if (sealed.length < opener.tailLength()) {
                return failed();
            }
            opener.pass(sealed);
            return true;
        }
        byte[] plain = new byte[length];
        int n = opener.open(type, version, sealed, length, plain);
        if (n < 0) {
            return failed();
        }
        if (!opened) {
            opened = true;
            counters.increment(Counter.DIRECTIONS_DECRYPTED);
        }
        return switch (opener.contentType()) {
            case TlsRecord.HANDSHAKE -> handshake(plain, n, at);
            case TlsRecord.ALERT -> alert(plain, n, at);
            case TlsRecord.CHANGE_CIPHER_SPEC -> changeCipher();
            default -> false;
        };
    }

    private boolean failed() {
        if (!opened && side == CertificateSeen.Side.CLIENT && handshake.isTls13() && early++ < MAX_EARLY) {
            return true;
        }
        counters.increment(Counter.DECRYPTION_FAILED);
        return false;
    }

    private boolean alert(byte[] plain, int n, Packet at) {
        if (n == Alert.LENGTH && Alert.plausible(plain[0] & 0xff, plain[1] & 0xff)) {
            facts.alert(plain[0] & 0xff, plain[1] & 0xff, at);
        }
        return true;
    }

    /** A handshake within the connection changes to keys of its own (RFC 5246, 7.1). */
    private boolean changeCipher() {
        RecordOpener next = handshake.opener(side);
        if (handshake.isTls13() || next == null || next == opener) {
            return false;
        }
        opener = next;
        return true;
    }

    private boolean handshake(byte[] plain, int n, Packet at) {
        if (have + n > messages.length) {
            int size = Math.max(have + n, Math.min(2 * messages.length, TlsStream.MAX_MESSAGE));
            if (have + n > TlsStream.MAX_MESSAGE + TlsRecord.MAX_LENGTH || !budget.take(size - messages.length)) {
                counters.increment(Counter.TLS_MESSAGE_GIVEN_UP);
                return false;
            }
            messages = Arrays.copyOf(messages, size);
        }
        System.arraycopy(plain, 0, messages, have, n);
        have += n;
        int position = 0;
        while (have - position >= TlsRecord.HANDSHAKE_HEADER_LENGTH) {
            int size = TlsRecord.HANDSHAKE_HEADER_LENGTH
                    + ((messages[position + 1] & 0xff) << 16
                            | (messages[position + 2] & 0xff) << 8
                            | messages[position + 3] & 0xff);
            if (size > TlsStream.MAX_MESSAGE) {
                counters.increment(Counter.TLS_MESSAGE_GIVEN_UP);
                return false;
            }
            if (have - position < size) {
                break;
            }
            if (!handshake.message(side, Arrays.copyOfRange(messages, position, position + size), facts, at)) {
                return false;
            }
            position += size;
        }
        System.arraycopy(messages, position, messages, 0, have - position);
        have -= position;
        if (have == 0) {
            release();
        }
        return true;
    }

    private void release() {
        budget.give(messages.length);
        messages = NOTHING;
        have = 0;
    }

    /** Gives back what it holds. */
    void end() {
        budget.give(body.length);
        body = NOTHING;
        release();
    }
}
