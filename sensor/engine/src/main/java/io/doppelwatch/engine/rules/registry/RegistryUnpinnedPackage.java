// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.rules.registry;

import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.event.Incident;
import io.doppelwatch.engine.event.RuleInfo;
import io.doppelwatch.engine.event.Severity;
import io.doppelwatch.engine.registry.PackageRef;
import io.doppelwatch.engine.registry.RegistryEntry;
import io.doppelwatch.engine.registry.Scope;
import io.doppelwatch.engine.registry.Target;
import io.doppelwatch.engine.rules.base.Rule;
import java.util.List;
import java.util.function.Consumer;

/** A server is fetched anew at each start, whatever it is by then. */
public final class RegistryUnpinnedPackage implements Rule<EntrySeen> {
    public static final RuleInfo INFO = new RuleInfo(
            "registry-unpinned-package",
            1_701_011,
            "A server is a package or image whose version is not fixed",
            Told.CATEGORY,
            Severity.LOW,
            0.9,
            Incident.Phase.PREPARATION,
            List.of("T1195.002"),
            Told.SAFE,
            "The program is one that fetches and runs (npx, npm exec, pnpm dlx, yarn dlx, bunx, uvx, uv tool run, pipx run, deno run,"
                    + " docker, podman), also behind cmd /c, sh -c or env, and what it fetches has no version, @latest, a range or"
                    + " a branch: low. An image with a tag but no digest is info, for tags can be moved. Local paths are no packages.",
            "The entry's line and the package.",
            List.of(
                    "the usual way most servers' own pages tell to install them",
                    "a registry of your own in which versions are checked before"),
            List.of(
                    "Write the version: npx name@1.2.3, uvx name==1.2.3, image@sha256:<digest>.",
                    "docker buildx imagetools inspect IMAGE shows its digest; npm view NAME version the newest version."),
            List.of("https://attack.mitre.org/techniques/T1195/002/", "https://docs.npmjs.com/cli/commands/npx"));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(EntrySeen t, Consumer<Finding> findings) {
        RegistryEntry e = t.entry();
        for (Target target : e.targets()) {
            PackageRef p = target.fetched();
            boolean told = p != null
                    && (p.pin() == PackageRef.Pin.NONE
                            || p.pin() == PackageRef.Pin.TAG && e.layer().scope() != Scope.CATALOGUE);
            if (told) {
                boolean tag = p.pin() == PackageRef.Pin.TAG;
                findings.accept(Told.finding(
                        INFO,
                        tag ? Severity.INFO : Severity.LOW,
                        0.9,
                        "mcp:" + e.name(),
                        e.name() + " (" + e.at() + ") is "
                                + (tag ? "an image by a tag, which can be moved: " : "whatever is the newest: ") + p,
                        tag ? p.shownName() + "@sha256:..." : p.shownName() + " in one version",
                        p.toString(),
                        e,
                        List.of(Told.shows(e))));
                return;
            }
        }
    }
}
