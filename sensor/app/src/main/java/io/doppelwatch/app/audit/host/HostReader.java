// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.audit.host;

import io.doppelwatch.app.audit.read.Document;
import io.doppelwatch.app.audit.read.Node;
import io.doppelwatch.engine.registry.AllowList;
import io.doppelwatch.engine.registry.Layer;
import io.doppelwatch.engine.registry.RegistryEntry;
import io.doppelwatch.engine.registry.Scope;
import java.util.List;
import java.util.Optional;

/** From a file's tree to the entries in it. */
public final class HostReader {
    private final Homes homes;

    /** @param ownHome the home of whoever runs the program */
    public HostReader(String ownHome) {
        homes = new Homes(ownHome);
    }

    /**
     * What a file holds.
     *
     * @param host what the file was taken for
     * @param cut whether it holds more than was kept
     */
    public record Contents(String host, List<RegistryEntry> entries, List<AllowList> lists, boolean cut) {}

    /** True where a walk picks a file of this path. */
    public static boolean isKnown(String path) {
        return Hosts.of(Homes.slashes(path)).isPresent();
    }

    /** True where files of other purposes have this name too, so that one without entries is no mistake. */
    public static boolean isCommon(String path) {
        return Hosts.of(Homes.slashes(path)).map(HostFile::common).orElse(false);
    }

    /**
     * Reads what a file holds.
     *
     * @param path absolute
     * @param timeNanos when the entries are told
     */
    public Contents read(Document document, String path, long timeNanos) {
        String slashes = Homes.slashes(path);
        Optional<HostFile> known = Hosts.of(slashes);
        HostFile kind = known.orElse(Hosts.UNKNOWN);
        Layer layer = layer(kind, slashes);
        Found found = new Found(document.file(), timeNanos);
        Node root = document.root();
        read(kind, root, layer, found);
        if (found.entries().isEmpty() && known.isEmpty()) {
            any(root, layer, found);
        }
        Policy.read(root, layer, found);
        String host = found.entries().isEmpty()
                ? layer.reader()
                : found.entries().get(0).layer().reader();
        return new Contents(host, List.copyOf(found.entries()), List.copyOf(found.lists()), found.more());
    }

    private Layer layer(HostFile kind, String path) {
        String end = kind.endOf(path);
        String folder = end.isEmpty() || path.length() <= end.length()
                ? parent(path)
                : path.substring(0, path.length() - end.length() - 1);
        boolean user = kind.scope() == Scope.USER || kind.home() && homes.isHome(folder);
        Scope scope = user ? Scope.USER : kind.scope();
        String place = switch (scope) {
            case USER -> homes.around(path);
            case PROJECT, LOCAL -> folder;
            case MANAGED, CATALOGUE -> "";
        };
        return new Layer(kind.readers(), scope, place, kind.ordered(), kind.order());
    }

    private static String parent(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }

    private void read(HostFile kind, Node root, Layer layer, Found found) {
        switch (kind.shape()) {
            case SERVERS -> kind.keys().forEach(key -> Servers.read(root, key, layer, key, found));
            case CLAUDE_STATE -> {
                Servers.read(root, "mcpServers", layer, "mcpServers", found);
                projects(root, layer, found);
            }
            case CONTINUE -> {
                Records.listed(root, layer, found);
                Servers.read(root, "mcpServers", layer, "mcpServers", found);
            }
            case RECORDS -> Records.servers(root, layer, found);
            case DOCKER -> Records.docker(root, layer, found);
            case BUNDLES -> Records.bundles(root, layer, found);
            case CATALOGUE -> Records.catalogue(root, layer, found);
            case POLICY, ANY -> {}
        }
    }

    private static void projects(Node root, Layer user, Found found) {
        for (Node projects : Found.at(root, "projects")) {
            for (Node.Member project : projects.members()) {
                Layer local = new Layer(
                        user.readers(),
                        Scope.LOCAL,
                        Homes.project(project.key(), user.place()),
                        user.ordered(),
                        user.order());
                String table = "projects." + project.key() + ".mcpServers";
                Servers.read(project.value(), "mcpServers", local, table, found);
            }
        }
    }

    /** A file of an unknown name, by what is in it. */
    private static void any(Node root, Layer layer, Found found) {
        Layer offered =
                new Layer(List.of("registry"), Scope.CATALOGUE, "", true, "a registry offers servers, hosts choose");
        Layer bundles =
                new Layer(List.of("Windows On-Device Registry"), Scope.USER, layer.place(), false, layer.order());
        for (String key : List.of("mcpServers", "servers", "mcp.servers", "context_servers", "mcp_servers")) {
            Servers.read(root, key, layer, key, found);
        }
        Records.listed(root, layer, found);
        Records.servers(root, offered, found);
        Records.docker(root, offered, found);
        Records.bundles(root, bundles, found);
        Records.catalogue(root, offered, found);
        projects(root, layer, found);
    }
}
