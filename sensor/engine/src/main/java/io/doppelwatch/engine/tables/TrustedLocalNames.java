// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import io.doppelwatch.decode.dns.DnsName;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.tables.LocalMessage.Statement;
import io.doppelwatch.engine.tables.LocalName.Protocol;
import io.doppelwatch.engine.trust.Trust;
import io.doppelwatch.engine.trust.TrustIndex;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The trust file's names as the local link asks for them: whole in mDNS and LLMNR, and by their first label where they are
 * of one label or end in {@code .local}, since that is what a client asks its neighbours for. The file bounds it.
 */
public final class TrustedLocalNames {
    private static final String LOCAL = ".local";

    private final TrustedNames whole;
    private final Map<Long, Trust.Service> byLabel = new HashMap<>();
    private final Map<Long, Trust.Service> byMcpName = new HashMap<>();
    private final long wpad;

    /** @param seed of the name hashes */
    public TrustedLocalNames(TrustIndex trust, long seed) {
        whole = new TrustedNames(trust, seed);
        trust.names().forEach((name, service) -> {
            int dot = name.indexOf('.');
            byte[] wire = DnsName.wireOf(name);
            if (wire != null && (dot < 0 || dot == name.length() - LOCAL.length() && name.endsWith(LOCAL))) {
                byLabel.putIfAbsent(DnsName.of(wire).firstLabelHash(seed), service);
            }
        });
        for (Trust.Service service : trust.trust().services()) {
            // As one label, whatever is in it (RFC 6763, 4.1.1).
            byte[] label =
                    DnsName.wireOf(service.mcpServerName().replace("\\", "\\\\").replace(".", "\\."));
            if (label != null && label.length > 1) {
                byMcpName.putIfAbsent(DnsName.of(label).firstLabelHash(seed), service);
            }
        }
        byte[] wire = DnsName.wireOf("wpad");
        wpad = wire == null ? 0 : DnsName.of(wire).firstLabelHash(seed);
    }

    /** Whose name is claimed; null where it is in no trust file. */
    public Trust.@Nullable Service find(Protocol protocol, Statement s) {
        if (whole.isEmpty()) {
            return null;
        }
        if (whole.mayHave(s.hash()) && protocol != Protocol.NBNS) {
            return whole.find(s.hash(), s.name());
        }
        return protocol == Protocol.MDNS ? null : byLabel.get(s.label());
    }

    /** Whose MCP server an instance of {@code _mcp._tcp} says it is; null where it is in no trust file. */
    public Trust.@Nullable Service findMcp(Statement s) {
        Trust.Service service = byMcpName.isEmpty() ? null : byMcpName.get(s.label());
        return service != null && s.name().contains(LocalName.MCP) ? service : null;
    }

    /** True where a service instance leads to a host that the trust file names as this service. */
    public boolean leadsTo(Trust.Service service, Statement s) {
        return whole.mayHave(s.target()) && service.equals(whole.find(s.target(), s.targetName()));
    }

    /** True where the trust file gives the service addresses of this one's family, so that it can be held against them. */
    public static boolean saysOf(Trust.Service service, Ip ip) {
        for (Trust.Cidr c : service.addresses()) {
            if (c.network().isV4() == ip.isV4()) {
                return true;
            }
        }
        return false;
    }

    /** The name at which browsers look for a proxy. */
    public boolean isWpad(long label) {
        return label == wpad;
    }
}
