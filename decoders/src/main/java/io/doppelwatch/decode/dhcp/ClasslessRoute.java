// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.dhcp;

import java.util.ArrayList;
import java.util.List;

/**
 * A route that a DHCP server tells its clients (RFC 3442): prefix length, as many bytes of the network as that needs, router.
 *
 * @param network IPv4 address, bits beyond the prefix zero
 * @param prefix 0 to 32
 * @param router IPv4 address; 0 where the network is on the link itself
 */
public record ClasslessRoute(int network, int prefix, int router) {
    /** Reads option 121 up to the first contradiction: at most one route for five bytes. */
    static List<ClasslessRoute> read(byte[] b) {
        List<ClasslessRoute> all = new ArrayList<>();
        int at = 0;
        while (at < b.length) {
            int prefix = b[at] & 0xff;
            int significant = (prefix + 7) / 8;
            if (prefix > 32 || b.length - at - 1 < significant + 4) {
                break;
            }
            int network = 0;
            for (int i = 0; i < 4; i++) {
                network = network << 8 | (i < significant ? b[at + 1 + i] & 0xff : 0);
            }
            int mask = prefix == 0 ? 0 : -1 << 32 - prefix;
            int r = at + 1 + significant;
            all.add(new ClasslessRoute(
                    network & mask,
                    prefix,
                    (b[r] & 0xff) << 24 | (b[r + 1] & 0xff) << 16 | (b[r + 2] & 0xff) << 8 | b[r + 3] & 0xff));
            at = r + 4;
        }
        return List.copyOf(all);
    }
}
