// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.audit.read;

import java.util.Locale;

/** How a file is written. */
public enum Format {
    /** RFC 8259, and with comments and trailing commas, as editors write it. */
    JSON,
    YAML,
    TOML;

    /** By the end of the name; JSON where it says nothing. */
    public static Format of(String fileName) {
        String name = fileName.toLowerCase(Locale.ROOT);
        if (name.endsWith(".yaml") || name.endsWith(".yml")) {
            return YAML;
        }
        return name.endsWith(".toml") ? TOML : JSON;
    }
}
