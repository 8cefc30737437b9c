// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

/** A question waited in vain. */
public record ResolverSilent(Transaction transaction, Resolver resolver) {}
