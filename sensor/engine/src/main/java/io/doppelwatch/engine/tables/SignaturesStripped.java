// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import io.doppelwatch.engine.trust.Trust;
import org.jspecify.annotations.Nullable;

/**
 * An answer without signatures to a question that wanted them, from a server that answered the same with them before.
 *
 * @param before what it answered before
 * @param service whose name it is, or in whose zone; null where nobody's
 */
public record SignaturesStripped(
        Answer answer, Transaction transaction, SignedName before, Trust.@Nullable Service service) {}
