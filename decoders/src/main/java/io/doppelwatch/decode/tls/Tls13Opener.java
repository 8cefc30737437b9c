// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.tls;

import io.doppelwatch.decode.tls.crypto.Aead;
import io.doppelwatch.decode.tls.crypto.Hkdf;

/** Records of TLS 1.3 under one traffic secret (RFC 8446, 5.2 and 7.3): the true type stands at the end, zeros after it. */
public final class Tls13Opener implements RecordOpener {
    private final Aead aead;
    private final byte[] iv;
    private final byte[] header = new byte[TlsRecord.HEADER_LENGTH];
    private long number;
    private int contentType;

    private Tls13Opener(Aead aead, byte[] iv) {
        this.aead = aead;
        this.iv = iv;
    }

    /** @param suite of TLS 1.3 */
    public static Tls13Opener of(CipherSuite suite, byte[] trafficSecret) {
        Aead.Kind kind = suite.aead();
        if (kind == null) {
            throw new IllegalArgumentException("TLS 1.3 has authenticated ciphers only");
        }
        return new Tls13Opener(
                new Aead(kind, Hkdf.expandLabel(suite.hash(), trafficSecret, "key", kind.keyLength())),
                Hkdf.expandLabel(suite.hash(), trafficSecret, "iv", Aead.NONCE_LENGTH));
    }

    @Override
    public int open(int type, int version, byte[] body, int length, byte[] out) {
        header[0] = (byte) type;
        header[1] = (byte) (version >> 8);
        header[2] = (byte) version;
        header[3] = (byte) (length >> 8);
        header[4] = (byte) length;
        int opened = aead.open(Aead.nonce(iv, number), header, header.length, body, 0, length, out);
        if (opened < 0) {
            return -1;
        }
        number++;
        while (opened > 0 && out[opened - 1] == 0) {
            opened--;
        }
        if (opened == 0) {
            return -1;
        }
        contentType = out[opened - 1] & 0xff;
        return opened - 1;
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
