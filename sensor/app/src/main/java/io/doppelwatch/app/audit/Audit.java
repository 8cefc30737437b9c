// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.audit;

import io.doppelwatch.app.audit.host.HostReader;
import io.doppelwatch.app.audit.host.HostReader.Contents;
import io.doppelwatch.app.audit.read.At;
import io.doppelwatch.app.audit.read.Document;
import io.doppelwatch.app.audit.read.Documents;
import io.doppelwatch.app.audit.read.Problem;
import io.doppelwatch.engine.registry.AllowList;
import io.doppelwatch.engine.registry.Layer;
import io.doppelwatch.engine.registry.RegistryEntry;
import io.doppelwatch.engine.registry.Scope;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Reads files and folders of files. */
public final class Audit {
    /** Entries of all files together. */
    static final int MOST = 100_000;

    private final HostReader hosts;
    private final List<String> files = new ArrayList<>();
    private final List<RegistryEntry> entries = new ArrayList<>();
    private final List<AllowList> lists = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private int unread;

    private Audit(String ownHome) {
        hosts = new HostReader(ownHome);
    }

    /**
     * Reads everything.
     *
     * @param paths files, and folders that are searched for files of known names
     * @param ownHome the home of whoever runs the program
     */
    public static Audited read(List<Path> paths, String ownHome) {
        Audit audit = new Audit(ownHome);
        // A file that lies in a folder named too is read once.
        Map<Path, Boolean> all = new LinkedHashMap<>();
        for (Path path : paths) {
            if (Files.isDirectory(path)) {
                audit.folder(path, all);
            } else {
                all.put(path.normalize(), true);
            }
        }
        all.forEach(audit::file);
        return new Audited(
                List.copyOf(audit.files),
                audit.placed(),
                List.copyOf(audit.lists),
                List.copyOf(audit.problems),
                audit.unread);
    }

    private void folder(Path folder, Map<Path, Boolean> all) {
        try {
            FileFinder.Result result = FileFinder.below(folder);
            result.files().forEach(f -> all.putIfAbsent(f.normalize(), false));
            if (result.cut()) {
                problem(folder.toString(), "holds more files than are searched; name a smaller folder");
            }
        } catch (IOException e) {
            unread++;
            problem(folder.toString(), "cannot be searched: " + reason(e));
        }
    }

    private void file(Path path, boolean named) {
        String name = path.toString();
        Document document;
        long nanos;
        try {
            nanos = Files.getLastModifiedTime(path).to(TimeUnit.NANOSECONDS);
            document = Documents.read(path, name);
        } catch (IOException e) {
            unread++;
            problem(name, "cannot be read: " + reason(e));
            return;
        }
        String absolute = path.toAbsolutePath().normalize().toString();
        Contents contents = hosts.read(document, absolute, nanos);
        boolean empty = contents.entries().isEmpty() && contents.lists().isEmpty();
        if (empty && !named && HostReader.isCommon(absolute)) {
            return; // a file of that name that is no host's
        }
        problems.addAll(document.problems());
        if (empty && document.root().isThere() && named && document.problems().isEmpty()) {
            problem(name, "no MCP servers in it");
        }
        if (!document.root().isThere() && !document.problems().isEmpty()) {
            unread++;
            return;
        }
        files.add(name);
        if (contents.cut() || entries.size() + contents.entries().size() > MOST) {
            problem(name, "names more servers than are looked at; the rest was left out");
        }
        entries.addAll(contents.entries().subList(0, Math.min(contents.entries().size(), MOST - entries.size())));
        lists.addAll(contents.lists());
    }

    /** Where there is one home at most, its user opens every project, wherever that lies. */
    private List<RegistryEntry> placed() {
        long homes = entries.stream()
                .map(RegistryEntry::layer)
                .filter(l -> l.scope() == Scope.USER && !l.place().isEmpty())
                .map(Layer::place)
                .distinct()
                .count();
        return homes > 1
                ? List.copyOf(entries)
                : entries.stream().map(Audit::everywhere).toList();
    }

    private static RegistryEntry everywhere(RegistryEntry e) {
        Layer l = e.layer();
        return l.scope() == Scope.USER && !l.place().isEmpty()
                ? e.in(new Layer(l.readers(), l.scope(), "", l.ordered(), l.order()))
                : e;
    }

    private void problem(String file, String what) {
        problems.add(new Problem(file, new At(1, 1), what));
    }

    private static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "no such file";
        }
        return e instanceof AccessDeniedException ? "permission denied" : String.valueOf(e.getMessage());
    }
}
