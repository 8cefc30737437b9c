// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.rules.registry;

import io.doppelwatch.engine.event.RuleInfo;
import io.doppelwatch.engine.registry.NamesMeet;
import io.doppelwatch.engine.registry.TrustedServers;
import io.doppelwatch.engine.rules.base.Rule;
import io.doppelwatch.engine.tables.Windows;
import java.util.List;

/** The rules of configuration files and registries. */
public final class RegistryRules {
    public static final List<RuleInfo> ALL = List.of(
            RegistryDuplicateKey.INFO,
            RegistryTwoEndpoints.INFO,
            RegistryShadowed.INFO,
            RegistryTrustedNameElsewhere.INFO,
            RegistryNamesAlike.INFO,
            RegistryLookalikeName.INFO,
            RegistryLookalikeHost.INFO,
            RegistryCleartext.INFO,
            RegistryBareAddress.INFO,
            RegistryNotAllowed.INFO,
            RegistryUnpinnedPackage.INFO,
            RegistryForeignNamespace.INFO,
            RegistryHiddenCharacters.INFO,
            RegistryWritableProgram.INFO,
            RegistryEntryChanged.INFO,
            RegistryEntryUsed.INFO);

    private final List<Rule<EntrySeen>> entries;
    private final List<Rule<NamesMeet>> meetings;
    private final List<Rule<EntryChanged>> changes;
    private final List<Rule<EntryUsed>> uses = List.of(new RegistryEntryUsed());

    public RegistryRules(TrustedServers trusted, Windows windows) {
        entries = List.of(
                new RegistryTrustedNameElsewhere(trusted, windows),
                new RegistryLookalikeName(trusted),
                new RegistryLookalikeHost(trusted),
                new RegistryCleartext(trusted),
                new RegistryBareAddress(trusted),
                new RegistryNotAllowed(trusted),
                new RegistryUnpinnedPackage(),
                new RegistryForeignNamespace(trusted),
                new RegistryHiddenCharacters(trusted),
                new RegistryWritableProgram());
        meetings = List.of(
                new RegistryDuplicateKey(trusted),
                new RegistryTwoEndpoints(trusted),
                new RegistryShadowed(trusted),
                new RegistryNamesAlike(trusted));
        changes = List.of(new RegistryEntryChanged(trusted, windows));
    }

    public List<Rule<EntrySeen>> entries() {
        return entries;
    }

    public List<Rule<NamesMeet>> meetings() {
        return meetings;
    }

    public List<Rule<EntryChanged>> changes() {
        return changes;
    }

    public List<Rule<EntryUsed>> uses() {
        return uses;
    }
}
