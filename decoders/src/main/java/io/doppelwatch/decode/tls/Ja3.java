// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.tls;

/**
 * JA3 and JA3S (Salesforce, BSD-3-Clause): what a hello looks like, as decimal numbers in the order sent, GREASE left
 * out, and the MD5 of that text.
 *
 * <p>JA3: {@code version,ciphers,extensions,groups,point formats}. JA3S: {@code version,cipher,extensions}. The version
 * is the hello's own field, not supported_versions.
 */
public final class Ja3 {
    private Ja3() {}

    public static String text(ClientHello hello) {
        StringBuilder s = new StringBuilder(256).append(hello.legacyVersion()).append(',');
        List list = new List(s);
        for (int i = 0; i < hello.cipherCount(); i++) {
            list.add(hello.cipher(i));
        }
        list.next();
        for (int i = 0; i < hello.extensionCount(); i++) {
            list.add(hello.extensionType(i));
        }
        list.next();
        for (int group : hello.groups()) {
            list.add(group);
        }
        list.next();
        for (int format : hello.pointFormats()) {
            list.add(format);
        }
        return s.toString();
    }

    /** 32 lower-case hex digits. */
    public static String hash(ClientHello hello) {
        return Text.md5(text(hello));
    }

    public static String text(ServerHello hello) {
        StringBuilder s = new StringBuilder(64).append(hello.legacyVersion()).append(',');
        s.append(hello.cipher()).append(',');
        List list = new List(s);
        for (int i = 0; i < hello.extensionCount(); i++) {
            list.add(hello.extensionType(i));
        }
        return s.toString();
    }

    /** 32 lower-case hex digits. */
    public static String hash(ServerHello hello) {
        return Text.md5(text(hello));
    }

    /** Numbers with hyphens between, GREASE passed over. */
    private static final class List {
        private final StringBuilder s;
        private boolean first = true;

        List(StringBuilder s) {
            this.s = s;
        }

        void add(int value) {
            if (Tls.isGrease(value)) {
                return;
            }
            if (!first) {
                s.append('-');
            }
            s.append(value);
            first = false;
        }

        void next() {
            s.append(',');
            first = true;
        }
    }
}
