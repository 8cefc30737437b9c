// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.audit.read;

import static org.assertj.core.api.Assertions.assertThat;

/** What holds of every tree. */
final class Trees {
    private Trees() {}

    static void check(Node node, int depth) {
        assertThat(depth).isLessThanOrEqualTo(Limits.DEPTH + 2);
        assertThat(node.at().line()).isPositive();
        assertThat(node.at().column()).isPositive();
        assertThat(node.items().isEmpty() || node.isList()).isTrue();
        assertThat(node.members().isEmpty() || node.isTable()).isTrue();
        node.members().forEach(m -> check(m.value(), depth + 1));
        node.items().forEach(i -> check(i, depth + 1));
    }
}
