// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.audit.read;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Any bytes as JSON: a tree within its limits, or a problem with its place. */
class JsonDocumentFuzz {
    @FuzzTest
    void anyBytes(byte[] bytes) {
        Document document = Documents.of("f", bytes, Format.JSON);
        Trees.check(document.root(), 0);
        document.problems()
                .forEach(p -> assertThat(p.toString()).startsWith("f:").doesNotContain("\n"));
    }
}
