// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.registry;

import io.doppelwatch.engine.lookalike.Looks;
import io.doppelwatch.engine.registry.NamesMeet.Alike;
import io.doppelwatch.engine.registry.NamesMeet.How;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Finds the entries whose names meet. Of the many pairs a name may have, those are told that say something: keys of one table
 * one after the other, scopes and files each with the one before, and what never meets once.
 */
public final class Meetings {
    /** Entries of one name that are held against each other; a file of thousands of one name has said enough before. */
    private static final int MOST_OF_ONE_NAME = 64;

    /** Names that are compared letter by letter, each with each. */
    private static final int MOST_COMPARED = 2_000;

    private static final int SHORT = 5;
    private static final int FEW = 3;

    private final Looks looks = new Looks();
    private final Consumer<NamesMeet> told;

    public Meetings(Consumer<NamesMeet> told) {
        this.told = told;
    }

    /** @param entries in the order in which they are to be told */
    public void find(List<RegistryEntry> entries) {
        Map<String, List<RegistryEntry>> byName = new LinkedHashMap<>();
        for (RegistryEntry e : entries) {
            List<RegistryEntry> same = byName.computeIfAbsent(e.name(), n -> new ArrayList<>());
            if (same.size() < MOST_OF_ONE_NAME) {
                same.add(e);
            }
        }
        byName.values().forEach(this::ofOneName);
        alike(byName);
        edits(byName);
    }

    private void ofOneName(List<RegistryEntry> same) {
        for (int j = 1; j < same.size(); j++) {
            RegistryEntry second = same.get(j);
            boolean together = false;
            boolean apart = false;
            for (int i = j - 1; i >= 0; i--) {
                RegistryEntry first = same.get(i);
                How how = how(first, second);
                if (how == How.TABLE) {
                    told.accept(new NamesMeet(first, second, how, Alike.SAME));
                    together = true;
                    break; // what stands above was held against the one before
                }
                if (first.isSameAs(second) || !first.enabled() || !second.enabled()) {
                    continue;
                }
                if (how != How.APART && isInForce(same, first)) {
                    told.accept(new NamesMeet(first, second, how, Alike.SAME));
                    together = true;
                } else if (how == How.APART
                        && !together
                        && !apart
                        && second.layer().scope() != Scope.CATALOGUE) {
                    apart = true;
                    told.accept(new NamesMeet(first, second, how, Alike.SAME));
                }
            }
        }
    }

    /** False where a later key of its own table replaces it. */
    private static boolean isInForce(List<RegistryEntry> same, RegistryEntry e) {
        for (int i = same.size() - 1; i >= 0; i--) {
            RegistryEntry other = same.get(i);
            if (other == e) {
                return true;
            }
            if (how(e, other) == How.TABLE) {
                return false;
            }
        }
        return true;
    }

    private static How how(RegistryEntry a, RegistryEntry b) {
        if (!a.layer().meets(b.layer())) {
            return How.APART;
        }
        if (a.layer().scope() != b.layer().scope()) {
            return How.SCOPES;
        }
        return a.file().equals(b.file())
                        && a.table().equals(b.table())
                        && a.version().equals(b.version())
                ? How.TABLE
                : How.LAYER;
    }

    private void alike(Map<String, List<RegistryEntry>> byName) {
        Map<String, List<String>> groups = new LinkedHashMap<>();
        for (String name : byName.keySet()) {
            List<String> names = groups.computeIfAbsent(
                    looks.skeleton(NamesMeet.folded(name)).replace("_", ""), k -> new ArrayList<>());
            if (names.size() < MOST_OF_ONE_NAME) {
                names.add(name);
            }
        }
        for (List<String> names : groups.values()) {
            for (int j = 1; j < names.size(); j++) {
                String second = names.get(j);
                for (int i = 0; i < j; i++) {
                    String first = names.get(i);
                    Alike how = alike(first, second);
                    // Of one or two letters any looks like another: i and l.
                    if (how != Alike.LOOKS || Math.min(first.length(), second.length()) >= FEW) {
                        pair(byName.get(first), byName.get(second), how, true);
                    }
                }
            }
        }
    }

    private static Alike alike(String a, String b) {
        if (NamesMeet.folded(a).equals(NamesMeet.folded(b))) {
            return Alike.FOLDED;
        }
        String x = NamesMeet.folded(a).replaceAll("[-._]", "");
        return x.equals(NamesMeet.folded(b).replaceAll("[-._]", "")) ? Alike.SEPARATORS : Alike.LOOKS;
    }

    private void edits(Map<String, List<RegistryEntry>> byName) {
        List<String> names = byName.keySet().stream()
                .filter(n -> n.length() > SHORT && n.indexOf('/') < 0)
                .limit(MOST_COMPARED)
                .toList();
        List<String> folded = names.stream().map(NamesMeet::folded).toList();
        for (int j = 1; j < names.size(); j++) {
            for (int i = 0; i < j; i++) {
                String a = folded.get(i);
                String b = folded.get(j);
                if (isOneEdit(a, b)
                        && !looks.skeleton(a)
                                .replace("_", "")
                                .equals(looks.skeleton(b).replace("_", ""))) {
                    pair(byName.get(names.get(i)), byName.get(names.get(j)), Alike.ONE_EDIT, false);
                }
            }
        }
    }

    /** Numbers tell the members of a family apart, also where two digits are swapped. */
    static boolean isOneEdit(String a, String b) {
        return Looks.isOneEdit(a, b) && !a.replaceAll("\\d", "").equals(b.replaceAll("\\d", ""));
    }

    /** The first two that one program sees together, else the first two, where they differ. */
    private void pair(List<RegistryEntry> firsts, List<RegistryEntry> seconds, Alike alike, boolean apartToo) {
        NamesMeet apart = null;
        for (RegistryEntry first : firsts) {
            for (RegistryEntry second : seconds) {
                if (!first.enabled() || !second.enabled() || first.isSameAs(second)) {
                    continue;
                }
                How how = how(first, second);
                if (how != How.APART) {
                    told.accept(new NamesMeet(first, second, how, alike));
                    return;
                }
                apart = apart == null ? new NamesMeet(first, second, how, alike) : apart;
            }
        }
        if (apart != null && apartToo) {
            told.accept(apart);
        }
    }
}
