// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.craft;

/** TCP flags (RFC 9293, 3.1). */
public final class Tcp {
    public static final int FIN = 0x01;
    public static final int SYN = 0x02;
    public static final int RST = 0x04;
    public static final int PSH = 0x08;
    public static final int ACK = 0x10;

    private Tcp() {}
}
