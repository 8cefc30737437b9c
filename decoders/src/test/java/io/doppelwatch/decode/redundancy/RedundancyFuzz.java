// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.redundancy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** Any bytes are read without an exception, and every address lies within them. */
class RedundancyFuzz {
    @FuzzTest
    void anyBytes(byte[] data) {
        read(data);
    }

    static void read(byte[] data) {
        ByteBuf buffer = Unpooled.wrappedBuffer(data);
        for (int version : new int[] {4, 6}) {
            VrrpMessage vrrp = new VrrpMessage().wrap(buffer, 0, data.length, version);
            int n = vrrp.addresses();
            within(n == 0 ? 0 : vrrp.address(n - 1), n == 0 ? 0 : version, data);
        }
        HsrpMessage hsrp = new HsrpMessage().wrap(buffer, 0, data.length);
        if (hsrp.ok()) {
            within(hsrp.address(), hsrp.ipVersion(), data);
            hsrp.isActive();
            hsrp.priority();
        }
        GlbpMessage glbp = new GlbpMessage().wrap(buffer, 0, data.length);
        if (glbp.hasHello()) {
            within(glbp.address(), glbp.ipVersion(), data);
            glbp.isActive();
            glbp.priority();
        }
        LacpMessage lacp = new LacpMessage().wrap(buffer, 0, data.length);
        if (lacp.actorSystem() >>> 48 != 0 || lacp.partnerSystem() >>> 48 != 0 || lacp.actorKey() > 0xffff) {
            throw new AssertionError(lacp.toString());
        }
    }

    private static void within(int at, int ipVersion, byte[] data) {
        int length = ipVersion == 6 ? 16 : ipVersion;
        if (at < 0 || at + length > data.length) {
            throw new AssertionError("an address outside the message, at " + at);
        }
    }
}
