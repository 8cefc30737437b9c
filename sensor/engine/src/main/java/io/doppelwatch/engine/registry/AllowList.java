// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.registry;

import java.util.List;
import java.util.Locale;

/**
 * What an administrator lets a program use, as Claude Code and Copilot read it: what is denied first, then what is allowed.
 *
 * @param readers the programs that obey it
 * @param place the folder it is limited to; empty for everywhere
 * @param file where it stands
 * @param limits whether anything is allowed by name only; an empty list then allows nothing
 */
public record AllowList(
        List<String> readers,
        String place,
        String file,
        int line,
        boolean limits,
        List<Item> allowed,
        List<Item> denied) {
    /** Names one server, by one of the three. */
    public sealed interface Item {
        boolean covers(RegistryEntry entry);
    }

    /** By the name users give it. */
    public record ByName(String name) implements Item {
        @Override
        public boolean covers(RegistryEntry entry) {
            return entry.name().equals(name);
        }
    }

    /** By its whole command line. */
    public record ByCommand(List<String> words) implements Item {
        @Override
        public boolean covers(RegistryEntry entry) {
            return entry.targets().stream()
                    .anyMatch(t ->
                            t instanceof Target.Program p && p.line().toString().equals(String.join(" ", words)));
        }
    }

    /** By its URL, with {@code *} for any text. */
    public record ByUrl(String pattern) implements Item {
        @Override
        public boolean covers(RegistryEntry entry) {
            return entry.targets().stream()
                    .anyMatch(
                            t -> t instanceof Target.Remote r && matches(r.url().toLowerCase(Locale.ROOT)));
        }

        /** Part by part, each at its first place: a pattern of many stars is in a stranger's file as well. */
        private boolean matches(String url) {
            String[] parts = pattern.toLowerCase(Locale.ROOT).split("\\*", -1);
            if (parts.length == 1) {
                return url.equals(parts[0]);
            }
            String last = parts[parts.length - 1];
            if (!url.startsWith(parts[0])) {
                return false;
            }
            int at = parts[0].length();
            for (int i = 1; i < parts.length - 1; i++) {
                int found = url.indexOf(parts[i], at);
                if (found < 0) {
                    return false;
                }
                at = found + parts[i].length();
            }
            return url.length() - at >= last.length() && url.endsWith(last);
        }
    }

    /** True where it is about a file of that layer. */
    public boolean isFor(Layer layer) {
        boolean here =
                place.isEmpty() || layer.place().equals(place) || layer.place().startsWith(place + "/");
        return here && layer.readers().stream().anyMatch(readers::contains);
    }

    public boolean denies(RegistryEntry entry) {
        return denied.stream().anyMatch(i -> i.covers(entry));
    }

    /**
     * True where it is not among the allowed. A name alone does not do where commands, or URLs, are listed for servers of its
     * kind: any server could be given it.
     */
    public boolean misses(RegistryEntry entry) {
        if (!limits) {
            return false;
        }
        boolean started = entry.targets().stream().anyMatch(Target.Program.class::isInstance);
        Class<? extends Item> strict = started ? ByCommand.class : ByUrl.class;
        boolean byKind = allowed.stream().anyMatch(strict::isInstance);
        return allowed.stream().noneMatch(i -> (!byKind || strict.isInstance(i)) && i.covers(entry));
    }
}
