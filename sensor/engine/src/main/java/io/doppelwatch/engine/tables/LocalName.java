// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Mac;
import io.doppelwatch.engine.net.Path;
import io.doppelwatch.engine.observe.Where;
import io.doppelwatch.engine.tables.LocalMessage.Statement;
import org.jspecify.annotations.Nullable;

/** One name of the local link in one protocol on one path, and who claimed it: the last {@link #KEPT} MACs of them. */
public final class LocalName extends Entry<LocalName> {
    /** In the name of an MCP server's instance, behind a first label that may hold anything. */
    public static final String MCP = "._mcp._tcp.";

    static final int KEPT = 3;

    final Path path;
    final Protocol protocol;
    final Kind kind;
    final long key;
    boolean standing;

    private final long label;
    private final String text;
    private final Claim[] claims = new Claim[KEPT];
    private int count;
    private long prober = Mac.NONE;
    private long probedNanos;
    private long probeAnsweredNanos;
    private @Nullable Farewell farewell;

    /** Which way of speaking about names. */
    public enum Protocol {
        MDNS("mDNS"),
        LLMNR("LLMNR"),
        NBNS("NBNS");

        private final String text;

        Protocol(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }

    /** What a name names. */
    public enum Kind {
        /** A host: A and AAAA records, or a NetBIOS name. */
        HOST,
        /** A service instance (RFC 6763, 4.1): SRV records. */
        SERVICE
    }

    /** A record of the owner's that somebody else took back for it (RFC 6762, 10.1). */
    public record Farewell(long mac, Where where) {}

    /** One MAC's claim. Mutable: what a rule is told of holds while it judges. */
    public static final class Claim {
        private final long mac;
        private final Where first;
        private Where last;
        private Ip[] addresses = new Ip[1];
        private int addressCount;
        private long target;
        private String targetName = "";
        private int port;
        private long times;
        private boolean gone;
        private boolean contested;

        Claim(long mac, Where first) {
            this.mac = mac;
            this.first = first;
            this.last = first;
        }

        public long mac() {
            return mac;
        }

        public Where first() {
            return first;
        }

        public Where last() {
            return last;
        }

        /** How often it was claimed. */
        public long times() {
            return times;
        }

        /** Where the name is to be found, as last said: addresses, or host and port. */
        public String text() {
            if (!targetName.isEmpty()) {
                return targetName + ":" + port;
            }
            StringBuilder s = new StringBuilder();
            for (int i = 0; i < addressCount; i++) {
                s.append(i == 0 ? "" : ", ").append(addresses[i]);
            }
            return s.toString();
        }

        /** The first of its addresses, IPv4 before IPv6; {@link Ip#NONE} without one. */
        public Ip address() {
            for (int i = 0; i < addressCount; i++) {
                if (addresses[i].isV4()) {
                    return addresses[i];
                }
            }
            return addressCount == 0 ? Ip.NONE : addresses[0];
        }

        /** True where the owner claimed the name again after this claim. */
        public boolean isContested() {
            return contested;
        }

        /** True where both lead to the same place, as far as anybody can tell: a reflector's or a sleep proxy's copy does. */
        boolean agreesWith(Claim other) {
            if (!targetName.isEmpty() || !other.targetName.isEmpty()) {
                return target == other.target;
            }
            boolean comparable = false;
            for (int i = 0; i < addressCount; i++) {
                if (other.has(addresses[i])) {
                    return true;
                }
                comparable |= other.hasFamilyOf(addresses[i]);
            }
            // One says only IPv4 and the other only IPv6: that contradicts nothing.
            return !comparable;
        }

        /** True where a statement is about what this claim says. */
        boolean covers(Statement s) {
            if (s.kind() == Kind.SERVICE) {
                return target == s.target();
            }
            for (int i = 0; i < s.addresses(); i++) {
                if (has(s.address(i))) {
                    return true;
                }
            }
            return false;
        }

        private boolean has(Ip ip) {
            for (int i = 0; i < addressCount; i++) {
                if (addresses[i].equals(ip)) {
                    return true;
                }
            }
            return false;
        }

        private boolean hasFamilyOf(Ip ip) {
            for (int i = 0; i < addressCount; i++) {
                if (addresses[i].isV4() == ip.isV4()) {
                    return true;
                }
            }
            return false;
        }

        private void said(Statement s, Where where) {
            last = where;
            times++;
            gone = false;
            if (s.kind() == Kind.SERVICE) {
                target = s.target();
                targetName = s.targetName();
                port = s.port();
            } else {
                replaceFamilies(s);
            }
        }

        /** What is said of a family of addresses takes the place of what was said of it before (RFC 6762, 10.2). */
        private void replaceFamilies(Statement s) {
            Ip[] now = new Ip[LocalMessage.ADDRESSES * 2];
            int n = 0;
            for (int i = 0; i < s.addresses(); i++) {
                now[n++] = s.address(i);
            }
            int said = n;
            for (int i = 0; i < addressCount && n < now.length; i++) {
                boolean replaced = false;
                for (int k = 0; k < said; k++) {
                    replaced |= now[k].isV4() == addresses[i].isV4();
                }
                if (!replaced) {
                    now[n++] = addresses[i];
                }
            }
            if (addresses.length < n) {
                addresses = new Ip[n];
            }
            System.arraycopy(now, 0, addresses, 0, n);
            addressCount = n;
        }
    }

    LocalName(Path path, Protocol protocol, Statement s) {
        this.path = path;
        this.protocol = protocol;
        this.kind = s.kind();
        this.key = s.hash();
        this.label = s.label();
        this.text = s.name();
    }

    public Protocol protocol() {
        return protocol;
    }

    public Kind kind() {
        return kind;
    }

    /** Lower case. */
    public String text() {
        return text;
    }

    /** Seeded hash of the first label. */
    public long label() {
        return label;
    }

    /** Who took back what the owner says, as long as the owner did not say anything since; null where nobody did. */
    public @Nullable Farewell farewell() {
        return farewell;
    }

    /** True where {@code mac} probed for the name since the time given, and nobody answered the probe. */
    public boolean probedInPeace(long mac, long sinceNanos) {
        return mac == prober && probedNanos >= sinceNanos && probeAnsweredNanos == 0;
    }

    /** True where {@code mac} probed for the name, and its owner answered within a second that it is taken. */
    public boolean probedInVain(long mac) {
        return mac == prober && probeAnsweredNanos != 0;
    }

    /** Who claimed the name first, of those who have not gone; null where all have. */
    @Nullable
    Claim owner(long sinceNanos) {
        Claim owner = null;
        for (int i = 0; i < count; i++) {
            Claim c = claims[i];
            boolean there = !c.gone && c.last.timeNanos() >= sinceNanos;
            if (there && (owner == null || c.first.ordinal() < owner.first.ordinal())) {
                owner = c;
            }
        }
        return owner;
    }

    /** What this MAC said of the name; null where it never claimed it, or too long ago. */
    public @Nullable Claim claimOf(long mac) {
        for (int i = 0; i < count; i++) {
            if (claims[i].mac == mac) {
                return claims[i];
            }
        }
        return null;
    }

    void probed(long mac, long nowNanos) {
        prober = mac;
        probedNanos = nowNanos;
        probeAnsweredNanos = 0;
    }

    /** Takes a claim in; the one of another MAC that was heard longest ago gives way, but never the owner's. */
    Claim claimed(Statement s, Where where, @Nullable Claim owner) {
        long mac = where.sourceMac();
        Claim c = claimOf(mac);
        if (c == null) {
            c = new Claim(mac, where);
            claims[count < KEPT ? count++ : victim(owner)] = c;
        }
        c.said(s, where);
        if (mac != prober && where.timeNanos() - probedNanos <= LocalNames.DEFENCE_NANOS && probedNanos != 0) {
            probeAnsweredNanos = where.timeNanos();
        }
        return c;
    }

    /** The owner speaks: who else claims the name does so in spite of it. */
    void defended(Claim owner) {
        for (int i = 0; i < count; i++) {
            if (claims[i] != owner && !claims[i].agreesWith(owner)) {
                claims[i].contested = true;
            }
        }
        farewell = null;
    }

    /** @param copies whether those who only repeated what it said are gone with it */
    void gone(Claim claim, boolean copies) {
        claim.gone = true;
        for (int i = 0; copies && i < count; i++) {
            claims[i].gone |= claims[i].agreesWith(claim);
        }
    }

    void takenBack(Farewell by) {
        farewell = by;
    }

    private int victim(@Nullable Claim owner) {
        int out = -1;
        for (int i = 0; i < KEPT; i++) {
            if (claims[i] != owner && (out < 0 || claims[i].last.ordinal() < claims[out].last.ordinal())) {
                out = i;
            }
        }
        return out;
    }
}
