// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.observe;

/** Bytes that unfinished handshake messages may hold together: who opens a million hellos must not fill the memory. */
final class TlsBudget {
    private int left;

    TlsBudget(int limit) {
        left = limit;
    }

    /** False where there is not so much left; then nothing is taken. */
    boolean take(int bytes) {
        if (bytes > left) {
            return false;
        }
        left -= bytes;
        return true;
    }

    void give(int bytes) {
        left += bytes;
    }

    int left() {
        return left;
    }
}
