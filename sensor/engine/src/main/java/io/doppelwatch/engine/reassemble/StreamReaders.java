// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.reassemble;

import io.doppelwatch.engine.dissect.Packet;

/** Says which streams matter. */
public interface StreamReaders {
    /**
     * Looks at the first data seen of a direction that is not being read.
     *
     * @param packet a TCP packet with data; a kept copy where the data had to wait behind a hole
     * @param start true where the data is known to be the first of its direction (its SYN was seen)
     * @return who reads this direction from here on; null where it is of no interest
     */
    StreamReader open(Packet packet, boolean start);
}
