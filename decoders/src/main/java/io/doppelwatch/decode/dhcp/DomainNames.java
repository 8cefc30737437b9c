// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.dhcp;

import io.doppelwatch.decode.dns.DnsName;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;

/**
 * The domains a client shall search: option 119 of DHCP, where pointers count from the option's first byte (RFC 3397, 2),
 * and option 24 of DHCPv6 (RFC 3646, 4).
 */
public final class DomainNames {
    /** Resolvers search six; compressed, one option could name thousands. */
    public static final int MAX_NAMES = 16;

    private DomainNames() {}

    /** The names up to the first fault, at most {@link #MAX_NAMES} of them. */
    public static List<String> read(byte[] option) {
        List<String> all = new ArrayList<>();
        ByteBuf b = Unpooled.wrappedBuffer(option);
        DnsName name = new DnsName();
        int at = 0;
        while (at < option.length
                && all.size() < MAX_NAMES
                && name.wrap(b, 0, option.length, at).ok()) {
            all.add(name.toString());
            at = name.end();
        }
        return List.copyOf(all);
    }
}
