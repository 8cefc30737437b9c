// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The process's standard output, which remembers what a {@link java.io.PrintStream} over it keeps to itself. */
final class StandardOutput extends OutputStream {
    private final OutputStream out;
    private @Nullable IOException failure;

    StandardOutput() {
        this(new FileOutputStream(FileDescriptor.out));
    }

    StandardOutput(OutputStream out) {
        this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            failure = failure == null ? e : failure;
            throw e;
        }
    }

    /** Why not everything could be written; null where it could, or where the reader only stopped reading. */
    @Nullable
    String failure() {
        return failure == null || isClosedPipe(failure) ? null : String.valueOf(failure.getMessage());
    }

    /** True where whoever read has gone, as {@code head} does: no failure of ours. */
    static boolean isClosedPipe(IOException e) {
        return String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("pipe");
    }
}
