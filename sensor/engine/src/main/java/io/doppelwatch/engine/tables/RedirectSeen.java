// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.observe.Where;
import org.jspecify.annotations.Nullable;

/**
 * A host was told to send by another way: an ICMP redirect (RFC 792) or one of Neighbour Discovery (RFC 4861, 4.5).
 *
 * @param where from the router, as it says, to the host
 * @param gateway where the host shall send now; the destination itself where that is on the link
 * @param gatewayMac the MAC it gives of {@code gateway}; {@link io.doppelwatch.engine.net.Mac#NONE} where it gives none
 * @param destination what shall be sent there
 * @param quotedSource who sent the packet that it quotes; {@link Ip#NONE} where it quotes none
 * @param ofSender who holds the sender's address, as far as known
 * @param ofGateway who holds the gateway's address, as far as known
 * @param link the IPv6 routers of the link; null where none are known, and for IPv4
 */
public record RedirectSeen(
        Where where,
        Ip gateway,
        long gatewayMac,
        Ip destination,
        Ip quotedSource,
        @Nullable Binding ofSender,
        @Nullable Binding ofGateway,
        @Nullable RouterLink link) {

    public boolean isV6() {
        return !where.sourceIp().isV4();
    }
}
