// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.cli;

import org.jspecify.annotations.Nullable;

/**
 * Something the user can put right. The message is one line: what, where, what to do. It goes to standard error; a
 * stack trace only with {@code -v}.
 */
public final class UserError extends Exception {
    private static final long serialVersionUID = 1;

    /** Wrong usage or configuration. */
    public static final int USAGE = 2;

    /** It could not do its work. */
    public static final int FAILED = 1;

    private final int status;

    private UserError(int status, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.status = status;
    }

    public static UserError usage(String message) {
        return new UserError(USAGE, message, null);
    }

    public static UserError failed(String message) {
        return new UserError(FAILED, message, null);
    }

    public static UserError failed(String message, Throwable cause) {
        return new UserError(FAILED, message, cause);
    }

    /** The exit status it means. */
    public int status() {
        return status;
    }
}
