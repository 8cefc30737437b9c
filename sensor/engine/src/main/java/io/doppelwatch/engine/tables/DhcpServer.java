// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Mac;
import io.doppelwatch.engine.observe.Where;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A DHCP server as one path knows it: since when, by which card, and what it tells in each network it serves. */
public final class DhcpServer {
    static final int SCOPES = 4;
    /** Sets of terms of one network: what differs by class of client, such as telephones. */
    static final int VARIANTS = 3;
    /** Offers that show that a server was alone. */
    static final int ALONE = 2;
    /** A card that answers while the known one was heard within this is another card. */
    static final long ALIVE_NANOS = 600_000_000_000L;

    private final String name;
    private final Ip ip;
    private final Where first;
    private final List<String> elders;
    private int offers;
    private int offerXid;
    private Where last;
    private long transactions;
    private int lastXid;
    private long mac = Mac.NONE;
    private long macNanos;
    private final List<Scope> scopes = new ArrayList<>(1);

    /** @param others the path's servers as it appears */
    DhcpServer(DhcpMessage answer, List<DhcpServer> others) {
        name = answer.server();
        ip = answer.serverIp();
        first = answer.where();
        elders = others.stream()
                .filter(s -> s.wasAloneBefore(answer))
                .map(DhcpServer::name)
                .toList();
        last = answer.where();
        lastXid = answer.xid() + 1;
    }

    /** What it tells in one network, by class of client. */
    private static final class Scope {
        final Ip network;
        final List<Told> told = new ArrayList<>(1);

        Scope(Ip network) {
            this.network = network;
        }
    }

    /** Terms, and the packet that last had them. */
    public record Told(DhcpTerms terms, Where where) {}

    /** Identifier as text, as in {@link DhcpMessage#server}. */
    public String name() {
        return name;
    }

    /** Its address; {@link Ip#NONE} for DHCPv6 servers behind a relay. */
    public Ip ip() {
        return ip;
    }

    public Where first() {
        return first;
    }

    public Where last() {
        return last;
    }

    /**
     * True where it offered addresses in {@link #ALONE} transactions before the other server said anything: every server hears
     * a DISCOVER, so the other was not there then. One answer that was not seen may have been lost.
     */
    public boolean wasAloneBefore(DhcpServer other) {
        return other.elders.contains(name);
    }

    /** The same of a server whose first answer this is. */
    public boolean wasAloneBefore(DhcpMessage firstAnswer) {
        return offers - (offerXid == firstAnswer.xid() ? 1 : 0) >= ALONE;
    }

    /** Transactions it answered. */
    public long transactions() {
        return transactions;
    }

    /** The card its answers come from where no relay passes them on; {@link Mac#NONE} where none was seen. */
    public long mac() {
        return mac;
    }

    /** True where an answer that no relay passed on comes from another card than this server's, which was heard lately. */
    public boolean isOtherCard(DhcpMessage answer) {
        return !answer.relayed()
                && mac != Mac.NONE
                && answer.where().sourceMac() != Mac.NONE
                && answer.where().sourceMac() != mac
                && answer.nanos() - macNanos < ALIVE_NANOS;
    }

    /** What it told last in the answer's network; null where nothing that can be compared. */
    public @Nullable Told told(Ip network) {
        Scope s = scope(network);
        return s == null ? null : s.told.get(s.told.size() - 1);
    }

    /** The earlier terms in that network that {@code terms} differ from least; null without any. */
    public @Nullable Told nearest(Ip network, DhcpTerms terms) {
        Scope s = scope(network);
        Told best = null;
        int fewest = Integer.MAX_VALUE;
        for (Told t : s == null ? List.<Told>of() : s.told) {
            int n = terms.against(t.terms).size();
            if (n < fewest) {
                fewest = n;
                best = t;
            }
        }
        return best;
    }

    /** True where both were seen to tell something in one network, and tell the same there. */
    public boolean tellsTheSame(DhcpServer other) {
        boolean compared = false;
        for (Scope s : scopes) {
            for (Told t : s.told) {
                Told o = other.nearest(s.network, t.terms);
                if (o != null && !t.terms.against(o.terms).isEmpty()) {
                    return false;
                }
                compared |= o != null;
            }
        }
        return compared;
    }

    /** True where it named the address as a gateway or resolver. */
    public boolean names(Ip address) {
        for (Scope s : scopes) {
            for (Told t : s.told) {
                if (t.terms.names(address)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Takes an answer; from another card in its name nothing is learned. */
    void answered(DhcpMessage answer) {
        if (isOtherCard(answer)) {
            return;
        }
        boolean again = answer.xid() == lastXid;
        transactions += again ? 0 : 1;
        lastXid = answer.xid();
        last = answer.where();
        if (answer.kind() == DhcpMessage.Kind.OFFER && (offers == 0 || answer.xid() != offerXid)) {
            offers++;
            offerXid = answer.xid();
        }
        if (!answer.relayed() && answer.where().sourceMac() != Mac.NONE) {
            mac = answer.where().sourceMac();
            macNanos = answer.nanos();
        }
        if (!answer.terms().isEmpty()) {
            learn(answer);
        }
    }

    private void learn(DhcpMessage answer) {
        Scope s = scope(answer.network());
        if (s == null) {
            s = new Scope(answer.network());
            if (scopes.size() == SCOPES) {
                scopes.remove(1);
            }
            scopes.add(s);
        }
        for (int i = 0; i < s.told.size(); i++) {
            Told t = s.told.get(i);
            if (answer.terms().against(t.terms).isEmpty()) {
                s.told.remove(i);
                s.told.add(new Told(answer.terms().over(t.terms), answer.where()));
                return;
            }
        }
        if (s.told.size() == VARIANTS) {
            s.told.remove(0);
        }
        s.told.add(new Told(answer.terms(), answer.where()));
    }

    private @Nullable Scope scope(Ip network) {
        for (Scope s : scopes) {
            if (s.network.equals(network)) {
                return s;
            }
        }
        return null;
    }
}
