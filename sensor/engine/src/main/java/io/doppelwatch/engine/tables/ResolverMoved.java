// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import io.doppelwatch.engine.observe.Where;

/**
 * An answer came from another MAC than that server's answers did so far.
 *
 * @param where the answer
 * @param carrier the MAC it came from
 */
public record ResolverMoved(Where where, Transaction transaction, Resolver resolver, Host carrier) {}
