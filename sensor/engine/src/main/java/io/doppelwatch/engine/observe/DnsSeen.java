// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.observe;

import org.jspecify.annotations.Nullable;

/**
 * A DNS message, by UDP or TCP ({@code where.protocol()}).
 *
 * @param message the message from its ID on, without the two length bytes TCP puts before it; read it with {@code
 *     io.doppelwatch.decode.dns}. Never changed by anybody.
 * @param fragments how it came in IP fragments; null where it came whole
 */
@SuppressWarnings("ArrayRecordComponent") // one copy of the wire bytes is the fact; identity is not compared
public record DnsSeen(Where where, byte[] message, @Nullable Fragments fragments) implements Observation {
    /** One that came whole. */
    public DnsSeen(Where where, byte[] message) {
        this(where, message, null);
    }
}
