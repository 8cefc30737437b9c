// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.capture;

import java.io.IOException;

/** A path that gives no capture at all. The message is one line for a person: which path, what is wrong. */
public final class CaptureException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Why nothing can be read. */
    public enum Kind {
        /** There is no such file. */
        MISSING,
        /** It is there and may not, or cannot, be read. */
        UNREADABLE,
        /** It has no bytes. */
        EMPTY,
        /** Its content is no capture of a kind we know. */
        NOT_A_CAPTURE,
        /** A folder in which no file is a capture. */
        NO_CAPTURES,
        /** It begins as a capture does, but its file header cannot be used. */
        BAD_HEADER
    }

    private final Kind kind;
    private final String path;

    CaptureException(Kind kind, String path, String reason) {
        super(path + ": " + reason);
        this.kind = kind;
        this.path = path;
    }

    public Kind kind() {
        return kind;
    }

    /** The path as the user named it. */
    public String path() {
        return path;
    }
}
