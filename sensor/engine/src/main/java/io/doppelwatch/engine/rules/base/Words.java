// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.rules.base;

import io.doppelwatch.engine.event.Finding.Party;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Path;
import io.doppelwatch.engine.tables.Host;
import io.doppelwatch.engine.trust.Trust;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How findings say things. */
public final class Words {
    private Words() {}

    public static String ip(Ip ip) {
        return "ip:" + ip;
    }

    /** {@code  on vlan:10}, empty without tags. */
    public static String on(Path path) {
        return path.tags().isEmpty() ? "" : " on " + path;
    }

    public static List<Ip> victims(Ip ip) {
        return ip.equals(Ip.NONE) || ip.isV4() && (int) ip.low() == 0 ? List.of() : List.of(ip);
    }

    public static Party party(@Nullable Host host) {
        return host == null ? Party.UNKNOWN : new Party(host.mac(), host.own());
    }

    /** 1.8 ms, 12 s, 3 min, 5 h, 12 days. */
    public static String span(long nanos) {
        double ms = nanos / 1e6;
        if (ms < 1000) {
            return String.format(Locale.ROOT, ms < 10 ? "%.1f ms" : "%.0f ms", ms);
        }
        double s = ms / 1000;
        if (s < 120) {
            return String.format(Locale.ROOT, s < 10 ? "%.1f s" : "%.0f s", s);
        }
        if (s < 7200) {
            return String.format(Locale.ROOT, "%.0f min", s / 60);
        }
        return s < 172_800
                ? String.format(Locale.ROOT, "%.0f h", s / 3600)
                : String.format(Locale.ROOT, "%.0f days", s / 86_400);
    }

    /** The addresses a service may have, as the trust file spells networks. */
    public static String addresses(Trust.Service service) {
        List<String> all = new ArrayList<>();
        for (Trust.Cidr c : service.addresses()) {
            int prefix = c.network().isV4() ? c.prefix() - 96 : c.prefix();
            all.add(c.prefix() == 128 ? c.network().toString() : c.network() + "/" + prefix);
        }
        return String.join(", ", all);
    }

    /** "a", "a and b", "a, b and c". */
    public static String list(List<String> parts) {
        int n = parts.size();
        return n < 2 ? String.join("", parts) : String.join(", ", parts.subList(0, n - 1)) + " and " + parts.get(n - 1);
    }
}
