// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Path;

/** Who was given an address, by whom, and until when. */
public final class Lease extends AgedEntry<Lease> {
    final Path path;
    final Ip ip;
    private DhcpMessage ack;
    private boolean direct;
    private boolean ended;

    Lease(DhcpMessage ack, boolean direct) {
        path = ack.where().path();
        ip = ack.yourIp();
        this.ack = ack;
        this.direct = direct;
    }

    public Ip ip() {
        return ip;
    }

    /** The last ACK for it. */
    public DhcpMessage ack() {
        return ack;
    }

    /** True where the client was seen to ask for it from its own card, no relay between. */
    public boolean direct() {
        return direct;
    }

    /** When it ends, as far as its lease time says; nobody holds an address for ever that was not heard of for a year. */
    public long untilNanos() {
        long seconds = ack.leaseSeconds() < 0 ? 3600 : Math.min(ack.leaseSeconds(), 366L * 86_400);
        return ack.nanos() + seconds * 1_000_000_000L;
    }

    public boolean isRunning(long nowNanos) {
        return !ended && nowNanos >= ack.nanos() && nowNanos < untilNanos();
    }

    /** True where a message is of the client that holds it: same card, or same client identifier. */
    public boolean isOf(DhcpMessage message) {
        return message.client() == ack.client() || message.alias() == ack.alias();
    }

    void renewed(DhcpMessage newer, boolean directly) {
        direct = directly || direct && isOf(newer);
        ack = newer;
        ended = false;
    }

    /** Its holder gave it up. */
    public void end() {
        ended = true;
    }
}
