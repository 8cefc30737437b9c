// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.pipeline;

import io.doppelwatch.engine.registry.RegistrySeen;
import org.jspecify.annotations.Nullable;

/** Configuration files and registries that are read beside the packets. */
public interface RegistryFiles {
    /**
     * Asked before each packet, on the thread that judges.
     *
     * @param timeNanos of the packet: the time at which what is found is told
     * @return everything that stands in them now, null where nothing changed
     */
    @Nullable
    RegistrySeen read(long timeNanos);
}
