// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.net;

import java.util.List;

/**
 * The tags and tunnels around a packet, outermost first. Part of every identity key: one private address in two VLANs
 * is two hosts.
 *
 * <p>Paths are few and repeat, so a dissector interns them and a packet only refers to one.
 */
public final class Path {
    /** No tag and no tunnel. */
    public static final Path NONE = new Path(List.of());

    private final List<Tag> tags;

    /** Asked for with every lookup of a packet's flow: made once, so that asking allocates nothing. */
    private final int hash;

    public Path(List<Tag> tags) {
        this.tags = List.copyOf(tags);
        hash = this.tags.hashCode();
    }

    /** Outermost first. */
    public List<Tag> tags() {
        return tags;
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof Path p && hash == p.hash && tags.equals(p.tags);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /**
     * One step: a tag with its number (VLAN id, VNI, GRE key, PPPoE or ERSPAN session; 0 where it has none).
     *
     * <p>Numbers that each end chooses for what it wants to be sent (MPLS label, GTP TEID, L2TP session, PPTP call, AH
     * SPI) are not taken: they differ between the two directions, and a path must be the same in both, since a query and
     * its answer are matched by it.
     */
    public record Tag(Kind kind, long id) {
        /** The same in every run, which an enum's own is not. */
        @Override
        public int hashCode() {
            return 31 * kind.ordinal() + Long.hashCode(id);
        }

        @Override
        public String toString() {
            return kind.text + ":" + id;
        }
    }

    /** What carries the packet. */
    public enum Kind {
        VLAN("vlan"),
        QINQ("qinq"),
        BACKBONE("isid"),
        MPLS("mpls"),
        PPPOE("pppoe"),
        IPIP("ipip"),
        SIXINFOUR("6in4"),
        TEREDO("teredo"),
        GRE("gre"),
        NVGRE("nvgre"),
        VXLAN("vxlan"),
        GENEVE("geneve"),
        GTP_U("gtpu"),
        ERSPAN("erspan"),
        AH("ah"),
        L2TP("l2tp"),
        CAPWAP("capwap"),
        OTHER("other");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }

    /** {@code vlan:10/vxlan:5001}; empty for {@link #NONE}. */
    @Override
    public String toString() {
        StringBuilder s = new StringBuilder();
        for (Tag t : tags) {
            s.append(s.isEmpty() ? "" : "/").append(t);
        }
        return s.toString();
    }
}
