// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Path;
import io.doppelwatch.engine.observe.Where;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one server has said of one name so far, on one path. Another server may have another view: split DNS. */
public final class Resolution {
    static final int KEPT = 16;
    /** With the lists of its networks. */
    private static final int OWN_BYTES = 1300;

    private static final int SIGHTING_BYTES = 420;

    final Path path;
    final Ip server;

    private final List<Sighting<Ip>> addresses = new ArrayList<>(2);
    private final List<Sighting<String>> aliases = new ArrayList<>(0);
    private final List<Sighting<String>> servers = new ArrayList<>(0);
    private final List<Ip> networks = new ArrayList<>(2);
    private int bytes = OWN_BYTES;
    private int kept = KEPT;
    private long answers;
    private @Nullable Where lastAnswer;
    private int lastType;
    private long goodUntil = Long.MIN_VALUE;
    private @Nullable Where denied;
    private int deniedType;
    private long deniedUntil = Long.MIN_VALUE;

    Resolution(Path path, Ip server) {
        this.path = path;
        this.server = server;
    }

    /** Bytes it holds on to, about. */
    int bytes() {
        return bytes;
    }

    /** Whether it has to do with little room from now on. */
    void tight(boolean isTight) {
        kept = isTight ? 2 : KEPT;
    }

    /** The server that says so. */
    public Ip server() {
        return server;
    }

    public List<Sighting<Ip>> addresses() {
        return addresses;
    }

    /** Where CNAME records of the name lead, directly. */
    public List<Sighting<String>> aliases() {
        return aliases;
    }

    /** Name servers, where the name is a zone. */
    public List<Sighting<String>> servers() {
        return servers;
    }

    /** Answers that gave it something. */
    public long answers() {
        return answers;
    }

    public @Nullable Where lastAnswer() {
        return lastAnswer;
    }

    /** Event time until which the last answer's TTL lets a cache give it again. */
    public long goodUntil() {
        return goodUntil;
    }

    /** The last NXDOMAIN; null where the name was answered since, or there was none. */
    public @Nullable Where denied() {
        return denied;
    }

    /** Event time until which the last NXDOMAIN holds (RFC 2308, 5). */
    public long deniedUntil() {
        return deniedUntil;
    }

    /** How many networks of 24 or 48 bits its addresses came from: what varies by itself says little when it varies. */
    public int networks() {
        return networks.size();
    }

    boolean answered(int type) {
        return answers > 0 && lastType == type;
    }

    boolean denied(int type) {
        return denied != null && deniedType == type;
    }

    void answered(Where where, int type, long ttl) {
        answers++;
        lastAnswer = where;
        lastType = type;
        goodUntil = where.timeNanos() + Math.min(ttl, Integer.MAX_VALUE) * 1_000_000_000L;
        denied = null;
    }

    void denied(Where where, int type, long ttl) {
        denied = where;
        deniedType = type;
        deniedUntil = where.timeNanos() + Math.min(ttl, Integer.MAX_VALUE) * 1_000_000_000L;
    }

    void address(Ip ip, Where where, long ttl) {
        see(addresses, ip, where, ttl);
        Ip network = network(ip);
        if (!networks.contains(network) && networks.size() < KEPT) {
            networks.add(network);
        }
    }

    void alias(String target, Where where, long ttl) {
        see(aliases, target, where, ttl);
    }

    void server(String name, Where where, long ttl) {
        see(servers, name, where, ttl);
    }

    boolean knows(Ip ip) {
        for (Sighting<Ip> s : addresses) {
            if (s.value().equals(ip)) {
                return true;
            }
        }
        return false;
    }

    /** True where an address of the same family and network was given before. */
    boolean knowsNetwork(Ip ip) {
        return networks.contains(network(ip));
    }

    boolean knowsFamily(Ip ip) {
        for (Sighting<Ip> s : addresses) {
            if (s.value().isV4() == ip.isV4()) {
                return true;
            }
        }
        return false;
    }

    /** The /24 or /48 of an address. */
    static Ip network(Ip ip) {
        return ip.isV4() ? new Ip(ip.high(), ip.low() & ~0xffL) : new Ip(ip.high() & ~0xffffL, 0);
    }

    private static int size(Object value) {
        return SIGHTING_BYTES + (value instanceof String s ? 2 * s.length() : 0);
    }

    /** One more sighting; where there is no room, the one not seen for the longest time gives way. */
    private <T> void see(List<Sighting<T>> all, T value, Where where, long ttl) {
        int oldest = 0;
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).value().equals(value)) {
                all.set(i, all.get(i).again(where, ttl));
                return;
            }
            if (all.get(i).last().ordinal() < all.get(oldest).last().ordinal()) {
                oldest = i;
            }
        }
        Sighting<T> first = new Sighting<>(value, where, where, 1, ttl);
        if (all.size() < kept) {
            all.add(first);
            bytes += size(value);
        } else {
            bytes += size(value) - size(all.set(oldest, first).value());
        }
    }
}
