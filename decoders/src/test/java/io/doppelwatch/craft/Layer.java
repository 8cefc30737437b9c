// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.craft;

/**
 * One header of a frame.
 *
 * @param etherType what an Ethernet header (or a tag, or GRE) before it says; -1 where that cannot be
 * @param ipProtocol what an IP header before it says; -1 where that cannot be
 * @param wrapper puts the header before (and a trailer after) what it carries
 */
record Layer(int etherType, int ipProtocol, Wrapper wrapper) {
    static final int NONE = -1;

    /** Makes a header. */
    interface Wrapper {
        /** @param next the layer that {@code payload} begins with; {@link #DATA} for plain bytes */
        byte[] wrap(byte[] payload, Layer next);
    }

    /** Bytes without a header. */
    static final Layer DATA = new Layer(NONE, NONE, (payload, next) -> payload);

    int requireEtherType() {
        return require(etherType, "an EtherType");
    }

    int requireIpProtocol() {
        return require(ipProtocol, "an IP protocol number");
    }

    private static int require(int value, String what) {
        if (value < 0) {
            throw new IllegalStateException("what follows has no " + what + ": say it explicitly");
        }
        return value;
    }
}
