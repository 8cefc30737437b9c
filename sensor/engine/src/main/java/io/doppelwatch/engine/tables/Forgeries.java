// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import io.doppelwatch.engine.net.Ip;

/** Which card gave up whose addresses lately: the last {@value #KEPT} of them, the oldest makes room. */
public final class Forgeries {
    static final int KEPT = 64;
    private static final long WINDOW_NANOS = 600_000_000_000L;

    private final Forgery[] kept = new Forgery[KEPT];
    private int next;

    private record Forgery(long mac, Ip ip, long nanos) {}

    /** Notes one; how many addresses of others the card gave up within ten minutes, this one included. */
    public int add(long mac, Ip ip, long nowNanos) {
        int others = 0;
        boolean again = false;
        for (Forgery f : kept) {
            if (f != null && f.mac == mac && nowNanos - f.nanos < WINDOW_NANOS) {
                again |= f.ip.equals(ip);
                others += f.ip.equals(ip) ? 0 : 1;
            }
        }
        if (!again) {
            kept[next++ % KEPT] = new Forgery(mac, ip, nowNanos);
        }
        return others + 1;
    }
}
