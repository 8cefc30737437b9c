// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.doppelwatch.app.cli.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every shared capture, merged by time: the same bytes of EVE however many workers read them. */
@Tag("slow")
class WorkersTest {
    @TempDir
    Path out;

    @Test
    void workersDoNotChangeAByte() throws IOException {
        Path captures = Path.of(System.getProperty("doppelwatch.shared", "../shared"), "captures");
        assumeTrue(Files.isDirectory(captures), "the shared captures are not here: nothing to replay");
        Path alone = replay(captures, 1);
        assertThat(Files.size(alone)).isGreaterThan(1_000_000);
        assertThat(Files.mismatch(alone, replay(captures, 2))).isEqualTo(-1);
        assertThat(Files.mismatch(alone, replay(captures, 5))).isEqualTo(-1);
    }

    private Path replay(Path captures, int workers) throws IOException {
        Path folder = Files.createDirectory(out.resolve("workers-" + workers));
        Program.Result result =
                Program.run("replay", "-q", "--workers", "" + workers, "-o", folder.toString(), captures.toString());
        assertThat(result.status()).as(result.err()).isZero();
        return folder.resolve("eve.json");
    }
}
