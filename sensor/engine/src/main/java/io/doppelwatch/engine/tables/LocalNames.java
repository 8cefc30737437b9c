// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import io.doppelwatch.engine.net.Mac;
import io.doppelwatch.engine.net.Path;
import io.doppelwatch.engine.observe.Where;
import io.doppelwatch.engine.stats.Counter;
import io.doppelwatch.engine.stats.Counters;
import io.doppelwatch.engine.tables.LocalMessage.Statement;
import io.doppelwatch.engine.tables.LocalName.Claim;
import io.doppelwatch.engine.tables.LocalName.Farewell;
import io.doppelwatch.engine.tables.LocalName.Protocol;
import org.jspecify.annotations.Nullable;

/**
 * Who owns which name in mDNS, LLMNR and NBNS, by path.
 *
 * <p>At most {@code cap} names of about 1,200 bytes and {@code maxBytes} of their text. What goes first: of the names that
 * were claimed for less than a minute the one silent longest; those claimed for longer may fill half the table and give way
 * only to each other. So a flood of names pushes out its own kind.
 */
public final class LocalNames {
    /** Who has said nothing of a name for so long may have left without a word. Host records live for 120 s (RFC 6762, 10). */
    public static final long PRESENT_NANOS = 600_000_000_000L;
    /** A probe is answered at once (RFC 6762, 8.1: 250 ms each, three of them). */
    static final long DEFENCE_NANOS = 1_000_000_000L;

    private static final long STANDING_NANOS = 60_000_000_000L;

    private final KeyHash keys;
    private final Counters counters;
    private final long maxBytes;
    private final Tenants<LocalName> names;
    private long bytes;

    public LocalNames(int cap, long maxBytes, KeyHash keys, Counters counters) {
        this.keys = keys;
        this.counters = counters;
        this.maxBytes = maxBytes;
        names = new Tenants<>(cap);
    }

    /** A name claimed by a second MAC that leads elsewhere than its owner says. */
    public record Rival(LocalName name, Claim owner, Claim claimant, boolean flush, Where where) {}

    /**
     * A MAC took back what the owner says.
     *
     * @param where it was taken back
     * @param back the owner's next word for the name; null where the owner has not spoken yet
     */
    public record TakenBack(
            LocalName name,
            Claim owner,
            long mac,
            Where where,
            @Nullable Where back) {}

    /** Takes a claim; null where nobody else says otherwise. */
    public @Nullable Rival claim(Protocol protocol, Statement s, Where where) {
        long now = where.timeNanos();
        LocalName n = touch(protocol, s, where);
        Claim owner = n.owner(now - PRESENT_NANOS);
        Claim c = n.claimed(s, where, owner);
        if (owner == null || owner == c) {
            n.defended(c);
            return null;
        }
        return c.agreesWith(owner) ? null : new Rival(n, owner, c, s.flush(), where);
    }

    /** What somebody took back before the owner speaks again, as now; null where nobody did within a minute. */
    public @Nullable TakenBack rescued(Protocol protocol, Statement s, Where where) {
        LocalName n = find(where.path(), protocol, s);
        Farewell f = n == null ? null : n.farewell();
        if (n == null || f == null || where.timeNanos() - f.where().timeNanos() > STANDING_NANOS) {
            return null;
        }
        Claim owner = n.owner(where.timeNanos() - PRESENT_NANOS);
        return owner == null || owner.mac() != where.sourceMac()
                ? null
                : new TakenBack(n, owner, f.mac(), f.where(), where);
    }

    /** Notes a wish for a name. Who owns it may say so, or not. */
    public void probe(Protocol protocol, Statement s, Where where) {
        LocalName n = find(where.path(), protocol, s);
        if (n != null) {
            n.probed(where.sourceMac(), where.timeNanos());
        }
    }

    /** Takes a farewell; null where it is the claimant's own, or nobody's. */
    public @Nullable TakenBack goodbye(Protocol protocol, Statement s, Where where) {
        LocalName n = find(where.path(), protocol, s);
        if (n == null) {
            return null;
        }
        Claim own = n.claimOf(where.sourceMac());
        Claim owner = n.owner(where.timeNanos() - PRESENT_NANOS);
        boolean covered = owner != null && owner.covers(s);
        if (own != null && own.covers(s)) {
            n.gone(own, own == owner);
        }
        // A copy's goodbye, as a reflector's, comes after the owner's: while the owner is there it is nobody's but a
        // stranger's.
        if (owner == null || own == owner || !covered) {
            return null;
        }
        n.takenBack(new Farewell(where.sourceMac(), where));
        return new TakenBack(n, owner, where.sourceMac(), where, null);
    }

    /** Whose name it is, by the label its host is known by; null where nobody else's on this path and in this protocol. */
    public @Nullable Claim ownerOf(Protocol protocol, Statement s, Where where) {
        LocalName n = find(where.path(), protocol, s);
        return n == null ? null : n.owner(where.timeNanos() - PRESENT_NANOS);
    }

    private @Nullable LocalName find(Path path, Protocol protocol, Statement s) {
        long hash = hash(path, protocol, s);
        for (LocalName n = names.bucket(hash); n != null; n = n.chain) {
            if (n.hash == hash
                    && n.key == s.hash()
                    && n.protocol == protocol
                    && n.kind == s.kind()
                    && n.path.equals(path)) {
                return n;
            }
        }
        return null;
    }

    private LocalName touch(Protocol protocol, Statement s, Where where) {
        LocalName n = find(where.path(), protocol, s);
        if (n == null) {
            n = new LocalName(where.path(), protocol, s);
            bytes += 2L * n.text().length();
            while (names.isFull() || bytes > maxBytes) {
                LocalName out = names.evict();
                if (out == null) {
                    break;
                }
                bytes -= 2L * out.text().length();
                counters.increment(Counter.LOCAL_NAMES_EVICTED);
            }
            names.add(n, hash(where.path(), protocol, s));
        } else {
            Claim c = n.claimOf(where.sourceMac());
            boolean ripe = c != null && where.timeNanos() - c.first().timeNanos() >= STANDING_NANOS;
            n.standing = names.touch(n, n.standing, ripe);
        }
        return n;
    }

    private long hash(Path path, Protocol protocol, Statement s) {
        return keys.of(path, s.hash(), protocol.ordinal(), 16 + s.kind().ordinal());
    }

    /** True where a frame says who sent it. Without that nothing can be said of owners. */
    public static boolean hasSender(Where where) {
        return where.sourceMac() != Mac.NONE && where.sourceMac() != 0 && !Mac.isGroup(where.sourceMac());
    }
}
