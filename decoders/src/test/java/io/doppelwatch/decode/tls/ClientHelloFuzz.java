// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.tls;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Any bytes are a hello with or without a fault, and everything it says comes from within. */
class ClientHelloFuzz {
    @FuzzTest
    void anyBytes(byte[] data) {
        ClientHello hello = ClientHello.of(data);
        for (int i = 0; i < hello.cipherCount(); i++) {
            hello.cipher(i);
        }
        for (int i = 0; i < hello.compressionCount(); i++) {
            hello.compression(i);
        }
        for (int i = 0; i < hello.extensionCount(); i++) {
            if (hello.extensionOffset(i) + hello.extensionLength(i) > data.length) {
                throw new AssertionError("extension " + i + " leaves the bytes");
            }
        }
        if (hello.sessionId().length
                        + hello.keyShareGroups().length
                        + hello.sni().length()
                > 6 * data.length) {
            throw new AssertionError("more said than given");
        }
        hello.offersTicket();
        hello.hasEncryptedHello();
        hello.newestVersion();
        Ja3.hash(hello);
        Ja4.hash(hello, Ja4.Transport.TCP);
        String text = hello.toString();
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < 0x20 || text.charAt(i) > 0x7e) {
                throw new AssertionError("control character in " + text);
            }
        }
    }
}
