// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.audit;

import io.doppelwatch.app.audit.host.HostReader;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Picks the files of known names below a folder. Links to folders are not followed, so that no loop is walked. */
final class FileFinder extends SimpleFileVisitor<Path> {
    static final int DEPTH = 24;
    static final int MOST_SEEN = 2_000_000;
    static final int MOST_FOUND = 10_000;

    /** Where other people's packages and caches lie: large, and nothing a host reads. */
    private static final Set<String> SKIPPED = Set.of(
            "node_modules",
            ".git",
            ".hg",
            ".svn",
            "__pycache__",
            ".venv",
            "venv",
            ".cache",
            "caches",
            ".npm",
            ".m2",
            ".gradle",
            ".cargo",
            ".rustup",
            ".tox",
            "site-packages");

    private final List<Path> found = new ArrayList<>();
    private final Set<Path> real = new TreeSet<>();
    private int seen;
    private boolean cut;

    private FileFinder() {}

    /**
     * Everything below a folder, in the order of the paths.
     *
     * @param cut whether the folder has more than is looked at
     */
    record Result(List<Path> files, boolean cut) {}

    static Result below(Path folder) throws IOException {
        FileFinder finder = new FileFinder();
        Files.walkFileTree(folder, EnumSet.noneOf(java.nio.file.FileVisitOption.class), DEPTH, finder);
        finder.found.sort(Comparator.comparing(Path::toString));
        return new Result(finder.found, finder.cut);
    }

    @Override
    public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
        Path name = dir.getFileName();
        boolean skipped = name != null && SKIPPED.contains(name.toString().toLowerCase(Locale.ROOT));
        return skipped ? FileVisitResult.SKIP_SUBTREE : next();
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
        if (HostReader.isKnown(file.toAbsolutePath().toString()) && Files.isRegularFile(file)) {
            // A link and what it leads to are one file.
            if (real.add(file.toRealPath())) {
                found.add(file);
            }
        }
        return next();
    }

    private FileVisitResult next() {
        if (++seen < MOST_SEEN && found.size() < MOST_FOUND) {
            return FileVisitResult.CONTINUE;
        }
        cut = true;
        return FileVisitResult.TERMINATE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
        return FileVisitResult.CONTINUE; // what a user may not read no host of his reads
    }

    @Override
    public FileVisitResult postVisitDirectory(Path dir, @org.jspecify.annotations.Nullable IOException e) {
        return FileVisitResult.CONTINUE;
    }
}
