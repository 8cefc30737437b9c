// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.observe;

import io.doppelwatch.engine.dissect.Packet;
import java.util.Collection;
import java.util.TreeSet;

/** The ports that are read as DNS: 53 (RFC 1035, 4.2), and those somebody asked for. Immutable. */
public final class DnsPorts {
    /** 53 alone. */
    public static final DnsPorts STANDARD = new DnsPorts(new int[0]);

    /** DNS by UDP and by TCP (RFC 1035, 4.2.1 and 4.2.2). */
    public static final int PORT = 53;

    private final int[] more;

    private DnsPorts(int[] more) {
        this.more = more;
    }

    /** @param ports 1 to 65535, read as DNS besides 53 */
    public static DnsPorts with(Collection<Integer> ports) {
        TreeSet<Integer> sorted = new TreeSet<>(ports);
        sorted.remove(PORT);
        return sorted.isEmpty()
                ? STANDARD
                : new DnsPorts(sorted.stream().mapToInt(Integer::intValue).toArray());
    }

    public boolean has(int port) {
        return port == PORT || hasMore(port);
    }

    /** True where either side has such a port. */
    public boolean areOf(Packet packet) {
        return has(packet.sourcePort()) || has(packet.destinationPort());
    }

    /** True where either side has one that was asked for. */
    boolean askedFor(Packet packet) {
        return more.length > 0 && (hasMore(packet.sourcePort()) || hasMore(packet.destinationPort()));
    }

    private boolean hasMore(int port) {
        for (int p : more) {
            if (p == port) {
                return true;
            }
        }
        return false;
    }
}
