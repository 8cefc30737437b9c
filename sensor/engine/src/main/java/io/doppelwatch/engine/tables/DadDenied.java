// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.observe.NdSeen;
import io.doppelwatch.engine.observe.Where;
import org.jspecify.annotations.Nullable;

/**
 * A host wanted an address (RFC 4862, 5.4) and was told that it is taken.
 *
 * @param seen the advertisement that said so
 * @param address that was wanted
 * @param prober the MAC that wanted it
 * @param probe where it asked
 * @param objector the MAC that said the address is its own
 * @param held true where the objector was known to hold the address before it was asked for: a true duplicate
 * @param objectors how many MACs have said that the address is theirs since it was asked for
 * @param addresses how many addresses this prober was denied within {@link Tentatives#WINDOW_NANOS}, true duplicates left out
 * @param strangers how many MACs denied this prober an address within the same time, true duplicates left out
 * @param probers how many hosts the objector denied an address within the same time
 * @param host the objector; null where nothing else was heard of it
 */
public record DadDenied(
        NdSeen seen,
        Ip address,
        long prober,
        Where probe,
        long objector,
        boolean held,
        int objectors,
        int addresses,
        int strangers,
        int probers,
        @Nullable Host host) {}
