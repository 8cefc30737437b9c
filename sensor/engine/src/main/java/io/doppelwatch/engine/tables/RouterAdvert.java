// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import io.doppelwatch.decode.Fault;
import io.doppelwatch.decode.nd.NdMessage;
import io.doppelwatch.decode.nd.NdOptions;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Mac;
import java.util.ArrayList;
import java.util.List;

/**
 * A router advertisement, read: what a host would take from it. Of each kind of option the first {@value #KEPT}.
 *
 * @param lifetime seconds as a default router; 0 for none
 * @param preference 1 high, 0 medium, -1 low
 * @param mac of the source link-layer address option; {@link Mac#NONE} without one
 * @param whole false where an option is cut or of length zero: no host takes it (RFC 4861, 6.1.2)
 */
public record RouterAdvert(
        int lifetime, int preference, long mac, List<Prefix> prefixes, List<Resolver6> resolvers, boolean whole) {
    static final int KEPT = 8;

    /** A prefix option. */
    public record Prefix(Ip network, int length, boolean onLink, boolean autonomous) {
        public boolean contains(Ip ip) {
            long highMask = length >= 64 ? -1 : length <= 0 ? 0 : -1L << 64 - length;
            long lowMask = length <= 64 ? 0 : length >= 128 ? -1 : -1L << 128 - length;
            return ((ip.high() ^ network.high()) & highMask) == 0 && ((ip.low() ^ network.low()) & lowMask) == 0;
        }

        @Override
        public String toString() {
            return network + "/" + length;
        }
    }

    /** A resolver of an RDNSS option and the seconds it may be used; 0 takes it back. */
    public record Resolver6(Ip address, long lifetime) {}

    static RouterAdvert of(NdMessage message) {
        List<Prefix> prefixes = new ArrayList<>(2);
        List<Resolver6> resolvers = new ArrayList<>(2);
        NdOptions options = message.options();
        while (options.next()) {
            if (options.type() == NdOptions.PREFIX && options.addresses() == 1 && prefixes.size() < KEPT) {
                Ip network = new Ip(options.addressHigh(0), options.addressLow(0));
                prefixes.add(new Prefix(network, options.prefixLength(), options.isOnLink(), options.isAutonomous()));
            } else if (options.type() == NdOptions.RDNSS) {
                for (int i = 0; i < options.addresses() && resolvers.size() < KEPT; i++) {
                    Ip address = new Ip(options.addressHigh(i), options.addressLow(i));
                    resolvers.add(new Resolver6(address, options.lifetime()));
                }
            }
        }
        return new RouterAdvert(
                message.routerLifetime(),
                message.preference(),
                Neighbours.mac(message, NdOptions.SOURCE_LINK_LAYER),
                List.copyOf(prefixes),
                List.copyOf(resolvers),
                options.fault() == Fault.NONE);
    }

    /** True where it gives this resolver to use. */
    boolean gives(Ip resolver) {
        for (Resolver6 r : resolvers) {
            if (r.lifetime() > 0 && r.address().equals(resolver)) {
                return true;
            }
        }
        return false;
    }
}
