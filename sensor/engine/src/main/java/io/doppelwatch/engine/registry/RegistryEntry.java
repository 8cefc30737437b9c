// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.registry;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One server as one file names it.
 *
 * @param file as the user named it
 * @param line of its name, from 1
 * @param table which table of the file it stands in: two of one name in one table are one key twice
 * @param timeNanos when it is told: the file's last change, or the packet after which it was read
 * @param name as written
 * @param targets what it starts or calls, one of them; several where it offers a choice
 * @param enabled whether the file leaves it switched on
 * @param version of a registry's record; empty elsewhere
 * @param othersMayWrite whether anybody on the machine may replace the program it starts
 */
public record RegistryEntry(
        Layer layer,
        String file,
        int line,
        String table,
        long timeNanos,
        String name,
        List<Target> targets,
        boolean enabled,
        String version,
        boolean othersMayWrite) {

    public RegistryEntry {
        targets = List.copyOf(targets);
    }

    /** True where both may end up at the same server; what has no target is not known to differ. */
    public boolean isSameAs(RegistryEntry other) {
        if (targets.isEmpty() || other.targets.isEmpty()) {
            return true;
        }
        Set<String> keys = keys();
        return other.targets.stream().anyMatch(t -> keys.contains(t.key()));
    }

    /** True where they fetch the same package, or start the same program, and differ in version or arguments only. */
    public boolean isVariantOf(RegistryEntry other) {
        for (Target a : targets) {
            for (Target b : other.targets) {
                if (isVariant(a, b)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isVariant(Target a, Target b) {
        PackageRef x = a.fetched();
        PackageRef y = b.fetched();
        if (x != null || y != null) {
            return x != null && y != null && x.name().equals(y.name()) && a.endpoint() == null && b.endpoint() == null;
        }
        return a instanceof Target.Program p
                && b instanceof Target.Program q
                && p.line().program().equals(q.line().program())
                && p.line().program().matches(".*[/\\\\].*")
                && a.endpoint() == null
                && b.endpoint() == null;
    }

    private Set<String> keys() {
        return targets.stream().map(Target::key).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Where it is called. */
    public List<Endpoint> endpoints() {
        List<Endpoint> endpoints = new ArrayList<>();
        for (Target t : targets) {
            Endpoint e = t.endpoint();
            if (e != null) {
                endpoints.add(e);
            }
        }
        return endpoints;
    }

    /** What it starts or calls, for people. */
    public String shown() {
        return targets.isEmpty()
                ? "nothing"
                : targets.stream().map(Target::shown).collect(Collectors.joining(" or "));
    }

    /** The same in another layer. */
    public RegistryEntry in(Layer other) {
        return new RegistryEntry(other, file, line, table, timeNanos, name, targets, enabled, version, othersMayWrite);
    }

    /** The same, told at another time. */
    public RegistryEntry at(long nanos) {
        return new RegistryEntry(layer, file, line, table, nanos, name, targets, enabled, version, othersMayWrite);
    }

    /** {@code FILE:LINE}. */
    public String at() {
        return file + ":" + line;
    }
}
