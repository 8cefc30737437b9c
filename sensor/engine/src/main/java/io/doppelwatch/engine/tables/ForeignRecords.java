// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A response that tells of names it was not asked about.
 *
 * @param records in words, with their owners, at most eight
 * @param delegates true where one of them says who serves a zone
 * @param toResolver true where who asked looks after others: it asked without wanting recursion, or answers questions itself
 * @param trusted the trusted name or zone that one of them is about; null where none is
 */
public record ForeignRecords(
        Answer answer,
        Transaction transaction,
        List<String> records,
        boolean delegates,
        boolean toResolver,
        @Nullable String trusted) {}
