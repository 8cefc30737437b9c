// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.audit.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppelwatch.engine.registry.CommandLine;
import io.doppelwatch.engine.registry.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PermissionsTest {
    @TempDir
    Path folder;

    @BeforeEach
    void needsUnix() throws IOException {
        Assumptions.assumeTrue(
                Files.getFileStore(folder).supportsFileAttributeView("posix"), "no permissions on this file system");
    }

    private static boolean othersMayWrite(Path program) {
        return Permissions.othersMayWrite(
                List.of(Target.Program.of(new CommandLine(program.toString(), List.of("--stdio")))));
    }

    private Path program(String folderMode, String mode) throws IOException {
        Path in = Files.createTempDirectory(folder, "programs");
        Path program = Files.createFile(in.resolve("server"));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString(mode));
        Files.setPosixFilePermissions(in, PosixFilePermissions.fromString(folderMode));
        return program;
    }

    @Test
    void aProgramOrItsFolderThatAnybodyWritesToIsTold() throws IOException {
        assertThat(othersMayWrite(program("rwxr-xr-x", "rwxrwxrwx"))).isTrue();
        assertThat(othersMayWrite(program("rwxrwxrwx", "rwxr-xr-x"))).isTrue();
        assertThat(othersMayWrite(program("rwxr-xr-x", "rwxrwxr-x"))).isFalse();
    }

    @Test
    void whatIsNotHereIsNotKnown() {
        assertThat(othersMayWrite(folder.resolve("none/server"))).isFalse();
        assertThat(othersMayWrite(Path.of("server"))).isFalse();
    }

    @Test
    void aFolderWithTheStickyBitKeepsOthersFromReplacing() throws IOException {
        Path program = program("rwxr-xr-x", "rwxr-xr-x");
        Files.setAttribute(program.getParent(), "unix:mode", 01777);
        assertThat(othersMayWrite(program)).isFalse();
    }
}
