// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import io.doppelwatch.engine.net.Path;
import org.jspecify.annotations.Nullable;

/** A DHCP client on one path: since when, and what it was last told, by whom. */
public final class DhcpClient extends AgedEntry<DhcpClient> {
    final Path path;
    final long client;
    final long firstNanos;
    long lastNanos;
    boolean leased;
    private @Nullable DhcpMessage told;

    DhcpClient(Path path, long client, long nowNanos) {
        this.path = path;
        this.client = client;
        firstNanos = nowNanos;
        lastNanos = nowNanos;
    }

    /** The last ACK; null without one. */
    public @Nullable DhcpMessage told() {
        return told;
    }

    void told(DhcpMessage ack) {
        told = ack;
        leased = true;
    }
}
