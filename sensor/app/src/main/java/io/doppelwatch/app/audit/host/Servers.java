// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.audit.host;

import io.doppelwatch.app.audit.read.Node;
import io.doppelwatch.engine.registry.CommandLine;
import io.doppelwatch.engine.registry.Layer;
import io.doppelwatch.engine.registry.Target;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Tables of servers by name, in the spellings the hosts have for one thing. Environment and headers are never looked at. */
final class Servers {
    private static final String[] URLS = {"httpUrl", "serverUrl", "url", "uri", "endpoint"};
    /** Parts of a server that decide what it is: twice one of them is twice the server. */
    private static final Set<String> DECIDING = Set.of("httpUrl", "serverUrl", "url", "command", "args");

    private Servers() {}

    /** Every table under a path of keys. */
    static void read(Node root, String path, Layer layer, String table, Found found) {
        Set<String> allowed = new HashSet<>(root.get("mcp").get("allowed").texts());
        Set<String> excluded = new HashSet<>(root.get("mcp").get("excluded").texts());
        for (Node servers : Found.at(root, path)) {
            for (Node.Member member : servers.members()) {
                boolean on = !excluded.contains(member.key()) && (allowed.isEmpty() || allowed.contains(member.key()));
                if (member.value().isTable()) {
                    server(member, layer, table, on, found);
                }
            }
        }
    }

    private static void server(Node.Member member, Layer layer, String table, boolean on, Found found) {
        Node server = member.value();
        boolean enabled = on
                && !server.get("disabled").isTrue()
                && !server.get("enabled").text().equals("false");
        int line = member.at().line();
        Node first = firstOfKeys(server);
        if (first != server) {
            found.add(layer, table, line, member.key(), targets(first), enabled, "");
            line = lastDeciding(server);
        }
        found.add(layer, table, line, member.key(), targets(server), enabled, "");
    }

    /** The server as it would be if the first of one key counted; itself where no key stands twice. */
    private static Node firstOfKeys(Node server) {
        Set<String> seen = new HashSet<>();
        for (Node.Member member : server.members()) {
            if (!seen.add(member.key()) && DECIDING.contains(member.key())) {
                return server.withFirstOfKeys();
            }
        }
        return server;
    }

    private static int lastDeciding(Node server) {
        int line = server.at().line();
        Set<String> seen = new HashSet<>();
        for (Node.Member member : server.members()) {
            if (!seen.add(member.key()) && DECIDING.contains(member.key())) {
                line = member.at().line();
            }
        }
        return line;
    }

    /** What a server's table starts or calls. */
    static List<Target> targets(Node server) {
        List<Target> targets = new ArrayList<>();
        String url = server.text(URLS);
        boolean started = server.text("type", "transport").equals("stdio");
        if (!url.isEmpty() && !started) {
            targets.add(Target.Remote.of(url));
        }
        Node command = server.get("command");
        if (command.isText() && (targets.isEmpty() || !isRemote(server))) {
            program(command.text(), server.get("args").texts(), targets);
        } else if (command.isList() && !command.texts().isEmpty()) {
            List<String> words = command.texts();
            program(words.get(0), words.subList(1, words.size()), targets);
        } else if (command.isTable()) {
            program(command.text("path", "command"), command.get("args").texts(), targets);
        }
        for (String inner : List.of("source", "transport", "remote")) {
            if (targets.isEmpty() && server.get(inner).isTable()) {
                targets.addAll(targets(server.get(inner)));
            }
        }
        return targets;
    }

    private static boolean isRemote(Node server) {
        String type = server.text("type", "transport");
        return type.contains("http") || type.contains("sse") || type.startsWith("ws") || type.startsWith("websocket");
    }

    private static void program(String command, List<String> args, List<Target> targets) {
        if (!command.isBlank()) {
            targets.add(Target.Program.of(CommandLine.of(command, args)));
        }
    }
}
