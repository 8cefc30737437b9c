// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.keylog;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Any bytes, in pieces of any size: the same secrets, of lengths there are. */
class KeyLogReaderFuzz {
    @FuzzTest
    void anyBytes(byte[] bytes) {
        StringBuilder whole = new StringBuilder();
        KeyLogReader reader = new KeyLogReader((kind, random, secret) -> {
            if (random.length != 32 || secret.length != 32 && secret.length != 48) {
                throw new IllegalStateException("a secret of " + secret.length + " bytes");
            }
            whole.append(kind).append(random[0]).append(secret[0]);
        });
        reader.feed(bytes, 0, bytes.length);
        reader.finish();
        StringBuilder pieces = new StringBuilder();
        KeyLogReader again = new KeyLogReader(
                (kind, random, secret) -> pieces.append(kind).append(random[0]).append(secret[0]));
        for (int i = 0; i < bytes.length; i++) {
            again.feed(bytes, i, 1);
        }
        again.finish();
        if (!whole.toString().contentEquals(pieces) || reader.bad() != again.bad()) {
            throw new IllegalStateException("pieces change what is read");
        }
    }
}
