// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.tls;

import io.doppelwatch.decode.tls.crypto.Hash;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Records of TLS 1.0 to 1.2 with a block cipher in CBC mode and a MAC (RFC 5246, 6.2.3.2), made before the encryption or, where
 * agreed on, after it (RFC 7366). TLS 1.0 takes the last block of one record for the next one's IV (RFC 2246, 6.2.3.2).
 *
 * <p>A sensor answers nobody, so it need not hide how far a record was right.
 */
final class Tls12Cbc implements RecordOpener {
    private static final int HEADER = 13;

    private final Cipher cipher;
    private final SecretKeySpec key;
    private final Mac mac;
    private final int block;
    private final boolean encryptThenMac;
    private final boolean chained;
    private final byte[] header = new byte[HEADER];
    private byte[] iv;
    private long number;
    private int contentType;

    /** @param chainedIv the first IV of TLS 1.0; empty where each record brings its own */
    Tls12Cbc(
            CipherSuite.Block kind, byte[] key, Hash macHash, byte[] macKey, byte[] chainedIv, boolean encryptThenMac) {
        this.block = kind.size();
        this.encryptThenMac = encryptThenMac;
        this.key = new SecretKeySpec(key, kind.algorithm());
        iv = chainedIv;
        chained = chainedIv.length > 0;
        String hmac = "Hmac" + macHash.name();
        try {
            cipher = Cipher.getInstance(kind.algorithm() + "/CBC/NoPadding");
            mac = Mac.getInstance(hmac);
            mac.init(new SecretKeySpec(macKey, hmac));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has these", e);
        }
    }

    @Override
    public int open(int type, int version, byte[] body, int length, byte[] out) {
        int tag = mac.getMacLength();
        int end = encryptThenMac ? length - tag : length;
        int start = chained ? 0 : block;
        if (end - start < block || (end - start) % block != 0) {
            return -1;
        }
        if (encryptThenMac && !isMac(type, version, body, 0, end, body, end)) {
            return -1;
        }
        byte[] with = chained ? iv : Arrays.copyOf(body, block);
        int opened;
        try {
            cipher.init(Cipher.DECRYPT_MODE, key, new IvParameterSpec(with));
            opened = cipher.doFinal(body, start, end - start, out, 0);
        } catch (GeneralSecurityException e) {
            return -1;
        }
        int padding = (out[opened - 1] & 0xff) + 1;
        int content = opened - padding - (encryptThenMac ? 0 : tag);
        if (content < 0 || !isPadded(out, opened, padding)) {
            return -1;
        }
        if (!encryptThenMac && !isMac(type, version, out, 0, content, out, content)) {
            return -1;
        }
        pass(chained ? Arrays.copyOfRange(body, end - block, end) : iv);
        contentType = type;
        return content;
    }

    private static boolean isPadded(byte[] plain, int length, int padding) {
        for (int i = length - padding; i < length; i++) {
            if ((plain[i] & 0xff) != padding - 1) {
                return false;
            }
        }
        return true;
    }

    private boolean isMac(int type, int version, byte[] data, int offset, int length, byte[] tag, int tagOffset) {
        RecordKeys.header(header, number, type, version, length);
        mac.update(header);
        mac.update(data, offset, length);
        byte[] own = mac.doFinal();
        return tagOffset + own.length <= tag.length
                && MessageDigest.isEqual(own, Arrays.copyOfRange(tag, tagOffset, tagOffset + own.length));
    }

    @Override
    public int contentType() {
        return contentType;
    }

    @Override
    public void pass(byte[] tail) {
        number++;
        if (chained) {
            iv = Arrays.copyOf(tail, block);
        }
    }

    /** Of a chained record with its MAC behind, the block before that. */
    @Override
    public int tailLength() {
        return chained ? block + (encryptThenMac ? mac.getMacLength() : 0) : 0;
    }
}
