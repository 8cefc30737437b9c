// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.audit.host;

import io.doppelwatch.app.audit.read.Node;
import io.doppelwatch.engine.registry.AllowList;
import io.doppelwatch.engine.registry.Layer;
import io.doppelwatch.engine.registry.RegistryEntry;
import io.doppelwatch.engine.registry.Target;
import java.util.ArrayList;
import java.util.List;

/** What one file holds, while it is read. At most {@link #MOST} entries. */
final class Found {
    static final int MOST = 50_000;
    private static final int LONGEST_NAME = 512;

    private final String file;
    private final long timeNanos;
    private final List<RegistryEntry> entries = new ArrayList<>();
    private final List<AllowList> lists = new ArrayList<>();
    private boolean more;

    Found(String file, long timeNanos) {
        this.file = file;
        this.timeNanos = timeNanos;
    }

    String file() {
        return file;
    }

    /** @param table which table of the file it stands in */
    void add(Layer layer, String table, int line, String name, List<Target> targets, boolean enabled, String version) {
        if (entries.size() >= MOST) {
            more = true;
            return;
        }
        String cut = name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name;
        entries.add(new RegistryEntry(
                layer,
                file,
                line,
                table,
                timeNanos,
                cut,
                targets,
                enabled,
                version,
                Permissions.othersMayWrite(targets)));
    }

    void add(AllowList list) {
        lists.add(list);
    }

    List<RegistryEntry> entries() {
        return entries;
    }

    List<AllowList> lists() {
        return lists;
    }

    /** True where there were more than are kept. */
    boolean more() {
        return more;
    }

    /** Every value of a path of keys, those of one key too, for a table may itself stand twice. */
    static List<Node> at(Node root, String path) {
        List<Node> nodes = List.of(root);
        if (root.get(path).isThere()) {
            // VS Code's settings are flat: "mcp.servers" may be one key.
            return all(root, path);
        }
        for (String key : path.split("\\.")) {
            List<Node> next = new ArrayList<>();
            for (Node node : nodes) {
                next.addAll(all(node, key));
            }
            nodes = next;
        }
        return nodes;
    }

    private static List<Node> all(Node table, String key) {
        List<Node> values = new ArrayList<>();
        for (Node.Member member : table.members()) {
            if (member.key().equals(key)) {
                values.add(member.value());
            }
        }
        return values;
    }
}
