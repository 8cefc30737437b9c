// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.capture;

import java.io.IOException;

/** libpcap said no. The message is one line for a person: what, and what to do about it. */
public final class PcapException extends IOException {
    private static final long serialVersionUID = 1L;

    /** What libpcap was needed for. */
    public enum Kind {
        /** libpcap itself, or the way to it, is not there. */
        LIBPCAP_MISSING,
        /** The filter expression is wrong. */
        BAD_FILTER,
        /** There is no such interface. */
        NO_SUCH_INTERFACE,
        /** This user may not capture. */
        NOT_PERMITTED,
        /** The interface cannot be captured on. */
        INTERFACE
    }

    private final Kind kind;

    PcapException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    PcapException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    /** @param cause what loading the library threw */
    static PcapException missing(LinkageError cause) {
        return new PcapException(
                Kind.LIBPCAP_MISSING,
                "libpcap cannot be loaded: install it (Debian, Ubuntu: libpcap0.8; Fedora: libpcap)",
                cause);
    }
}
