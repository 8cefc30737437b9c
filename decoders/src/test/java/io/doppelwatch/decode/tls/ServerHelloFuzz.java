// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.tls;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Any bytes are a hello with or without a fault. */
class ServerHelloFuzz {
    @FuzzTest
    void anyBytes(byte[] data) {
        ServerHello hello = ServerHello.of(data);
        for (int i = 0; i < hello.extensionCount(); i++) {
            if (hello.extensionOffset(i) + hello.extensionLength(i) > data.length) {
                throw new AssertionError("extension " + i + " leaves the bytes");
            }
        }
        hello.sessionId();
        hello.selectedVersion();
        hello.isHelloRetryRequest();
        hello.hasDowngradeMark();
        hello.keyShareGroup();
        hello.alpn();
        Ja3.hash(hello);
        ServerShape.hash(hello);
        if (hello.toString().isEmpty()) {
            throw new AssertionError("nothing to say");
        }
    }
}
