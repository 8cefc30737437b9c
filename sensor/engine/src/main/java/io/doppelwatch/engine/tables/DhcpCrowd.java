// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import io.doppelwatch.engine.net.Mac;
import io.doppelwatch.engine.net.Path;
import io.doppelwatch.engine.observe.Where;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The DHCP clients that came new to one path within {@link #WINDOW_NANOS}, and what is odd about them. */
public final class DhcpCrowd extends AgedEntry<DhcpCrowd> {
    /** Ten seconds: a client asks again within it, and a server has answered long since. */
    public static final long WINDOW_NANOS = 10_000_000_000L;

    private static final int VENDORS = 256;
    private static final long GROUP_BIT = 1L << 40;
    private static final long LOCAL_BIT = 1L << 41;

    final Path path;
    private long startNanos = Long.MIN_VALUE;
    private @Nullable Where first;
    private @Nullable Where latest;
    private int clients;
    private int again;
    private int leased;
    private int impossible;
    private int local;
    private int global;
    private int foreign;
    private long speaker = Mac.NONE;
    private int spoken;
    private final Set<Integer> vendors = new HashSet<>();

    DhcpCrowd(Path path) {
        this.path = path;
    }

    void advance(long nowNanos) {
        if (startNanos != Long.MIN_VALUE && Math.abs(nowNanos - startNanos) <= WINDOW_NANOS) {
            return;
        }
        startNanos = nowNanos;
        first = null;
        clients = 0;
        again = 0;
        leased = 0;
        impossible = 0;
        local = 0;
        global = 0;
        foreign = 0;
        speaker = Mac.NONE;
        spoken = 0;
        vendors.clear();
    }

    void joined(DhcpMessage discover) {
        long mac = discover.clientMac();
        first = first == null ? discover.where() : first;
        latest = discover.where();
        clients++;
        if ((mac & GROUP_BIT) != 0) {
            impossible++;
        } else if ((mac & LOCAL_BIT) != 0) {
            local++;
        } else {
            global++;
            if (vendors.size() < VENDORS) {
                vendors.add((int) (mac >>> 24));
            }
        }
        long source = discover.where().sourceMac();
        if (!discover.relayed() && source != Mac.NONE && source != mac) {
            foreign++;
            speaker = speaker == Mac.NONE ? source : speaker;
            spoken += speaker == source ? 1 : 0;
        }
    }

    void askedAgain(long clientSinceNanos) {
        again += clientSinceNanos >= startNanos ? 1 : 0;
    }

    void leased(long clientSinceNanos) {
        leased += clientSinceNanos >= startNanos ? 1 : 0;
    }

    /** Those that are new. */
    public int clients() {
        return clients;
    }

    /** How often one of them asked again. */
    public int again() {
        return again;
    }

    /** Those of them that were given an address. */
    public int leased() {
        return leased;
    }

    /** Those whose hardware address is a group's, which no card has. */
    public int impossible() {
        return impossible;
    }

    /** Those whose hardware address somebody chose (IEEE 802, 8.2.2). */
    public int local() {
        return local;
    }

    /** Those whose hardware address a vendor gave. */
    public int global() {
        return global;
    }

    /** Vendors those name, at most 256. */
    public int vendors() {
        return vendors.size();
    }

    /** Those in whose name another card spoke, no relay between. */
    public int foreign() {
        return foreign;
    }

    /** The first card that did; {@link Mac#NONE} without one. */
    public long speaker() {
        return speaker;
    }

    /** In how many clients' names it did. */
    public int spoken() {
        return spoken;
    }

    public Path path() {
        return path;
    }

    public @Nullable Where first() {
        return first;
    }

    public @Nullable Where latest() {
        return latest;
    }
}
