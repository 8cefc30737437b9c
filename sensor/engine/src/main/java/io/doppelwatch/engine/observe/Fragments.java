// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.observe;

/**
 * How a datagram came in IP fragments.
 *
 * @param firstNanos when its first piece came, whichever part that was; nanoseconds since 1970
 * @param headLength bytes of IP payload in the piece with the UDP header
 * @param headLast true where that piece came after another
 * @param overlap pieces repeated some of the bytes of others
 * @param conflict they said something else there
 */
public record Fragments(long firstNanos, int headLength, boolean headLast, boolean overlap, boolean conflict) {}
