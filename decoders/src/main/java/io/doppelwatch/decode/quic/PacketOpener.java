// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.quic;

import io.doppelwatch.decode.tls.crypto.Aead;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;

/**
 * Removes header and packet protection of Initial and Handshake packets (RFC 9001, 5.3 and 5.4). Whether the keys were right is known
 * for certain: the packet is authenticated. Keeps its buffers; not thread-safe.
 */
public final class PacketOpener {
    private static final int TAG_BYTES = 16; // of every cipher QUIC has (RFC 9001, 5.3)
    private static final int SAMPLE_BYTES = 16;
    /** The sample is taken as if the packet number had its greatest length (RFC 9001, 5.4.2). */
    private static final int MAX_NUMBER_BYTES = 4;

    private final Cipher headerCipher;
    private byte[] packet = new byte[2048];
    private byte[] plain = new byte[2048];
    private ByteBuf plainText = Unpooled.wrappedBuffer(plain);
    private long packetNumber = -1;

    public PacketOpener() {
        try {
            headerCipher = Cipher.getInstance("AES/ECB/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES", e);
        }
    }

    /**
     * Opens a packet.
     *
     * @param header one that was wrapped without a fault, of an Initial or Handshake packet
     * @param largest largest packet number seen of this sender, -1 before the first
     * @return bytes of {@link #plainText()} from index 0; -1 where the keys do not open it
     */
    public int open(Protection protection, LongHeader header, long largest) {
        int length = header.end() - header.start();
        int number = header.protectedPart() - header.start();
        if (length - number < MAX_NUMBER_BYTES + SAMPLE_BYTES) {
            return -1;
        }
        if (packet.length < length) {
            packet = new byte[length];
            plain = new byte[length];
            plainText = Unpooled.wrappedBuffer(plain);
        }
        header.buffer().getBytes(header.start(), packet, 0, length);
        try {
            byte[] mask = protection.mask(headerCipher, packet, number + MAX_NUMBER_BYTES);
            packet[0] ^= (byte) (mask[0] & 0x0f);
            int numberLength = (packet[0] & 3) + 1;
            long truncated = 0;
            for (int i = 0; i < numberLength; i++) {
                packet[number + i] ^= mask[1 + i];
                truncated = truncated << 8 | packet[number + i] & 0xff;
            }
            int payload = number + numberLength;
            if (length - payload < TAG_BYTES) {
                return -1;
            }
            long full = number(truncated, 8 * numberLength, largest);
            byte[] nonce = Aead.nonce(protection.iv, full);
            int opened = protection.aead.open(nonce, packet, payload, packet, payload, length - payload, plain);
            if (opened >= 0) {
                packetNumber = full;
            }
            return opened;
        } catch (GeneralSecurityException e) {
            return -1;
        }
    }

    /** What {@link #open} opened last; valid until its next call. */
    public ByteBuf plainText() {
        return plainText;
    }

    /** Number of the packet opened last. */
    public long packetNumber() {
        return packetNumber;
    }

    /** The number nearest to the one expected that ends in the bits sent (RFC 9000, A.3). */
    static long number(long truncated, int bits, long largest) {
        long expected = largest + 1;
        long window = 1L << bits;
        long candidate = expected & -window | truncated;
        if (candidate <= expected - window / 2 && candidate < (1L << 62) - window) {
            return candidate + window;
        }
        if (candidate > expected + window / 2 && candidate >= window) {
            return candidate - window;
        }
        return candidate;
    }
}
