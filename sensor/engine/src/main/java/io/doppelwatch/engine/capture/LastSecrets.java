// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.capture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Decryption secrets at the end of a pcapng, behind its last packet: who adds them to a capture afterwards puts them there, and
 * the packets before them are what they are for. A block ends with its length said again (draft-ietf-opsawg-pcapng, 3.1), so
 * the file can be walked from its end, up to the last packet or anything that does not fit.
 *
 * <p>Secrets between packets hold from where they stand on. To look for them ahead would mean to read every capture twice.
 */
final class LastSecrets {
    /** Blocks looked at: name resolutions, statistics and secrets. */
    private static final int MAX_BLOCKS = 256;

    private static final int NAME_RESOLUTION = 4;
    private static final int STATISTICS = 5;
    private static final int DECRYPTION_SECRETS = 10;
    private static final int SHORTEST_BLOCK = 12;
    private static final int SECRETS_AT = 16;
    private static final int TRAILER = 4;

    /** Of a section header: type, length, byte-order magic. */
    private static final int SECTION_START = 12;

    private static final int BYTE_ORDER_MAGIC = 0x1a2b3c4d;

    private LastSecrets() {}

    /**
     * Keeps what is found, in the order of the file.
     *
     * @return where the first block of it begins; {@link Long#MAX_VALUE} where there is none
     */
    static long find(CaptureFile file, Run run) throws IOException {
        Deque<DecryptionSecrets> found = new ArrayDeque<>();
        long from = Long.MAX_VALUE;
        try (FileChannel channel = FileChannel.open(file.location().orElseThrow(), StandardOpenOption.READ)) {
            ByteBuffer head = bytes(channel, 0, SECTION_START);
            ByteOrder order = head.getInt(8) == BYTE_ORDER_MAGIC ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
            long end = channel.size();
            for (int i = 0; i < MAX_BLOCKS && end - SHORTEST_BLOCK > SECTION_START; i++) {
                long length =
                        bytes(channel, end - TRAILER, TRAILER).order(order).getInt() & 0xffff_ffffL;
                long start = end - length;
                if (length < SHORTEST_BLOCK || length % 4 != 0 || start < SECTION_START) {
                    break;
                }
                ByteBuffer block = bytes(channel, start, (int) Math.min(length, SECRETS_AT))
                        .order(order);
                int type = block.getInt(0);
                if ((block.getInt(4) & 0xffff_ffffL) != length) {
                    break;
                }
                if (type == DECRYPTION_SECRETS) {
                    if (length < SECRETS_AT + TRAILER
                            || length > PcapngReader.MAX_BLOCK
                            || !run.roomForSecrets(length)) {
                        break;
                    }
                    long size = block.getInt(12) & 0xffff_ffffL;
                    if (size > length - SECRETS_AT - TRAILER) {
                        break;
                    }
                    byte[] data = bytes(channel, start + SECRETS_AT, (int) size).array();
                    from = start;
                    found.addFirst(new DecryptionSecrets(file.path(), block.getInt(8), data));
                } else if (type != NAME_RESOLUTION && type != STATISTICS) {
                    break;
                }
                end = start;
            }
        }
        found.forEach(run::keep);
        return from;
    }

    private static ByteBuffer bytes(FileChannel channel, long at, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining() && channel.read(buffer, at + buffer.position()) > 0) {
            continue;
        }
        return buffer.flip().limit(length);
    }
}
