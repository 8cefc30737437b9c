// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.observe;

import io.doppelwatch.decode.tls.Tls;
import io.doppelwatch.decode.tls.TlsRecord;
import io.doppelwatch.decode.tls.crypto.Hash;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * The handshake so far, as TLS 1.3 hashes it (RFC 8446, 4.4.1). Which hash that is only the ServerHello says: until then the
 * hellos are kept, after it nothing is.
 */
final class Transcript {
    private byte[] first;
    private byte @Nullable [] retry;
    private byte @Nullable [] second;
    private @Nullable MessageDigest digest;

    /** @param clientHello the body of the first */
    Transcript(byte[] clientHello) {
        first = clientHello;
    }

    /** Bytes it keeps. */
    int kept() {
        return first.length + (retry == null ? 0 : retry.length) + (second == null ? 0 : second.length);
    }

    /** @param serverHello body of a HelloRetryRequest */
    void retry(byte[] serverHello) {
        retry = serverHello;
    }

    /** True after a HelloRetryRequest whose answer has not been seen. */
    boolean awaitsHello() {
        return retry != null && second == null && digest == null;
    }

    boolean isRetried() {
        return retry != null;
    }

    void second(byte[] clientHello) {
        second = clientHello;
    }

    /** Takes the ServerHello that chose the hash; the hellos are let go. */
    void start(Hash hash, byte[] serverHello) {
        MessageDigest d = hash.digest();
        if (retry == null) {
            add(d, Tls.CLIENT_HELLO, first);
        } else {
            // The first hello is hashed by itself, so that a server need not keep it.
            MessageDigest alone = hash.digest();
            add(alone, Tls.CLIENT_HELLO, first);
            add(d, Tls.MESSAGE_HASH, alone.digest());
            add(d, Tls.SERVER_HELLO, retry);
            if (second != null) {
                add(d, Tls.CLIENT_HELLO, second);
            }
        }
        add(d, Tls.SERVER_HELLO, serverHello);
        digest = d;
        first = new byte[0];
        retry = null;
        second = null;
    }

    /** @param message with its header */
    void add(byte[] message) {
        if (digest != null) {
            digest.update(message);
        }
    }

    /** The hash of all messages so far; empty before {@link #start}. */
    byte[] hash() {
        if (digest == null) {
            return new byte[0];
        }
        try {
            return ((MessageDigest) digest.clone()).digest();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the hashes of the JDK can be copied", e);
        }
    }

    private static void add(MessageDigest to, int type, byte[] body) {
        byte[] header = new byte[TlsRecord.HANDSHAKE_HEADER_LENGTH];
        header[0] = (byte) type;
        header[1] = (byte) (body.length >> 16);
        header[2] = (byte) (body.length >> 8);
        header[3] = (byte) body.length;
        to.update(header);
        to.update(body);
    }
}
