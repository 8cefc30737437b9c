// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.cli;

/** What {@code --version} says. */
public final class Version {
    private Version() {}

    /** Name and version on one line, the version from the jar's manifest. */
    public static String line() {
        String version = Version.class.getPackage().getImplementationVersion();
        return "doppelwatch " + (version == null ? "(not packaged)" : version);
    }
}
