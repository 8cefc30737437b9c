// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import io.doppelwatch.engine.lookalike.Likeness;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.observe.Where;
import org.jspecify.annotations.Nullable;

/**
 * A name that looks like a trusted one was seen at work for the first time, or more of it.
 *
 * @param address what it resolved to first; {@link Ip#NONE} where that was not seen
 * @param resolved the answer that gave it an address; null where none was seen
 * @param connected the handshake in which a server stood for it; null where none was seen
 * @param client who asked or connected
 * @param where what was seen now
 */
public record LookalikeSeen(
        String name,
        Likeness likeness,
        Ip address,
        @Nullable Where resolved,
        @Nullable Where connected,
        Ip client,
        Where where) {}
