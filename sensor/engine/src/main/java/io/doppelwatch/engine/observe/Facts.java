// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.observe;

import io.doppelwatch.engine.dissect.Packet;

/** Where observers put what they saw. One for each worker. */
public interface Facts {
    /**
     * Where the packet stands; the same object for every fact of one packet. The packet need not be the current one: what
     * waited behind a hole in its stream is found in a kept copy of the packet that brought it ({@link Packet#keep}).
     */
    Where where(Packet packet);

    /** Hands over a fact; the order within one packet is kept. */
    void add(Observation observation);
}
