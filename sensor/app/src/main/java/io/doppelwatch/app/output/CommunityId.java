// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.output;

import io.doppelwatch.engine.net.Ip;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * Community ID, version 1, seed 0 (https://github.com/corelight/community-id-spec): the name of a flow that Zeek,
 * Suricata and others give it too. Not thread-safe.
 */
final class CommunityId {
    private static final int TCP = 6;
    private static final int UDP = 17;
    private static final int SCTP = 132;
    private static final int SEED = 0;

    private final MessageDigest sha1 = sha1();
    /** Seed, two IPv6 addresses, protocol, padding, two ports: the most there is to digest. */
    private final ByteBuffer tuple = ByteBuffer.allocate(2 + 16 + 16 + 1 + 1 + 2 + 2);

    /** True for the protocols whose ports are known here; ICMP needs the types of both directions. */
    static boolean covers(int protocol) {
        return protocol == TCP || protocol == UDP || protocol == SCTP;
    }

    String of(Ip source, int sourcePort, Ip destination, int destinationPort, int protocol) {
        int order = source.compareTo(destination);
        boolean swap = order > 0 || order == 0 && sourcePort > destinationPort;
        tuple.clear();
        tuple.putShort((short) SEED);
        tuple.put(swap ? destination.bytes() : source.bytes());
        tuple.put(swap ? source.bytes() : destination.bytes());
        tuple.put((byte) protocol);
        tuple.put((byte) 0);
        tuple.putShort((short) (swap ? destinationPort : sourcePort));
        tuple.putShort((short) (swap ? sourcePort : destinationPort));
        sha1.update(tuple.array(), 0, tuple.position());
        return "1:" + Base64.getEncoder().encodeToString(sha1.digest());
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }
}
