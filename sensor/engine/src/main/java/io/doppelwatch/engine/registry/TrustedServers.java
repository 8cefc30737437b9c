// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.registry;

import io.doppelwatch.engine.lookalike.Likeness;
import io.doppelwatch.engine.lookalike.Lookalikes;
import io.doppelwatch.engine.lookalike.Looks;
import io.doppelwatch.engine.registry.NamesMeet.Alike;
import io.doppelwatch.engine.trust.Trust;
import io.doppelwatch.engine.trust.TrustIndex;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The trust file's services as servers that an entry may claim to be. */
public final class TrustedServers {
    /** Words put before or behind a name to seem of its family. */
    private static final List<String> AFFIXES = List.of(
            "official",
            "tools",
            "pro",
            "server",
            "mcp",
            "plus",
            "new",
            "secure",
            "v2",
            "client",
            "api",
            "remote",
            "cloud");

    private static final int SHORT = 4;
    private static final int LONG = 6;

    private final TrustIndex trust;
    private final Map<String, Trust.Service> byServerName = new LinkedHashMap<>();
    private final Lookalikes hosts;
    private final Looks looks = new Looks();

    /** Where an entry stands to the service whose name it bears. */
    public enum Standing {
        /** At a name or address of the service. */
        OWN,
        /** There, at a port the trust file does not list. */
        OTHER_PORT,
        /** On the reader's own machine: a tunnel, or a server in the making. */
        LOOPBACK,
        /** At another host. */
        ELSEWHERE,
        /** A program of its own that says nothing of where it calls. */
        PROGRAM,
        /** Not known before it runs. */
        UNKNOWN
    }

    /** How an entry's name resembles a service's. */
    public record Resembling(Trust.Service service, String trusted, String words, boolean strong) {}

    public TrustedServers(TrustIndex trust) {
        this.trust = trust;
        for (Trust.Service s : trust.trust().services()) {
            if (!s.mcpServerName().isEmpty()) {
                byServerName.putIfAbsent(s.mcpServerName(), s);
            }
        }
        hosts = new Lookalikes(trust.names().keySet());
    }

    /** True where the trust file says of any service that it is an MCP server: only then is it a list of them. */
    public boolean areListed() {
        return !byServerName.isEmpty();
    }

    /** The service whose MCP server name, name or alias this is. */
    public Trust.@Nullable Service claimed(String name) {
        Trust.Service s = byServerName.get(name);
        return s != null ? s : trust.serviceNamed(name.toLowerCase(Locale.ROOT));
    }

    /** The service that lives at one of the entry's endpoints. */
    public Trust.@Nullable Service at(Endpoint e) {
        return e.hasAddress() ? byAddress(e) : trust.serviceNamed(e.host());
    }

    private Trust.@Nullable Service byAddress(Endpoint e) {
        for (Trust.Service s : trust.trust().services()) {
            if (!s.addresses().isEmpty() && TrustIndex.mayBeAt(s, e.address())) {
                return s;
            }
        }
        return null;
    }

    /** The worst of an entry's targets, in the order of {@link Standing}; offers that only name a package say nothing. */
    public Standing standing(Trust.Service service, RegistryEntry entry) {
        Standing worst = null;
        for (Target t : entry.targets()) {
            Standing s = standing(service, t);
            worst = worst == null || s == Standing.ELSEWHERE || worst != Standing.ELSEWHERE && s.compareTo(worst) > 0
                    ? s
                    : worst;
        }
        return worst == null ? Standing.UNKNOWN : worst;
    }

    private Standing standing(Trust.Service service, Target target) {
        Endpoint e = target.endpoint();
        if (e == null) {
            return target instanceof Target.Remote ? Standing.UNKNOWN : Standing.PROGRAM;
        }
        boolean own = e.hasAddress()
                ? !service.addresses().isEmpty() && TrustIndex.mayBeAt(service, e.address())
                : service.name().equals(e.host()) || service.aliases().contains(e.host());
        if (own) {
            return service.ports().isEmpty() || e.port() == 0 || service.ports().contains(e.port())
                    ? Standing.OWN
                    : Standing.OTHER_PORT;
        }
        return e.isLoopback() ? Standing.LOOPBACK : Standing.ELSEWHERE;
    }

    /** A trusted host that this one looks like. */
    public @Nullable Likeness likeness(Endpoint e) {
        return e.hasAddress() || hosts.isEmpty() ? null : hosts.of(e.host());
    }

    /** The MCP server name that a name which is not it could be taken for. */
    public @Nullable Resembling resembling(String name) {
        if (byServerName.isEmpty() || byServerName.containsKey(name)) {
            return null;
        }
        String folded = NamesMeet.folded(name);
        int slash = folded.lastIndexOf('/');
        String own = folded.substring(slash + 1);
        for (Map.Entry<String, Trust.Service> e : byServerName.entrySet()) {
            Resembling r = resembling(folded, own, slash >= 0, e.getKey(), e.getValue());
            if (r != null) {
                return r;
            }
        }
        return null;
    }

    private @Nullable Resembling resembling(
            String folded, String own, boolean namespaced, String trusted, Trust.Service service) {
        String other = NamesMeet.folded(trusted);
        if (folded.equals(other)) {
            return new Resembling(service, trusted, Alike.FOLDED.words(), true);
        }
        if (looks.skeleton(folded).replace("_", "").equals(looks.skeleton(other).replace("_", ""))) {
            boolean separators = bare(folded).equals(bare(other));
            return new Resembling(
                    service, trusted, separators ? Alike.SEPARATORS.words() : Alike.LOOKS.words(), !separators);
        }
        if (other.length() >= LONG && Meetings.isOneEdit(folded, other)) {
            return new Resembling(service, trusted, Alike.ONE_EDIT.words(), true);
        }
        if (namespaced && own.equals(other)) {
            return new Resembling(service, trusted, "is the same in another namespace", false);
        }
        if (other.length() >= SHORT) {
            for (String affix : AFFIXES) {
                if (bare(own).equals(bare(other) + affix) || bare(own).equals(affix + bare(other))) {
                    return new Resembling(service, trusted, "adds '" + affix + "'", false);
                }
            }
        }
        return null;
    }

    private static String bare(String text) {
        return text.replaceAll("[-._ ]", "");
    }
}
