// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.rules.dhcp;

import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.tables.DhcpAnswered;
import io.doppelwatch.engine.tables.DhcpMessage;
import io.doppelwatch.engine.tables.DhcpServer;
import io.doppelwatch.engine.tables.DhcpTerms;
import io.doppelwatch.engine.tables.DhcpTerms.Difference;
import io.doppelwatch.engine.trust.Trust;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which DHCP server to believe: the trust file's, and where it is silent the one that was there before. */
final class ServerTrust {
    /** A server not heard for so long may be gone, or of another capture. */
    private static final long PRESENT_NANOS = 3_600_000_000_000L;

    /** A server not heard for longer may have been switched off. */
    private static final long JUST_NOW_NANOS = 300_000_000_000L;

    private final Trust trust;

    ServerTrust(Trust trust) {
        this.trust = trust;
    }

    /** True where the trust file lists servers of that IP version, and not this one. DHCPv6 through a relay shows no address. */
    boolean contradicts(DhcpMessage answer) {
        if (answer.serverIp().equals(Ip.NONE) || isListed(answer.serverIp())) {
            return false;
        }
        for (Ip ip : trust.dhcpServers()) {
            if (ip.isV4() == !answer.v6()) {
                return true;
            }
        }
        return false;
    }

    boolean isListed(Ip server) {
        return trust.dhcpServers().contains(server);
    }

    List<Ip> listed() {
        return trust.dhcpServers();
    }

    /**
     * The known server that a newcomer's answer stands against: one the trust file lists, else one that was there before and was
     * heard within the hour; of those one that was alone before ({@link #isNewcomer}). Null where there is none, or where the
     * answering server is itself listed.
     */
    @Nullable
    DhcpServer known(DhcpAnswered t) {
        if (isListed(t.answer().serverIp())) {
            return null;
        }
        DhcpServer best = null;
        for (DhcpServer s : t.others()) {
            boolean present = Math.abs(t.answer().nanos() - s.last().timeNanos()) <= PRESENT_NANOS;
            if (present && rank(t, s) > 0 && (best == null || rank(t, s) > rank(t, best))) {
                best = s;
            }
        }
        return best;
    }

    /** True where the known server is the trust file's, or was alone when it offered addresses before this one said anything. */
    boolean isNewcomer(DhcpAnswered t, DhcpServer known) {
        return rank(t, known) > 1;
    }

    private int rank(DhcpAnswered t, DhcpServer s) {
        if (isListed(s.ip())) {
            return 3;
        }
        DhcpServer answering = t.server();
        if (answering == null ? s.wasAloneBefore(t.answer()) : s.wasAloneBefore(answering)) {
            return 2;
        }
        boolean earlier = answering == null
                ? s.transactions() > (rival(t, s) == null ? 0 : 1)
                : s.first().ordinal() < answering.first().ordinal() && s.transactions() > 1;
        return earlier ? 1 : 0;
    }

    /** True where the known server is there beside the other: it answered the same client, or since that appeared, or just now. */
    static boolean stillAnswers(DhcpAnswered t, DhcpServer known) {
        return rival(t, known) != null
                || t.server() != null
                        && known.last().ordinal() > t.server().first().ordinal()
                || Math.abs(t.answer().nanos() - known.last().timeNanos()) <= JUST_NOW_NANOS;
    }

    /** What another server said to the same client in the same transaction; null where it was silent. */
    static @Nullable DhcpMessage rival(DhcpAnswered t, DhcpServer other) {
        for (DhcpMessage m : t.rivals()) {
            if (m.server().equals(other.name())) {
                return m;
            }
        }
        return null;
    }

    /**
     * How an answer differs from another server's: from what that told the same client, else from what it tells in the same
     * network. Null where neither can be compared.
     */
    static @Nullable List<Difference> differences(DhcpAnswered t, DhcpServer other) {
        DhcpMessage rival = rival(t, other);
        DhcpTerms terms = t.answer().terms();
        if (rival != null) {
            return rival.terms().isEmpty() || terms.isEmpty() ? null : terms.against(rival.terms());
        }
        DhcpServer.Told told = t.answer().network().equals(Ip.NONE)
                ? null
                : other.nearest(t.answer().network(), terms);
        return told == null || terms.isEmpty() ? null : terms.against(told.terms());
    }

    /** Those that decide where traffic goes and who answers for names; a search domain alone does not. */
    static List<Difference> grave(@Nullable List<Difference> all) {
        List<Difference> grave = new ArrayList<>();
        for (Difference d : all == null ? List.<Difference>of() : all) {
            if (d.kind() != DhcpTerms.Kind.DOMAIN) {
                grave.add(d);
            }
        }
        return grave;
    }

    /** Addresses gained that the trust file contradicts: a gateway or resolver where it lists others. */
    List<Ip> distrusted(List<Difference> differences) {
        List<Ip> all = new ArrayList<>();
        for (Difference d : differences) {
            for (Ip ip : d.gained()) {
                boolean wrong = switch (d.kind()) {
                    case GATEWAY, ROUTE -> !trust.gateways().isEmpty() && !isGateway(ip);
                    case RESOLVER -> isWrongResolver(ip);
                    case PROXY, DOMAIN -> false;
                };
                if (wrong) {
                    all.add(ip);
                }
            }
        }
        return all;
    }

    /** True where the trust file names every address that was gained, so that the change is the user's own. */
    boolean isPlanned(List<Difference> differences) {
        for (Difference d : differences) {
            boolean named = switch (d.kind()) {
                case GATEWAY, ROUTE -> d.gained().stream().allMatch(this::isGateway);
                case RESOLVER -> trust.resolvers().containsAll(d.gained());
                case PROXY, DOMAIN -> false;
            };
            if (!named || d.gained().isEmpty()) {
                return false;
            }
        }
        return !differences.isEmpty();
    }

    private boolean isGateway(Ip ip) {
        for (Trust.Gateway g : trust.gateways()) {
            if (g.ip().equals(ip)) {
                return true;
            }
        }
        return false;
    }

    private boolean isWrongResolver(Ip ip) {
        boolean listed = false;
        for (Ip r : trust.resolvers()) {
            listed |= r.isV4() == ip.isV4();
        }
        return listed && !trust.resolvers().contains(ip);
    }
}
