// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What is known of the thing a stream goes to.
 *
 * @param attached a person looks at it
 * @param colour colours are welcome: it is a terminal, not a dumb one, and NO_COLOR (https://no-color.org) is not set
 * @param width columns; 0 where lines need no folding
 */
public record Terminal(boolean attached, boolean colour, int width) {
    /** A file or a pipe. */
    public static final Terminal NONE = new Terminal(false, false, 0);

    private static final int USUAL_WIDTH = 80;
    private static final int NARROWEST = 40;
    private static final int PATIENCE_MILLIS = 200;

    /**
     * Looks at a file descriptor without native code: on Linux by the name it has below /proc, elsewhere by test(1).
     */
    static Terminal of(int descriptor, Map<String, String> environment) {
        if (!attached(descriptor)) {
            return NONE;
        }
        return on(environment, width(environment));
    }

    static Terminal on(Map<String, String> environment, int width) {
        boolean colour = environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "dumb").equals("dumb");
        return new Terminal(true, colour, Math.max(width, NARROWEST));
    }

    private static boolean attached(int descriptor) {
        Path link = Path.of("/proc/self/fd/" + descriptor);
        if (Files.isSymbolicLink(link)) {
            try {
                String target = Files.readSymbolicLink(link).toString();
                return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
            } catch (IOException e) {
                return false;
            }
        }
        return tested(descriptor);
    }

    private static boolean tested(int descriptor) {
        try {
            Process test = new ProcessBuilder("test", "-t", Integer.toString(descriptor))
                    .inheritIO()
                    .start();
            return test.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS) && test.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static int width(Map<String, String> environment) {
        int told = number(environment.getOrDefault("COLUMNS", ""));
        if (told > 0) {
            return told;
        }
        int asked = number(sttySize());
        return asked > 0 ? asked : USUAL_WIDTH;
    }

    /** Columns by stty(1), which is on every system with terminals; empty where it does not answer. */
    private static String sttySize() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!stty.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                stty.destroy();
                return "";
            }
            String size = new String(stty.getInputStream().readNBytes(32), StandardCharsets.US_ASCII);
            return size.substring(size.indexOf(' ') + 1).strip();
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    private static int number(String text) {
        try {
            int n = Integer.parseInt(text);
            return n > 0 && n < 10_000 ? n : 0;
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
