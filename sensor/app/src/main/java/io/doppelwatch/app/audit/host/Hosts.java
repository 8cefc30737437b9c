// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.audit.host;

import io.doppelwatch.engine.registry.Scope;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The files this program knows, a line a kind. Paths and orders are those of each host's own documentation (2025 and 2026); where it
 * says nothing of who wins, the line says so. A new host is a new line.
 */
final class Hosts {
    private static final String LAST = "of one key twice the last counts";
    private static final String OPEN = "which scope wins is not documented";
    private static final String CLAUDE = "Claude Code takes local before project before user; managed stands above all";
    private static final String NEAREST = "the project's file is read before the user's";
    private static final String OFFERED = "a registry offers servers, hosts choose";

    private static final List<String> SERVERS = List.of("mcpServers");

    static final List<HostFile> ALL = List.of(
            own(
                    "Claude Desktop",
                    Scope.USER,
                    SERVERS,
                    false,
                    LAST,
                    "claude/claude_desktop_config.json",
                    "claude_desktop_config.json"),
            shaped(
                    Shape.CLAUDE_STATE,
                    "Claude Code",
                    Scope.USER,
                    CLAUDE,
                    false,
                    ".claude.json",
                    ".claude/.claude.json"),
            own("Claude Code", Scope.MANAGED, SERVERS, true, CLAUDE, "managed-mcp.json"),
            shaped(Shape.POLICY, "Claude Code", Scope.MANAGED, CLAUDE, true, "managed-settings.json"),
            either("Claude Code", List.of(), true, CLAUDE, ".claude/settings.json", ".claude/settings.local.json"),
            shared(
                    List.of("Claude Code", "Copilot CLI", "JetBrains Air", "VS Code"),
                    List.of("mcpServers", "servers"),
                    "the project's file is read before the user's, and local entries before both",
                    ".mcp.json"),
            own("Copilot CLI", Scope.USER, SERVERS, true, NEAREST, ".copilot/mcp-config.json"),
            own("Copilot CLI", Scope.PROJECT, SERVERS, true, NEAREST, ".github/mcp-config.json"),
            own("VS Code", Scope.PROJECT, List.of("servers", "mcpServers"), false, OPEN, ".vscode/mcp.json"),
            own(
                    "VS Code",
                    Scope.USER,
                    List.of("servers"),
                    false,
                    OPEN,
                    "code/user/mcp.json",
                    "code - insiders/user/mcp.json",
                    "vscodium/user/mcp.json"),
            common(
                    "VS Code",
                    Scope.USER,
                    List.of("mcp.servers"),
                    false,
                    OPEN,
                    "code/user/settings.json",
                    "code - insiders/user/settings.json",
                    "vscodium/user/settings.json"),
            common("VS Code", Scope.PROJECT, List.of("mcp.servers"), false, OPEN, ".vscode/settings.json"),
            either("Cursor", SERVERS, true, NEAREST, ".cursor/mcp.json"),
            own(
                    "Windsurf",
                    Scope.USER,
                    SERVERS,
                    false,
                    LAST,
                    ".codeium/windsurf/mcp_config.json",
                    "windsurf/mcp_config.json"),
            either(
                    "Gemini CLI",
                    SERVERS,
                    true,
                    "Gemini CLI takes the project's settings before the user's; the system's stand above all",
                    ".gemini/settings.json"),
            own(
                    "Gemini CLI",
                    Scope.MANAGED,
                    SERVERS,
                    true,
                    "the system's settings stand above all",
                    "gemini-cli/settings.json",
                    "geminicli/settings.json"),
            either(
                    "Codex",
                    List.of("mcp_servers"),
                    true,
                    "a trusted project's file is read before the user's; TOML forbids a key twice",
                    ".codex/config.toml"),
            common("Zed", Scope.USER, List.of("context_servers"), true, NEAREST, "zed/settings.json"),
            common("Zed", Scope.PROJECT, List.of("context_servers"), true, NEAREST, ".zed/settings.json"),
            either("JetBrains Junie", SERVERS, false, OPEN, ".junie/mcp/mcp.json"),
            own("JetBrains Air", Scope.LOCAL, SERVERS, false, OPEN, ".air/mcp.json"),
            own("Cline", Scope.USER, SERVERS, false, LAST, "cline_mcp_settings.json"),
            own("LM Studio", Scope.USER, SERVERS, false, LAST, ".lmstudio/mcp.json"),
            shaped(
                    Shape.CONTINUE,
                    "Continue",
                    Scope.USER,
                    OPEN,
                    false,
                    ".continue/config.yaml",
                    ".continue/config.json"),
            own("LibreChat", Scope.MANAGED, SERVERS, false, LAST, "librechat.yaml", "librechat.yml"),
            shaped(
                    Shape.DOCKER,
                    "Docker MCP",
                    Scope.CATALOGUE,
                    OFFERED,
                    true,
                    "docker-mcp.yaml",
                    ".docker/mcp/registry.yaml"),
            shaped(
                    Shape.CATALOGUE,
                    "MCP catalogue",
                    Scope.CATALOGUE,
                    OFFERED,
                    true,
                    ".well-known/mcp/catalog.json",
                    ".well-known/ai-catalog.json",
                    "mcp/catalog.json"),
            shaped(
                    Shape.RECORDS,
                    "server card",
                    Scope.CATALOGUE,
                    OFFERED,
                    true,
                    "server-card",
                    "server-card.json",
                    ".well-known/mcp.json"),
            shaped(Shape.RECORDS, "MCP registry", Scope.CATALOGUE, OFFERED, true, "server.json", "registry.json"),
            shaped(Shape.BUNDLES, "Windows On-Device Registry", Scope.USER, OPEN, true, "manifest.json"));

    /** For a file that was named and is none of these: what is in it decides. */
    static final HostFile UNKNOWN = new HostFile(
            List.of("unknown host"), List.of(), Scope.USER, false, Shape.ANY, List.of(), false, OPEN, false);

    private Hosts() {}

    /** The kind of a file, by its path with slashes. */
    static Optional<HostFile> of(String path) {
        String lower = path.toLowerCase(Locale.ROOT);
        boolean catalogue = lower.matches(".*\\.docker/mcp/catalogs/[^/]+\\.ya?ml");
        return ALL.stream()
                .filter(h ->
                        catalogue ? h.shape() == Shape.DOCKER : !h.endOf(path).isEmpty())
                .findFirst();
    }

    private static HostFile own(
            String host, Scope scope, List<String> keys, boolean ordered, String order, String... ends) {
        return new HostFile(List.of(host), List.of(ends), scope, false, Shape.SERVERS, keys, ordered, order, false);
    }

    private static HostFile common(
            String host, Scope scope, List<String> keys, boolean ordered, String order, String... ends) {
        return new HostFile(List.of(host), List.of(ends), scope, false, Shape.SERVERS, keys, ordered, order, true);
    }

    /** A file the user has in his home, and a project has too. */
    private static HostFile either(String host, List<String> keys, boolean ordered, String order, String... ends) {
        return new HostFile(
                List.of(host), List.of(ends), Scope.PROJECT, true, Shape.SERVERS, keys, ordered, order, true);
    }

    private static HostFile shared(List<String> readers, List<String> keys, String order, String... ends) {
        return new HostFile(readers, List.of(ends), Scope.PROJECT, false, Shape.SERVERS, keys, true, order, false);
    }

    private static HostFile shaped(
            Shape shape, String host, Scope scope, String order, boolean common, String... ends) {
        return new HostFile(List.of(host), List.of(ends), scope, false, shape, SERVERS, true, order, common);
    }
}
