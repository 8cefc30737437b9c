// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.rules.dhcp;

import io.doppelwatch.engine.event.Finding.Evidence;
import io.doppelwatch.engine.event.Finding.Party;
import io.doppelwatch.engine.event.Severity;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Mac;
import io.doppelwatch.engine.rules.base.Words;
import io.doppelwatch.engine.tables.DhcpMessage;
import io.doppelwatch.engine.tables.DhcpServer;
import io.doppelwatch.engine.tables.DhcpTerms.Difference;
import io.doppelwatch.engine.tables.Host;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How findings about DHCP say things. */
final class DhcpWords {
    /** What a finding is about that cannot tell which of two servers is the right one. */
    static final String SERVERS = "dhcp:servers";

    private DhcpWords() {}

    /** Who sent a message: the card, where no relay passed it on, and the address that goes with it. */
    static Party sender(DhcpMessage m, @Nullable Host carrier) {
        Ip claimed = m.kind().isAnswer() ? m.serverIp() : Ip.NONE;
        if (m.relayed()) {
            return new Party(Mac.NONE, claimed);
        }
        Ip own = carrier == null ? Ip.NONE : carrier.own();
        return new Party(m.where().sourceMac(), own.equals(Ip.NONE) ? claimed : own);
    }

    /** Who used another's identifier: its card, and never the address it hides behind. */
    static Party impostor(DhcpMessage m, @Nullable Host carrier) {
        Ip own = carrier == null ? Ip.NONE : carrier.own();
        return new Party(m.where().sourceMac(), own.equals(m.serverIp()) ? Ip.NONE : own);
    }

    static List<Ip> victims(DhcpMessage answer) {
        return answer.hasAddress() ? List.of(answer.yourIp()) : Words.victims(answer.clientIp());
    }

    static String subject(DhcpMessage answer) {
        return answer.serverIp().equals(Ip.NONE) ? "dhcp:" + answer.server() : Words.ip(answer.serverIp());
    }

    static String client(DhcpMessage m) {
        return m.clientMac() == Mac.NONE ? "a client" : Mac.text(m.clientMac());
    }

    static String differences(List<Difference> all) {
        return Words.list(all.stream().map(Difference::toString).toList());
    }

    static String addresses(List<Ip> all) {
        return Words.list(all.stream().map(Ip::toString).toList());
    }

    static String name(DhcpServer s) {
        return s.ip().equals(Ip.NONE) ? s.name() : s.ip().toString();
    }

    static String kind(DhcpMessage m) {
        return m.kind().name().toLowerCase(Locale.ROOT);
    }

    static Evidence before(DhcpServer known) {
        return Evidence.before(
                known.last(), "answer of " + name(known) + ", " + known.transactions() + " transactions so far");
    }

    static Evidence answer(DhcpMessage m, String what) {
        return new Evidence(m.where(), kind(m) + " of " + m.who() + " to " + client(m) + what);
    }

    static double confidence(Severity severity) {
        return switch (severity) {
            case HIGH -> 0.93;
            case MEDIUM -> 0.6;
            case LOW -> 0.3;
            case INFO -> 0.1;
        };
    }
}
