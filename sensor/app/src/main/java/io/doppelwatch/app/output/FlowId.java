// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.output;

import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.observe.Where;

/**
 * EVE's {@code flow_id}: the same for both directions of a conversation and for every run over the same packets, made
 * of the path (VLANs, tunnels), addresses, ports and protocol. Below 2^53, so that readers that keep numbers as doubles
 * do not change it.
 */
final class FlowId {
    private static final long MASK = (1L << 53) - 1;

    private FlowId() {}

    static long of(Where where) {
        Ip a = where.sourceIp();
        Ip b = where.destinationIp();
        int portA = where.sourcePort();
        int portB = where.destinationPort();
        int order = a.compareTo(b);
        if (order > 0 || order == 0 && portA > portB) {
            Ip ip = a;
            a = b;
            b = ip;
            int port = portA;
            portA = portB;
            portB = port;
        }
        long h = mix(where.protocol());
        h = mix(h ^ a.high());
        h = mix(h ^ a.low());
        h = mix(h ^ b.high());
        h = mix(h ^ b.low());
        h = mix(h ^ ((long) portA << 16 | portB));
        for (var tag : where.path().tags()) {
            h = mix(h ^ tag.kind().text().hashCode());
            h = mix(h ^ tag.id());
        }
        // Zero means "no flow" to some readers.
        return Math.max(1, h & MASK);
    }

    /** The finaliser of SplitMix64 (Steele, Lea, Flood, OOPSLA 2014): every input bit reaches every output bit. */
    private static long mix(long z) {
        z += 0x9e3779b97f4a7c15L;
        z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }
}
