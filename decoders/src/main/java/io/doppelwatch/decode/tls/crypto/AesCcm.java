// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.tls.crypto;

import java.util.Arrays;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.modes.CCMBlockCipher;
import org.bouncycastle.crypto.modes.CCMModeCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;

/** AES-CCM by BouncyCastle, in a class of its own so that nothing of it is loaded where it is not met. */
final class AesCcm {
    private final KeyParameter key;
    private final int tagBits;

    AesCcm(byte[] key, int tagLength) {
        this.key = new KeyParameter(key);
        tagBits = 8 * tagLength;
    }

    /** As {@link Aead#open}. */
    int open(byte[] nonce, byte[] aad, int aadLength, byte[] sealed, int offset, int length, byte[] out) {
        CCMModeCipher ccm = CCMBlockCipher.newInstance(AESEngine.newInstance());
        ccm.init(false, new AEADParameters(key, tagBits, nonce, Arrays.copyOf(aad, aadLength)));
        int n = ccm.processBytes(sealed, offset, length, out, 0);
        try {
            return n + ccm.doFinal(out, n);
        } catch (InvalidCipherTextException e) {
            return -1;
        }
    }
}
