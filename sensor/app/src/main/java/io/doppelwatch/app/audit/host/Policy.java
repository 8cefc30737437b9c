// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.audit.host;

import io.doppelwatch.app.audit.read.Node;
import io.doppelwatch.engine.registry.AllowList;
import io.doppelwatch.engine.registry.AllowList.Item;
import io.doppelwatch.engine.registry.Layer;
import io.doppelwatch.engine.registry.Scope;
import java.util.ArrayList;
import java.util.List;

/** {@code allowedMcpServers} and {@code deniedMcpServers}, as Claude Code's and Copilot's managed settings have them. */
final class Policy {
    private static final List<String> READERS = List.of("Claude Code", "Copilot CLI", "VS Code");

    private Policy() {}

    static void read(Node root, Layer layer, Found found) {
        Node allowed = root.get("allowedMcpServers");
        Node denied = root.get("deniedMcpServers");
        if (!allowed.isList() && !denied.isList()) {
            return;
        }
        boolean managed = layer.scope() == Scope.MANAGED;
        found.add(new AllowList(
                managed ? READERS : layer.readers(),
                managed ? "" : layer.place(),
                found.file(),
                (allowed.isList() ? allowed : denied).at().line(),
                allowed.isList(),
                items(allowed),
                items(denied)));
    }

    private static List<Item> items(Node list) {
        List<Item> items = new ArrayList<>();
        for (Node item : list.items()) {
            if (!item.text("serverUrl").isEmpty()) {
                items.add(new AllowList.ByUrl(item.text("serverUrl")));
            } else if (item.get("serverCommand").isList()) {
                items.add(new AllowList.ByCommand(item.get("serverCommand").texts()));
            } else if (!item.text("serverName").isEmpty()) {
                items.add(new AllowList.ByName(item.text("serverName")));
            }
        }
        return items;
    }
}
