// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
    @Test
    void everyWordIsAnother() {
        assertThat(Secrets.draw(1000)).hasSize(1000).doesNotHaveDuplicates();
        assertThat(Secrets.draw(1)[0]).isNotEqualTo(Secrets.draw(1)[0]);
    }

    @Test
    void allBitsOfAWordAreRandom() {
        long ones = 0;
        long zeros = 0;
        for (long word : Secrets.draw(200)) {
            ones |= word;
            zeros |= ~word;
        }

        assertThat(ones).isEqualTo(-1);
        assertThat(zeros).isEqualTo(-1);
    }

    @Test
    void aFileThatIsMissingOrTooShortGivesNothing(@TempDir Path folder) throws Exception {
        Path shorter = Files.write(folder.resolve("short"), new byte[7]);

        assertThat(Secrets.read(shorter.toString(), new byte[8])).isFalse();
        assertThat(Secrets.read(folder.resolve("missing").toString(), new byte[8]))
                .isFalse();
        assertThat(Secrets.read(shorter.toString(), new byte[7])).isTrue();
    }
}
