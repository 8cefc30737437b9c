// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.craft;

/** Headers of tunnels. */
final class Tunnels {
    private static final int GRE = 47;
    private static final int ERSPAN_2 = 0x88be;
    private static final int ERSPAN_3 = 0x22eb;

    private Tunnels() {}

    static Layer gre() {
        return new Layer(
                Layer.NONE,
                GRE,
                (payload, next) -> new Bytes()
                        .u16(0)
                        .u16(next.requireEtherType())
                        .put(payload)
                        .toArray());
    }

    static Layer gre(long key) {
        return new Layer(
                Layer.NONE,
                GRE,
                (payload, next) -> new Bytes()
                        .u16(0x2000)
                        .u16(next.requireEtherType())
                        .u32(key)
                        .put(payload)
                        .toArray());
    }

    static Layer erspan1() {
        return new Layer(
                Layer.NONE,
                GRE,
                (payload, next) -> new Bytes().u16(0).u16(ERSPAN_2).put(payload).toArray());
    }

    /** draft-foschiano-erspan: version 1 in the header is type II. */
    static Layer erspan2(int vlan, int session, long sequence) {
        return new Layer(
                Layer.NONE,
                GRE,
                (payload, next) -> new Bytes()
                        .u16(0x1000)
                        .u16(ERSPAN_2)
                        .u32(sequence)
                        .u16(0x1000 | vlan)
                        .u16(session)
                        .u32(0)
                        .put(payload)
                        .toArray());
    }

    /** Version 2 in the header is type III; no platform-specific subheader. */
    static Layer erspan3(int vlan, int session, long sequence) {
        return new Layer(
                Layer.NONE,
                GRE,
                (payload, next) -> new Bytes()
                        .u16(0x1000)
                        .u16(ERSPAN_3)
                        .u32(sequence)
                        .u16(0x2000 | vlan)
                        .u16(session)
                        .u32(0)
                        .u32(0)
                        .put(payload)
                        .toArray());
    }

    static Layer vxlan(int vni) {
        return new Layer(
                Layer.NONE,
                Layer.NONE,
                (payload, next) ->
                        new Bytes().u32(0x08000000L).u24(vni).u8(0).put(payload).toArray());
    }

    static Layer geneve(int vni) {
        return new Layer(
                Layer.NONE,
                Layer.NONE,
                (payload, next) -> new Bytes()
                        .u16(0)
                        .u16(next.requireEtherType())
                        .u24(vni)
                        .u8(0)
                        .put(payload)
                        .toArray());
    }

    static Layer gtpU(long teid) {
        return new Layer(
                Layer.NONE,
                Layer.NONE,
                (payload, next) -> new Bytes()
                        .u8(0x30)
                        .u8(0xff)
                        .u16(payload.length)
                        .u32(teid)
                        .put(payload)
                        .toArray());
    }
}
