// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.craft;

/** Headers of the link layer. */
final class Link {
    private Link() {}

    static Layer ethernet(String source, String destination) {
        return new Layer(0x6558, 143, (payload, next) -> {
            Bytes header = new Bytes().address(destination).address(source);
            // LLC has no EtherType: IEEE 802.3 puts the length there.
            int type = next.etherType() == LLC ? payload.length : next.requireEtherType();
            return header.u16(type).put(payload).toArray();
        });
    }

    private static final int LLC = -2;

    static Layer llcSnap() {
        return new Layer(
                LLC,
                Layer.NONE,
                (payload, next) -> new Bytes()
                        .u24(0xaaaa03)
                        .u24(0)
                        .u16(next.requireEtherType())
                        .put(payload)
                        .toArray());
    }

    static Layer vlan(int tpid, int id) {
        return new Layer(
                tpid,
                Layer.NONE,
                (payload, next) -> new Bytes()
                        .u16(id)
                        .u16(next.requireEtherType())
                        .put(payload)
                        .toArray());
    }

    static Layer backbone(int isid) {
        return new Layer(
                0x88e7,
                Layer.NONE,
                (payload, next) -> new Bytes().u8(0).u24(isid).put(payload).toArray());
    }

    static Layer mpls(int... labels) {
        return new Layer(0x8847, 137, (payload, next) -> {
            Bytes stack = new Bytes();
            for (int i = 0; i < labels.length; i++) {
                int bottom = i == labels.length - 1 ? 1 : 0;
                stack.u32((long) labels[i] << 12 | (long) bottom << 8 | 64);
            }
            return stack.put(payload).toArray();
        });
    }

    static Layer pppoe(int session) {
        return new Layer(
                0x8864,
                Layer.NONE,
                (payload, next) -> new Bytes()
                        .u8(0x11)
                        .u8(0)
                        .u16(session)
                        .u16(payload.length)
                        .put(payload)
                        .toArray());
    }

    static Layer ppp(boolean addressAndControl) {
        return new Layer(Layer.NONE, Layer.NONE, (payload, next) -> {
            Bytes header = new Bytes();
            if (addressAndControl) {
                header.u16(0xff03);
            }
            int protocol = switch (next.requireEtherType()) {
                case 0x0800 -> 0x0021;
                case 0x86dd -> 0x0057;
                case 0x8847 -> 0x0281;
                default -> throw new IllegalStateException("PPP carries no such protocol here");
            };
            return header.u16(protocol).put(payload).toArray();
        });
    }

    static Layer sll(int packetType, String source) {
        return new Layer(
                Layer.NONE,
                Layer.NONE,
                (payload, next) -> new Bytes()
                        .u16(packetType)
                        .u16(1)
                        .u16(6)
                        .address(source)
                        .u16(0)
                        .u16(next.requireEtherType())
                        .put(payload)
                        .toArray());
    }

    static Layer sll2(int packetType, int interfaceIndex, String source) {
        return new Layer(
                Layer.NONE,
                Layer.NONE,
                (payload, next) -> new Bytes()
                        .u16(next.requireEtherType())
                        .u16(0)
                        .u32(interfaceIndex)
                        .u16(1)
                        .u8(packetType)
                        .u8(6)
                        .address(source)
                        .u16(0)
                        .put(payload)
                        .toArray());
    }

    static Layer loopback(boolean littleEndian) {
        return new Layer(Layer.NONE, Layer.NONE, (payload, next) -> {
            // AF_INET is 2 everywhere; AF_INET6 differs from system to system, 30 is Darwin's.
            int family = next.requireEtherType() == 0x0800 ? 2 : 30;
            Bytes header = littleEndian ? new Bytes().le32(family) : new Bytes().u32(family);
            return header.put(payload).toArray();
        });
    }

    static Layer radiotap(String source, String destination, String bssid) {
        return new Layer(
                Layer.NONE,
                Layer.NONE,
                (payload, next) -> new Bytes()
                        .u8(0)
                        .u8(0)
                        .le16(8)
                        .le32(0)
                        .u8(0x08) // version 0, type data
                        .u8(0x01) // to the distribution system
                        .le16(44)
                        .address(bssid)
                        .address(source)
                        .address(destination)
                        .le16(16)
                        .u24(0xaaaa03)
                        .u24(0)
                        .u16(next.requireEtherType())
                        .put(payload)
                        .toArray());
    }
}
