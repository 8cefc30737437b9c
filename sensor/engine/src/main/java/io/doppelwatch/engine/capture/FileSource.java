// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.capture;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** The frames of one capture file. Whatever is wrong with it is noted in its {@link CaptureFile}; nothing is thrown. */
final class FileSource implements FrameSource {
    private static final int GZIP_BUFFER = 64 * 1024;

    private final CaptureFile file;
    private final Run run;
    private final int readAhead;
    private @Nullable ByteInput input;
    private @Nullable Window window;
    private @Nullable RecordReader reader;
    private Magic compression = Magic.UNKNOWN;
    private long advanced;

    private FileSource(CaptureFile file, Run run, int readAhead) {
        this.file = file;
        this.run = run;
        this.readAhead = readAhead;
    }

    /**
     * Opens a file as far as its file header.
     *
     * @param stream what to read where the file has no place of its own (standard input); else null
     * @param readAhead bytes to read at once
     */
    static FileSource open(CaptureFile file, Run run, @Nullable InputStream stream, int readAhead) {
        FileSource source = new FileSource(file, run, readAhead);
        try {
            source.open(stream);
        } catch (CaptureException e) {
            file.failed(e);
            source.release();
        } catch (IOException e) {
            file.failed(source.failure(e));
            source.release();
        }
        return source;
    }

    @Override
    public boolean next(Frame into) {
        if (reader == null) {
            return false;
        }
        boolean found;
        try {
            found = reader.next(into);
        } catch (IOException e) {
            file.damaged(window.offset() + window.available(), reason(e));
            found = false;
        } catch (OutOfMemoryError e) {
            // Netty's own limit on direct memory, asked before anything is changed: only this record is too much.
            file.damaged(window.offset(), "a record larger than the memory there is");
            found = false;
        }
        if (found) {
            file.count(into.captured());
        }
        long consumed = input.consumed();
        if (consumed != advanced) {
            run.advance(consumed - advanced);
            advanced = consumed;
        }
        return found;
    }

    @Override
    public void close() {
        release();
    }

    private void open(@Nullable InputStream stream) throws IOException {
        if (stream == null && file.regular()) {
            FileChannel channel = FileChannel.open(file.location().orElseThrow(), StandardOpenOption.READ);
            input = new ByteInput.OfFile(channel);
            Magic magic = sniff();
            if (!magic.compressed()) {
                read(magic, magic == Magic.PCAPNG ? LastSecrets.find(file, run) : Long.MAX_VALUE);
                return;
            }
            release();
        }
        CountingStream raw = new CountingStream(
                stream != null ? stream : Files.newInputStream(file.location().orElseThrow()));
        input = new ByteInput.OfStream(raw, raw);
        Magic magic = Magic.of(raw.peek());
        if (magic.compressed()) {
            compression = magic;
            input = new ByteInput.OfStream(decompressed(magic, raw), raw);
        }
        read(sniff(), Long.MAX_VALUE);
    }

    /** Looks at the first bytes through the window that will read on from them. */
    private Magic sniff() throws IOException {
        window = new Window(input, run.pool, readAhead);
        window.has(Magic.LENGTH);
        byte[] first = new byte[Math.min(window.available(), Magic.LENGTH)];
        window.buffer().getBytes(window.position(), first);
        return Magic.of(first);
    }

    /** @param secretsKnown offset from which on secrets of a pcapng are kept already */
    private void read(Magic magic, long secretsKnown) throws IOException {
        reader = switch (magic) {
            case PCAP -> PcapReader.open(window, file, run);
            case PCAPNG -> PcapngReader.open(window, file, run, secretsKnown);
            case SNOOP -> SnoopReader.open(window, file, run);
            case EMPTY -> throw new CaptureException(CaptureException.Kind.EMPTY, file.path(), "empty" + inside());
            default ->
                throw new CaptureException(
                        CaptureException.Kind.NOT_A_CAPTURE,
                        file.path(),
                        "not a capture" + inside() + " (pcap, pcapng and snoop are read, plain or as .gz or .zst)");
        };
    }

    private String inside() {
        return compression.compressed() ? " inside its compression" : "";
    }

    private static InputStream decompressed(Magic magic, InputStream raw) throws IOException {
        return magic == Magic.GZIP ? new GZIPInputStream(raw, GZIP_BUFFER) : new ZstdInputStreamNoFinalizer(raw);
    }

    private String reason(IOException e) {
        String what = compression == Magic.GZIP ? "gzip data " : compression == Magic.ZSTD ? "zstd data " : "";
        if (e instanceof EOFException || String.valueOf(e.getMessage()).startsWith("Truncated")) {
            return what + "cut short";
        }
        return what.isEmpty() ? "cannot be read on: " + message(e) : what + "damaged: " + message(e);
    }

    private CaptureException failure(IOException e) {
        return compression.compressed()
                ? new CaptureException(CaptureException.Kind.BAD_HEADER, file.path(), reason(e) + " at the start")
                : failure(file.path(), e);
    }

    /** What kept a file from being opened, in words for a person. */
    static CaptureException failure(String path, IOException e) {
        if (e instanceof NoSuchFileException) {
            return new CaptureException(CaptureException.Kind.MISSING, path, "no such file");
        }
        if (e instanceof AccessDeniedException) {
            return new CaptureException(CaptureException.Kind.UNREADABLE, path, "permission denied");
        }
        return new CaptureException(CaptureException.Kind.UNREADABLE, path, "cannot be read: " + message(e));
    }

    private static String message(IOException e) {
        String message = e.getMessage();
        return message == null
                ? e.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }

    private void release() {
        reader = null;
        try {
            if (window != null) {
                window.close();
            } else if (input != null) {
                input.close();
            }
        } catch (IOException e) {
            // Nothing was written: a file that fails to close has lost nothing.
        }
        window = null;
        input = null;
    }

    /** The first bytes of a file, decompressed where need be; {@link Magic#UNKNOWN} for what cannot be decompressed. */
    static Magic sniff(Path path) throws IOException {
        try (CountingStream raw = new CountingStream(Files.newInputStream(path))) {
            Magic magic = Magic.of(raw.peek());
            if (!magic.compressed()) {
                return magic;
            }
            try (InputStream inside = decompressed(magic, raw)) {
                return Magic.of(inside.readNBytes(Magic.LENGTH));
            } catch (IOException e) {
                return Magic.UNKNOWN;
            }
        }
    }
}
