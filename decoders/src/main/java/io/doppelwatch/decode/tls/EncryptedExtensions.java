// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.tls;

import io.doppelwatch.decode.Cursor;
import io.doppelwatch.decode.Fault;
import io.netty.buffer.Unpooled;

/** The body of an EncryptedExtensions message (RFC 8446, 4.3.1): a list of extensions, length 2 before it. */
public final class EncryptedExtensions {
    private final Extensions extensions = new Extensions();
    private final Fault fault;

    private EncryptedExtensions(byte[] body) {
        extensions.clear(Unpooled.wrappedBuffer(body));
        Cursor cursor = new Cursor().wrap(Unpooled.wrappedBuffer(body), 0, body.length);
        extensions.read(cursor);
        fault = cursor.fault();
    }

    public static EncryptedExtensions of(byte[] body) {
        return new EncryptedExtensions(body);
    }

    public Fault fault() {
        return fault;
    }

    /** The application protocol agreed on; empty without one. */
    public String alpn() {
        var names = extensions.alpn();
        return names.isEmpty() ? "" : names.get(0);
    }

    /** What the server's certificate is (RFC 7250, 3): 0 X.509, also where nothing is said; 2 a raw public key. */
    public int serverCertificateType() {
        return extensions.open(Tls.SERVER_CERTIFICATE_TYPE).u8();
    }
}
