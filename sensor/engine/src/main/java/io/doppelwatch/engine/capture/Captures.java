// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.capture;

import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The capture files a user named: found, and read together by time ({@link #merged}) or each for itself ({@link #open}).
 *
 * <p>What a file is, is told by its content: pcap, pcapng or snoop, plain or compressed with gzip or Zstandard. No file
 * makes anything here throw; what is wrong with one stands in its {@link CaptureFile}. Not thread-safe but for {@link
 * #bytesRead}.
 */
public final class Captures implements Closeable {
    /** The name of standard input. */
    public static final String STANDARD_INPUT = "-";

    /** Folders in folders that are searched. */
    private static final int MAX_DEPTH = 64;

    /** The first time stamp of a file without frames; the others are not negative. */
    private static final long NO_FRAME = -1;

    /** Read ahead for the time stamp of a file's first frame. */
    private static final int PEEK = 16 * 1024;

    /** So many open files have the usual buffer each, the others a small one: few captures overlap in time. */
    private static final int LARGE_BUFFERS = 64;

    private final BufferPool pool = new BufferPool(Window.SIZE);
    private final Run run = new Run(pool);
    private final List<CaptureFile> files = new ArrayList<>();
    private final InputStream standardInput;

    private Captures(InputStream standardInput) {
        this.standardInput = standardInput;
    }

    /**
     * Finds the captures behind the paths a user named: files, folders (searched with their subfolders in the order of
     * names for files whose content is a capture) and {@code -}.
     */
    public static Captures find(List<String> paths) {
        return find(paths, System.in);
    }

    /** @param standardInput what {@code -} stands for; never closed */
    public static Captures find(List<String> paths, InputStream standardInput) {
        Captures captures = new Captures(standardInput);
        for (String path : paths) {
            captures.add(path);
        }
        return captures;
    }

    /** Every capture found, and every path that gave none with its {@link CaptureFile#failure}, in the order given. */
    public List<CaptureFile> files() {
        return List.copyOf(files);
    }

    /** True where not one file could be read: each failed, or was damaged before its first frame. */
    public boolean nothingRead() {
        return files.stream()
                .allMatch(f -> f.failure().isPresent() || (f.damage().isPresent() && f.packets() == 0));
    }

    /** Bytes of all files on disk, for progress; -1 where one is a stream whose length nobody knows. */
    public long totalBytes() {
        long total = 0;
        for (CaptureFile file : files) {
            if (file.failure().isEmpty() && !file.regular()) {
                return -1;
            }
            total += file.size();
        }
        return total;
    }

    /** Bytes of the files read so far, as they lie on disk. Any thread may ask. */
    public long bytesRead() {
        return run.bytesRead();
    }

    /** The decryption secrets found so far, in the order they were read; at most 16 MiB of them. */
    public List<DecryptionSecrets> secrets() {
        return run.secrets();
    }

    /**
     * Hands over decryption secrets: those found so far now, others when they are met, before any frame that stands behind them.
     * Secrets at the end of a plain file are met when it is opened.
     */
    public void secretsTo(Consumer<DecryptionSecrets> taker) {
        run.secrets().forEach(taker);
        run.secretsTo(taker);
    }

    /** Blocks of decryption secrets for which there was no more room. */
    public long secretsDropped() {
        return run.secretsDropped();
    }

    /** All frames by time stamp: ties go to the file given first, and within a file its own order stays. */
    public FrameSource merged() {
        List<CaptureFile> good =
                files.stream().filter(f -> f.failure().isEmpty()).toList();
        if (good.size() == 1) {
            return open(good.get(0));
        }
        List<MergedSource.Due> due = new ArrayList<>();
        for (CaptureFile file : good) {
            // A stream cannot be looked into beforehand: it is opened first of all and then takes its place.
            long first = file.regular() ? firstTime(file) : Long.MIN_VALUE;
            if (first != NO_FRAME) {
                due.add(new MergedSource.Due(file, first));
            } else {
                // Opened for what is wrong with it, or for secrets.
                try (FileSource source = open(file, 0)) {
                    source.next(new Frame());
                }
            }
        }
        return new MergedSource(due, this::open);
    }

    /** The frames of one file. Opening one that failed gives none. */
    public FrameSource open(CaptureFile file) {
        return open(file, 0);
    }

    /** Lets go of all buffers; those that are retained elsewhere stay with their holders. */
    @Override
    public void close() {
        pool.close();
    }

    /** Bytes of direct memory in use. */
    long allocated() {
        return pool.allocated();
    }

    private FileSource open(CaptureFile file, int open) {
        return FileSource.open(file, run, stream(file), open < LARGE_BUFFERS ? Window.SIZE : PEEK);
    }

    private @Nullable InputStream stream(CaptureFile file) {
        if (file.location().isPresent()) {
            return null;
        }
        // Not ours to close.
        return new FilterInputStream(standardInput) {
            @Override
            public void close() {}
        };
    }

    /** Time stamp of a file's first frame; {@link #NO_FRAME} where it has none. */
    private long firstTime(CaptureFile file) {
        CaptureFile scratch = new CaptureFile(file.index(), file.path(), file.location(), true, file.size());
        try (FileSource source = FileSource.open(scratch, new Run(pool), null, PEEK)) {
            Frame frame = new Frame();
            return source.next(frame) ? frame.timeNanos() : NO_FRAME;
        }
    }

    private void add(String given) {
        if (given.equals(STANDARD_INPUT)) {
            boolean again = files.stream()
                    .anyMatch(f -> f.location().isEmpty() && f.path().equals(given));
            CaptureFile file = addFile(given, Optional.empty(), false, 0);
            if (again) {
                file.failed(new CaptureException(
                        CaptureException.Kind.UNREADABLE, given, "standard input can be read only once"));
            }
            return;
        }
        try {
            Path path = Path.of(given);
            if (!Files.isDirectory(path)) {
                addNamed(given, path);
            } else if (!addFolder(given, path, 0)) {
                addFile(given, Optional.of(path), true, 0)
                        .failed(new CaptureException(
                                CaptureException.Kind.NO_CAPTURES, given, "no captures in this folder"));
            }
        } catch (InvalidPathException e) {
            addFile(given, Optional.empty(), true, 0)
                    .failed(new CaptureException(
                            CaptureException.Kind.MISSING, given, "not a file name here: " + e.getReason()));
        }
    }

    private void addNamed(String given, Path path) {
        boolean regular = Files.isRegularFile(path);
        long size = 0;
        try {
            size = regular ? Files.size(path) : 0;
            if (!regular && Files.notExists(path)) {
                addFile(given, Optional.of(path), true, 0)
                        .failed(new CaptureException(CaptureException.Kind.MISSING, given, "no such file"));
                return;
            }
        } catch (IOException e) {
            addFile(given, Optional.of(path), true, 0).failed(FileSource.failure(given, e));
            return;
        }
        addFile(given, Optional.of(path), regular, size);
    }

    /** Adds the captures of a folder; false where there are none. Links to folders are not followed. */
    private boolean addFolder(String given, Path folder, int depth) {
        List<Path> inside;
        try (Stream<Path> entries = Files.list(folder)) {
            inside = entries.sorted(Comparator.comparing(p -> p.getFileName().toString()))
                    .toList();
        } catch (UncheckedIOException e) {
            addFile(given, Optional.of(folder), true, 0).failed(FileSource.failure(given, e.getCause()));
            return true;
        } catch (IOException e) {
            addFile(given, Optional.of(folder), true, 0).failed(FileSource.failure(given, e));
            return true;
        }
        boolean found = false;
        for (Path path : inside) {
            String name = given + (given.endsWith("/") ? "" : "/") + path.getFileName();
            if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                found |= depth < MAX_DEPTH && addFolder(name, path, depth + 1);
            } else if (Files.isRegularFile(path)) {
                found |= addFound(name, path);
            }
        }
        return found;
    }

    private boolean addFound(String name, Path path) {
        try {
            if (FileSource.sniff(path).capture()) {
                addFile(name, Optional.of(path), true, Files.size(path));
                return true;
            }
            return false;
        } catch (IOException e) {
            addFile(name, Optional.of(path), true, 0).failed(FileSource.failure(name, e));
            return true;
        }
    }

    private CaptureFile addFile(String path, Optional<Path> location, boolean regular, long size) {
        CaptureFile file = new CaptureFile(files.size(), path, location, regular, size);
        files.add(file);
        return file;
    }
}
