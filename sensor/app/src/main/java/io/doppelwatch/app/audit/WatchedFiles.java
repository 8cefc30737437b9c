// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.audit;

import io.doppelwatch.app.audit.read.Problem;
import io.doppelwatch.engine.pipeline.RegistryFiles;
import io.doppelwatch.engine.registry.RegistryEntry;
import io.doppelwatch.engine.registry.RegistrySeen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The files a trust file names under {@code registries}: read before the first packet, and where they are followed, again when
 * one of them changes. Looked at once a second of packet time by size and time of change, folders every half minute; a rename over a file,
 * as editors save, is a change.
 */
public final class WatchedFiles implements RegistryFiles {
    private static final long SECOND = 1_000_000_000L;
    private static final long FOLDERS = 30 * SECOND;

    private final List<Path> paths;
    private final String ownHome;
    private final boolean follow;
    private final Consumer<String> complaints;
    private final Set<String> complained = new HashSet<>();
    private Map<String, String> marks = Map.of();
    private List<Path> files = List.of();
    private boolean read;
    private long lookedNanos;
    private long searchedNanos;

    /**
     * @param paths files and folders
     * @param follow whether to look again
     * @param complaints told each thing that cannot be read, once
     */
    public WatchedFiles(List<Path> paths, String ownHome, boolean follow, Consumer<String> complaints) {
        this.paths = List.copyOf(paths);
        this.ownHome = ownHome;
        this.follow = follow;
        this.complaints = complaints;
    }

    @Override
    public @Nullable RegistrySeen read(long timeNanos) {
        if (read && (!follow || timeNanos - lookedNanos < SECOND)) {
            return null;
        }
        boolean search = !read || timeNanos - searchedNanos >= FOLDERS;
        if (search) {
            files = found();
            searchedNanos = timeNanos;
        }
        lookedNanos = timeNanos;
        Map<String, String> now = marks();
        if (read && now.equals(marks)) {
            return null;
        }
        read = true;
        marks = now;
        Audited audited = Audit.read(files, ownHome);
        for (Problem p : audited.problems()) {
            if (complained.add(p.toString())) {
                complaints.accept(p.toString());
            }
        }
        List<RegistryEntry> entries =
                audited.entries().stream().map(e -> e.at(timeNanos)).toList();
        return new RegistrySeen(entries, audited.lists());
    }

    private List<Path> found() {
        Set<Path> all = new java.util.LinkedHashSet<>();
        for (Path path : paths) {
            try {
                all.addAll(Files.isDirectory(path) ? FileFinder.below(path).files() : List.of(path));
            } catch (IOException e) {
                all.add(path); // reading it says what is wrong
            }
        }
        return List.copyOf(all);
    }

    private Map<String, String> marks() {
        Map<String, String> marks = new TreeMap<>();
        for (Path file : files) {
            String mark;
            try {
                FileTime time = Files.getLastModifiedTime(file);
                mark = time + " " + Files.size(file);
            } catch (IOException e) {
                mark = "unreadable";
            }
            marks.put(file.toString(), mark);
        }
        return marks;
    }
}
