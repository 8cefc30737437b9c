// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.random;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.SecureRandom;

/**
 * Draws secret words. From the kernel's generator where it has a file, since {@link SecureRandom} reads the same one by way
 * of a search through all security providers, which takes longer than a small capture does.
 */
public final class Secrets {
    private static final String KERNEL = "/dev/urandom";

    private Secrets() {}

    /** New words, each of 64 random bits. */
    public static long[] draw(int words) {
        byte[] bytes = new byte[words * Long.BYTES];
        if (!read(KERNEL, bytes)) {
            new SecureRandom().nextBytes(bytes);
        }
        long[] drawn = new long[words];
        for (int i = 0; i < bytes.length; i++) {
            drawn[i / Long.BYTES] = drawn[i / Long.BYTES] << 8 | bytes[i] & 0xff;
        }
        return drawn;
    }

    /** Fills an array from a file; false where the file does not give as much. */
    static boolean read(String file, byte[] bytes) {
        try (InputStream in = new FileInputStream(file)) {
            return in.readNBytes(bytes, 0, bytes.length) == bytes.length;
        } catch (IOException e) {
            return false; // no such file on this system: there is another way
        }
    }
}
