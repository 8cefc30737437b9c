// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.rules.registry;

import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.event.Incident;
import io.doppelwatch.engine.event.RuleInfo;
import io.doppelwatch.engine.event.Severity;
import io.doppelwatch.engine.registry.CommandLine;
import io.doppelwatch.engine.registry.RegistryEntry;
import io.doppelwatch.engine.registry.Target;
import io.doppelwatch.engine.rules.base.Rule;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** A server's program lies where others can put another in its place. */
public final class RegistryWritableProgram implements Rule<EntrySeen> {
    public static final RuleInfo INFO = new RuleInfo(
            "registry-writable-program",
            1_701_014,
            "A server's program lies where anybody on the machine can replace it",
            Told.CATEGORY,
            Severity.MEDIUM,
            0.7,
            Incident.Phase.PREPARATION,
            List.of("T1574"),
            Told.SAFE,
            "The program, or the script an interpreter is given, lies in a folder for temporary files that all users share (/tmp, /var/tmp,"
                    + " /dev/shm, C:\\Windows\\Temp, C:\\Users\\Public) or is writable by everybody, itself or its folder:"
                    + " medium. In a user's own folder for temporary files it is low.",
            "The entry's line and the path.",
            List.of("a build that is tried out", "a machine with one user"),
            List.of(
                    "Move the program to a folder only its owner can write to.",
                    "Compare it with what it should be before it is started again."),
            List.of("CWE-379", "CWE-732", "https://attack.mitre.org/techniques/T1574/"));

    private static final Pattern SHARED = Pattern.compile(
            "(?i)(file://)?(/private)?/(tmp|var/tmp|dev/shm)/.*|[a-z]:/(windows/temp|temp|users/public|programdata/temp)/.*");
    private static final Pattern OWN = Pattern.compile(
            "(?i).*/appdata/local/temp/.*|%te?mp%/.*|\\$\\{?(env:)?te?mp(dir)?\\}?/.*|(/private)?/var/folders/.*");
    private static final Set<String> INTERPRETERS = Set.of(
            "node",
            "python",
            "python3",
            "bun",
            "deno",
            "ruby",
            "perl",
            "sh",
            "bash",
            "zsh",
            "pwsh",
            "powershell",
            "java",
            "tsx",
            "ts-node",
            "uv",
            "php");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(EntrySeen t, Consumer<Finding> findings) {
        RegistryEntry e = t.entry();
        for (Target target : e.targets()) {
            if (target instanceof Target.Program p) {
                String path = risky(p.line().inner());
                boolean own = !path.isEmpty() && OWN.matcher(slashes(path)).matches();
                if (path.isEmpty() && e.othersMayWrite()) {
                    path = p.line().inner().program();
                }
                if (!path.isEmpty()) {
                    findings.accept(Told.finding(
                            INFO,
                            own ? Severity.LOW : Severity.MEDIUM,
                            own ? 0.5 : 0.7,
                            "mcp:" + e.name(),
                            e.name() + " (" + e.at() + ") starts " + path + ", which "
                                    + (own ? "lies among temporary files" : "anybody on the machine can replace"),
                            "a program only its owner can write to",
                            path,
                            e,
                            List.of(Told.shows(e))));
                    return;
                }
            }
        }
    }

    private static String risky(CommandLine line) {
        if (isRisky(line.program())) {
            return line.program();
        }
        if (INTERPRETERS.contains(line.name().replaceFirst("[0-9.]+$", "")) || INTERPRETERS.contains(line.name())) {
            for (String argument : line.arguments()) {
                if (isRisky(argument)) {
                    return argument;
                }
                if (!argument.startsWith("-") && argument.matches(".*[/\\\\].*")) {
                    return "";
                }
            }
        }
        return "";
    }

    private static boolean isRisky(String path) {
        String p = slashes(path);
        return SHARED.matcher(p).matches() || OWN.matcher(p).matches();
    }

    private static String slashes(String path) {
        return path.replace('\\', '/').toLowerCase(Locale.ROOT);
    }
}
