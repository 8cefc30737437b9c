// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.registry;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Programs that pass on what a host says over standard input to a server elsewhere: what matters is the server. */
final class Bridge {
    private static final Set<String> KNOWN =
            Set.of("mcp-remote", "mcp-proxy", "supergateway", "@modelcontextprotocol/mcp-remote");

    private Bridge() {}

    /** The server a known bridge is told to call; null where it is none. */
    static Target.@Nullable Remote of(CommandLine line) {
        CommandLine inner = line.inner();
        List<String> words = inner.arguments();
        boolean bridge = KNOWN.contains(inner.name());
        for (String word : words) {
            int version = word.lastIndexOf('@');
            String bare = version > 0 ? word.substring(0, version) : word;
            if (!bridge && (KNOWN.contains(bare) || KNOWN.contains(word))) {
                bridge = true;
            } else if (bridge && (word.startsWith("http://") || word.startsWith("https://"))) {
                return Target.Remote.of(word);
            }
        }
        return null;
    }
}
