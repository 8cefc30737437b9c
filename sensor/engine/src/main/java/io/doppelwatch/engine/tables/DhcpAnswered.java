// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import io.doppelwatch.engine.net.Ip;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one server's answer did to the tables; all of it as it stood before the answer.
 *
 * @param asked what it answers; null where that was not seen
 * @param server the server; null where this is the first it says on this path
 * @param otherCard it came from another card than the server's, which was heard lately
 * @param others the path's other servers
 * @param rivals other servers' answers to the same client in the same transaction, and those in this server's name from
 *     another card
 * @param client what was known of the client
 * @param earlier the ACK by which this client had its address until now; null without one
 * @param told what this server last told in this network; null where nothing to compare with
 * @param carrier the card it came from; null where ARP has not heard of it
 * @param itsOwn addresses that are the answering machine's own, as far as known
 */
public record DhcpAnswered(
        DhcpMessage answer,
        @Nullable DhcpMessage asked,
        @Nullable DhcpServer server,
        boolean otherCard,
        List<DhcpServer> others,
        List<DhcpMessage> rivals,
        @Nullable DhcpMessage earlier,
        DhcpServer.@Nullable Told told,
        @Nullable Host carrier,
        List<Ip> itsOwn) {

    /** Those of the addresses gained that are the answering machine's own. */
    public List<Ip> toItself(List<DhcpTerms.Difference> differences) {
        List<Ip> all = new ArrayList<>();
        for (DhcpTerms.Difference d : differences) {
            for (Ip ip : d.gained()) {
                if (itsOwn.contains(ip) && !all.contains(ip)) {
                    all.add(ip);
                }
            }
        }
        return all;
    }
}
