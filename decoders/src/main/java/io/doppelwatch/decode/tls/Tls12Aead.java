// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.tls;

import io.doppelwatch.decode.tls.crypto.Aead;

/**
 * Records of TLS 1.2 with an authenticated cipher (RFC 5246, 6.2.3.3): GCM and CCM with eight bytes of nonce in the record (RFC
 * 5288, 3; RFC 6655, 3), ChaCha20 with none (RFC 7905, 2).
 */
final class Tls12Aead implements RecordOpener {
    private static final int EXPLICIT = 8;
    private static final int AAD = 13;

    private final Aead aead;
    private final byte[] iv;
    private final byte[] aad = new byte[AAD];
    private long number;
    private int contentType;

    /** @param iv four bytes, or twelve for ChaCha20 */
    Tls12Aead(Aead aead, byte[] iv) {
        this.aead = aead;
        this.iv = iv;
    }

    @Override
    public int open(int type, int version, byte[] body, int length, byte[] out) {
        boolean chacha = aead.kind() == Aead.Kind.CHACHA20_POLY1305;
        int explicit = chacha ? 0 : EXPLICIT;
        int content = length - explicit - aead.kind().tagLength();
        if (content < 0) {
            return -1;
        }
        byte[] nonce;
        if (chacha) {
            nonce = Aead.nonce(iv, number);
        } else {
            nonce = new byte[Aead.NONCE_LENGTH];
            System.arraycopy(iv, 0, nonce, 0, Aead.NONCE_LENGTH - EXPLICIT);
            System.arraycopy(body, 0, nonce, Aead.NONCE_LENGTH - EXPLICIT, EXPLICIT);
        }
        RecordKeys.header(aad, number, type, version, content);
        int opened = aead.open(nonce, aad, AAD, body, explicit, length - explicit, out);
        if (opened >= 0) {
            number++;
            contentType = type;
        }
        return opened;
    }

    @Override
    public int contentType() {
        return contentType;
    }

    @Override
    public void pass(byte[] tail) {
        number++;
    }
}
