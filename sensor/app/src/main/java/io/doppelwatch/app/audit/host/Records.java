// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.audit.host;

import io.doppelwatch.app.audit.read.Node;
import io.doppelwatch.engine.registry.Layer;
import io.doppelwatch.engine.registry.PackageRef;
import io.doppelwatch.engine.registry.PackageRef.Pin;
import io.doppelwatch.engine.registry.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Records of registries and catalogues: {@code server.json} in its forms of 2025-07 (snake case) and since, answers of the
 * registry's API, server cards, Docker's catalogue, MCPB manifests, the draft catalogue of a domain.
 */
final class Records {
    private static final Pattern EXACT = Pattern.compile("v?\\d+(\\.\\d+)*([-+.][0-9A-Za-z.+-]+)?");

    private Records() {}

    /** A record, a list of them, or an answer that holds them. */
    static void servers(Node root, Layer layer, Found found) {
        if (root.isList()) {
            root.items().forEach(item -> servers(item, layer, found));
        } else if (root.get("servers").isList()) {
            root.get("servers").items().forEach(item -> servers(item, layer, found));
        } else if (root.get("server").isTable() && !root.get("manifest_version").isThere()) {
            server(root.get("server"), root, layer, found);
        } else {
            server(root, root, layer, found);
        }
    }

    private static void server(Node server, Node outer, Layer layer, Found found) {
        String name = server.text("name");
        boolean record =
                server.get("packages").isList() || server.get("remotes").isList();
        if (name.isEmpty() || !record) {
            return;
        }
        List<Target> targets = new ArrayList<>();
        for (Node remote : server.get("remotes").items()) {
            if (!remote.text("url").isEmpty()) {
                targets.add(Target.Remote.of(remote.text("url")));
            }
        }
        for (Node p : server.get("packages").items()) {
            if (!p.text("identifier", "name").isEmpty()) {
                targets.add(new Target.Offered(offered(p)));
            }
        }
        Node version = server.get("version").isText()
                ? server.get("version")
                : server.get("version_detail").get("version");
        found.add(
                layer,
                "servers",
                server.get("name").at().line(),
                name,
                targets,
                !isDeleted(server, outer),
                version.text());
    }

    private static boolean isDeleted(Node server, Node outer) {
        Node official = outer.get("_meta").get("io.modelcontextprotocol.registry/official");
        return List.of(
                        server.text("status"),
                        official.text("status"),
                        outer.get("_meta").text("status"))
                .contains("deleted");
    }

    private static PackageRef offered(Node p) {
        String type = p.text("registryType", "registry_type", "registry_name");
        String name = p.text("identifier", "name");
        String version = p.text("version");
        if (type.equals("oci") || type.equals("docker")) {
            return PackageRef.image(type, version.isEmpty() || name.indexOf(':') >= 0 ? name : name + ":" + version);
        }
        boolean hashed = p.get("fileSha256").isText() || p.get("file_sha256").isText();
        return new PackageRef(
                type.isEmpty() ? "package" : type,
                name,
                version,
                hashed || EXACT.matcher(version).matches() ? Pin.FIRM : Pin.NONE);
    }

    /** {@code registry: {name: {image: ..., remote: {url: ...}}}}. */
    static void docker(Node root, Layer layer, Found found) {
        for (Node registry : Found.at(root, "registry")) {
            for (Node.Member member : registry.members()) {
                Node server = member.value();
                List<Target> targets = new ArrayList<>();
                if (!server.text("image").isEmpty()) {
                    targets.add(new Target.Offered(PackageRef.image("image", server.text("image"))));
                }
                String url = server.get("remote").text("url").isEmpty()
                        ? server.text("url")
                        : server.get("remote").text("url");
                if (!url.isEmpty()) {
                    targets.add(Target.Remote.of(url));
                }
                found.add(layer, "registry", member.at().line(), member.key(), targets, true, "");
            }
        }
    }

    /** MCPB manifests: what an administrator saved of the Windows On-Device Registry is a list of them. */
    static void bundles(Node root, Layer layer, Found found) {
        List<Node> manifests = root.isList() ? root.items() : List.of(root);
        for (int i = 0; i < manifests.size(); i++) {
            Node m = manifests.get(i);
            boolean bundle =
                    m.get("manifest_version").isThere() || m.get("dxt_version").isThere();
            if (bundle && m.get("server").isTable() && !m.text("name").isEmpty()) {
                List<Target> targets = Servers.targets(m.get("server").get("mcp_config"));
                found.add(layer, "[" + i + "]", m.get("name").at().line(), m.text("name"), targets, true, "");
            }
        }
    }

    /** {@code entries: [{identifier, url}]}. */
    static void catalogue(Node root, Layer layer, Found found) {
        List<Node> entries = root.get("entries").items();
        for (int i = 0; i < entries.size(); i++) {
            Node e = entries.get(i);
            String name = e.text("identifier", "name");
            if (!name.isEmpty()) {
                List<Target> targets = e.text("url").isEmpty() ? List.of() : List.of(Target.Remote.of(e.text("url")));
                found.add(layer, "[" + i + "]", e.get("identifier").at().line(), name, targets, true, "");
            }
        }
    }

    /** Continue: a list of servers with a name each, or a table; older files under {@code experimental}, without names. */
    static void listed(Node root, Layer layer, Found found) {
        List<Node> servers = new ArrayList<>(root.get("mcpServers").items());
        int named = servers.size();
        servers.addAll(
                root.get("experimental").get("modelContextProtocolServers").items());
        for (int i = 0; i < servers.size(); i++) {
            Node s = servers.get(i);
            List<Target> targets = Servers.targets(s);
            String name = s.text("name").isEmpty() && i >= named ? "server " + (i - named + 1) : s.text("name");
            if (!name.isEmpty() && !targets.isEmpty()) {
                found.add(layer, "[" + i + "]", s.at().line(), name, targets, true, "");
            }
        }
    }
}
