// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import io.doppelwatch.engine.dnssec.Verdict;
import io.doppelwatch.engine.trust.Trust;
import org.jspecify.annotations.Nullable;

/**
 * A signature in an answer that does not hold.
 *
 * @param service whose name it is, or in whose zone; null where nobody's
 */
public record SignatureWrong(
        Verdict verdict, Answer answer, Transaction transaction, Trust.@Nullable Service service) {}
