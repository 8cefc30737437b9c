// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.audit.host;

import io.doppelwatch.engine.registry.CommandLine;
import io.doppelwatch.engine.registry.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Who may replace a program, where it lies on this machine and the file system tells. */
final class Permissions {
    private static final int OTHERS_WRITE = 0002;
    private static final int STICKY = 01000;

    private Permissions() {}

    static boolean othersMayWrite(List<Target> targets) {
        for (Target t : targets) {
            if (t instanceof Target.Program p && isWritable(p.line().inner())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isWritable(CommandLine line) {
        if (!line.program().startsWith("/")) {
            return false;
        }
        try {
            Path program = Path.of(line.program());
            Path folder = program.getParent();
            return (mode(program) & OTHERS_WRITE) != 0
                    || folder != null && (mode(folder) & (OTHERS_WRITE | STICKY)) == OTHERS_WRITE;
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return false; // not here, or not that kind of file system
        }
    }

    private static int mode(Path path) throws IOException {
        return Files.getAttribute(path, "unix:mode") instanceof Integer mode ? mode : 0;
    }
}
