// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.observe;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.brotli.dec.BrotliInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A CompressedCertificate (RFC 8879, 4): algorithm 2, length of the Certificate's body 3, its compressed form 3+n. It has to
 * give exactly the length it promises, which is bounded: a kilobyte must not become a gigabyte.
 */
final class CompressedCertificate {
    private static final int HEADER = 8;
    private static final int ZLIB = 1;
    private static final int BROTLI = 2;
    private static final int ZSTD = 3;

    private CompressedCertificate() {}

    /** The body of the Certificate inside; null where it is damaged, too long, or of another algorithm. */
    static byte @Nullable [] inflate(byte[] message, int start) {
        if (message.length < start + HEADER) {
            return null;
        }
        int algorithm = (message[start] & 0xff) << 8 | message[start + 1] & 0xff;
        int length = medium(message, start + 2);
        if (length > TlsStream.MAX_MESSAGE || medium(message, start + 5) != message.length - start - HEADER) {
            return null;
        }
        byte[] packed = Arrays.copyOfRange(message, start + HEADER, message.length);
        return switch (algorithm) {
            case ZLIB -> zlib(packed, length);
            case BROTLI -> brotli(packed, length);
            case ZSTD -> zstd(packed, length);
            default -> null;
        };
    }

    private static int medium(byte[] b, int at) {
        return (b[at] & 0xff) << 16 | (b[at + 1] & 0xff) << 8 | b[at + 2] & 0xff;
    }

    private static byte @Nullable [] zlib(byte[] packed, int length) {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(packed);
            // One byte more than promised shows that there is more.
            byte[] out = new byte[length + 1];
            int n = 0;
            while (n < out.length && !inflater.finished()) {
                int got = inflater.inflate(out, n, out.length - n);
                if (got == 0) {
                    break;
                }
                n += got;
            }
            return n == length && inflater.finished() ? Arrays.copyOf(out, n) : null;
        } catch (DataFormatException e) {
            return null;
        } finally {
            inflater.end();
        }
    }

    private static byte @Nullable [] brotli(byte[] packed, int length) {
        try (BrotliInputStream in = new BrotliInputStream(new ByteArrayInputStream(packed))) {
            byte[] out = in.readNBytes(length + 1);
            return out.length == length ? out : null;
        } catch (IOException | RuntimeException e) { // its decoder throws both on bytes that are no brotli
            return null;
        }
    }

    private static byte @Nullable [] zstd(byte[] packed, int length) {
        byte[] out = new byte[length];
        try (ZstdDecompressCtx context = new ZstdDecompressCtx()) {
            return context.decompress(out, packed) == length ? out : null;
        } catch (ZstdException e) {
            return null;
        }
    }
}
