// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppelwatch.engine.registry.RegistrySeen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchedFilesTest {
    private static final long SECOND = 1_000_000_000L;

    @TempDir
    Path folder;

    private final List<String> complaints = new ArrayList<>();

    private WatchedFiles files(boolean follow) {
        return new WatchedFiles(List.of(folder), "", follow, complaints::add);
    }

    private void write(String host, long changed) throws IOException {
        Path saved = folder.resolve("saved");
        Files.writeString(saved, "{\"mcpServers\": {\"hub\": {\"url\": \"https://" + host + "/mcp\"}}}");
        Files.setLastModifiedTime(saved, FileTime.fromMillis(changed));
        Files.move(saved, folder.resolve(".mcp.json"), StandardCopyOption.REPLACE_EXISTING);
    }

    private static String shown(RegistrySeen seen) {
        assertThat(seen).isNotNull();
        return seen.entries().get(0).shown();
    }

    @Test
    void aReplayReadsThemOnceAtTheFirstPacketsTime() throws IOException {
        write("hub.test", 1000);
        WatchedFiles files = files(false);

        RegistrySeen first = files.read(5 * SECOND);
        assertThat(shown(first)).isEqualTo("https://hub.test/mcp");
        assertThat(first.entries().get(0).timeNanos()).isEqualTo(5 * SECOND);
        write("other.test", 2000);
        assertThat(files.read(500 * SECOND)).isNull();
    }

    @Test
    void aWatchReadsThemAgainWhenTheyChange() throws IOException {
        write("hub.test", 1000);
        try (WatchedFiles files = files(true)) {
            assertThat(files.read(0)).isNotNull();
            files.look(false);
            assertThat(files.read(SECOND)).as("nothing changed").isNull();

            write("oth.test", 2000);
            files.look(false);
            assertThat(shown(files.read(3 * SECOND))).isEqualTo("https://oth.test/mcp");
            assertThat(files.read(4 * SECOND)).isNull();
        }
    }

    @Test
    void aThreadOfItsOwnLooks() throws IOException, InterruptedException {
        write("hub.test", 1000);
        RegistrySeen seen = null;
        try (WatchedFiles files = files(true)) {
            files.read(0);
            write("oth.test", 2000);
            for (int i = 0; i < 100 && seen == null; i++) {
                Thread.sleep(100);
                seen = files.read(SECOND);
            }
        }
        assertThat(shown(seen)).isEqualTo("https://oth.test/mcp");
    }

    @Test
    void aNewFileIsFoundWithTheNextSearchAndALostOneIsTold() throws IOException {
        try (WatchedFiles files = files(true)) {
            assertThat(files.read(0).entries()).isEmpty();
            write("hub.test", 1000);
            files.look(true);
            assertThat(shown(files.read(30 * SECOND))).isEqualTo("https://hub.test/mcp");

            Files.delete(folder.resolve(".mcp.json"));
            files.look(false);
            assertThat(files.read(31 * SECOND).entries()).isEmpty();
            assertThat(complaints).singleElement().asString().contains("no such file");
        }
    }

    @Test
    void whatCannotBeReadIsComplainedOfOnce() throws IOException {
        Path file = folder.resolve(".mcp.json");
        Files.writeString(file, "{\"mcpServers\": {");
        try (WatchedFiles files = files(true)) {
            files.read(0);
            Files.setLastModifiedTime(file, FileTime.fromMillis(1));
            files.look(false);
            files.read(2 * SECOND);
        }
        assertThat(complaints).singleElement().asString().contains("the file is cut short");
    }
}
