// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.observe;

import io.doppelwatch.decode.redundancy.GlbpMessage;
import io.doppelwatch.decode.redundancy.HsrpMessage;
import io.doppelwatch.decode.redundancy.LacpMessage;
import io.doppelwatch.decode.redundancy.VrrpMessage;
import io.doppelwatch.engine.dissect.Packet;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.observe.RedundancySeen.Protocol;
import io.doppelwatch.engine.stats.Counter;
import io.doppelwatch.engine.stats.Counters;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;

/** States who shares an address (VRRP, CARP, HSRP, GLBP) or a link (LACP). One for each state shard. */
final class RedundancyObserver {
    private final Counters counters;
    private final VrrpMessage vrrp = new VrrpMessage();
    private final HsrpMessage hsrp = new HsrpMessage();
    private final GlbpMessage glbp = new GlbpMessage();
    private final LacpMessage lacp = new LacpMessage();

    RedundancyObserver(Counters counters) {
        this.counters = counters;
    }

    /** @param packet of kind {@link Packet.Kind#VRRP} */
    void vrrp(Packet packet, Facts facts) {
        // An authentication header in between (RFC 2338) hides nothing.
        vrrp.wrap(packet.buffer(), packet.payload(), packet.payloadCaptured(), packet.ipVersion());
        if (!vrrp.ok()) {
            counters.increment(Counter.REDUNDANCY_UNREADABLE);
            return;
        }
        int n = Math.min(vrrp.addresses(), RedundancySeen.MAX_ADDRESSES);
        List<Ip> addresses = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            addresses.add(address(packet.buffer(), vrrp.address(i), packet.ipVersion()));
        }
        // Only who holds the address advertises; priority 0 gives it up (RFC 9568, 6.4.3).
        boolean active = vrrp.isCarp() || vrrp.priority() != 0;
        Protocol protocol = vrrp.isCarp() ? Protocol.CARP : Protocol.VRRP;
        facts.add(new RedundancySeen(
                facts.where(packet),
                protocol,
                vrrp.version(),
                vrrp.group(),
                vrrp.priority(),
                active,
                List.copyOf(addresses)));
    }

    /** @param packet of kind {@link Packet.Kind#UDP} to HSRP's port */
    void hsrp(Packet packet, Facts facts) {
        hsrp.wrap(packet.buffer(), packet.payload(), packet.payloadCaptured());
        if (!hsrp.ok()) {
            counters.increment(Counter.REDUNDANCY_UNREADABLE);
            return;
        }
        facts.add(new RedundancySeen(
                facts.where(packet),
                Protocol.HSRP,
                hsrp.version(),
                hsrp.group(),
                hsrp.priority(),
                hsrp.isActive(),
                // All zero until it is learned from the active router (RFC 2281, 5.1).
                known(address(packet.buffer(), hsrp.address(), hsrp.ipVersion()))));
    }

    /** @param packet of kind {@link Packet.Kind#UDP} to GLBP's port */
    void glbp(Packet packet, Facts facts) {
        glbp.wrap(packet.buffer(), packet.payload(), packet.payloadCaptured());
        if (!glbp.ok()) {
            counters.increment(Counter.REDUNDANCY_UNREADABLE);
        } else if (glbp.hasHello()) {
            int version = glbp.ipVersion();
            facts.add(new RedundancySeen(
                    facts.where(packet),
                    Protocol.GLBP,
                    1,
                    glbp.group(),
                    glbp.priority(),
                    glbp.isActive(),
                    version == 0 ? List.of() : known(address(packet.buffer(), glbp.address(), version))));
        }
    }

    /** @param packet of kind {@link Packet.Kind#LACP} */
    void lacp(Packet packet, Facts facts) {
        lacp.wrap(packet.buffer(), packet.payload(), packet.payloadCaptured());
        if (lacp.ok()) {
            facts.add(new LacpSeen(facts.where(packet), lacp.actorSystem(), lacp.actorKey(), lacp.partnerSystem()));
        }
    }

    private static List<Ip> known(Ip ip) {
        return ip.equals(Ip.NONE) || ip.isV4() && (int) ip.low() == 0 ? List.of() : List.of(ip);
    }

    private static Ip address(ByteBuf buffer, int at, int ipVersion) {
        return ipVersion == 6 ? Ip.v6(buffer, at) : Ip.v4(buffer, at);
    }
}
