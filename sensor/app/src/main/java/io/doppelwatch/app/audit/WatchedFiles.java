// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.audit;

import io.doppelwatch.app.audit.read.Problem;
import io.doppelwatch.engine.pipeline.RegistryFiles;
import io.doppelwatch.engine.registry.RegistrySeen;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The files that trust file and settings name under {@code registries}: read before the first packet, and where they are followed,
 * again when one of them changes. Then a thread of its own looks at them, by size and time of change once a second, for new files
 * in folders twice a minute, so that no packet waits for a disk; the thread that judges takes what it read with the next packet. A
 * rename over a file, as editors save, is a change.
 */
public final class WatchedFiles implements RegistryFiles, Closeable {
    private static final long PAUSE_MILLIS = 1_000;
    private static final int SEARCH_EVERY = 30;

    private final List<Path> paths;
    private final String ownHome;
    private final boolean follow;
    private final Consumer<String> complaints;
    private final Set<String> complained = new HashSet<>();
    private final AtomicReference<@Nullable Audited> changed = new AtomicReference<>();
    private @Nullable Thread follower;
    private Map<String, String> marks = Map.of();
    private List<Path> files = List.of();
    private boolean started;

    /**
     * @param paths files and folders
     * @param follow whether to look again
     * @param complaints told each thing that cannot be read, once; by another thread where they are followed
     */
    public WatchedFiles(List<Path> paths, String ownHome, boolean follow, Consumer<String> complaints) {
        this.paths = List.copyOf(paths);
        this.ownHome = ownHome;
        this.follow = follow;
        this.complaints = complaints;
    }

    @Override
    public @Nullable RegistrySeen read(long timeNanos) {
        if (!started) {
            started = true;
            look(true);
            if (follow) {
                follower = new Thread(this::follow, "registries");
                follower.setDaemon(true);
                follower.start();
            }
        }
        Audited audited = changed.get() == null ? null : changed.getAndSet(null);
        return audited == null
                ? null
                : new RegistrySeen(
                        audited.entries().stream().map(e -> e.at(timeNanos)).toList(), audited.lists());
    }

    @Override
    public void close() {
        if (follower != null) {
            follower.interrupt();
        }
    }

    private void follow() {
        try {
            for (int n = 1; ; n++) {
                Thread.sleep(PAUSE_MILLIS);
                look(n % SEARCH_EVERY == 0);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    /** Reads everything where something changed since it was called last. */
    synchronized void look(boolean search) {
        boolean first = files.isEmpty() && marks.isEmpty();
        if (search) {
            files = found();
        }
        Map<String, String> now = marks();
        if (now.equals(marks) && !first) {
            return;
        }
        marks = now;
        Audited audited = Audit.read(files, ownHome);
        for (Problem p : audited.problems()) {
            if (complained.add(p.toString())) {
                complaints.accept(p.toString());
            }
        }
        changed.set(audited);
    }

    private List<Path> found() {
        Set<Path> all = new LinkedHashSet<>();
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
        Map<String, String> now = new TreeMap<>();
        for (Path file : files) {
            String mark;
            try {
                mark = Files.getLastModifiedTime(file) + " " + Files.size(file);
            } catch (IOException e) {
                mark = "unreadable";
            }
            now.put(file.toString(), mark);
        }
        return now;
    }
}
