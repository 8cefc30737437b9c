// SPDX-License-Identifier: Apache-2.0
/**
 * Configuration files of other programs as trees that forget nothing: every value with its line and column, every key as often as
 * it stands there. JSON with comments and trailing commas, YAML, TOML. The door is {@link
 * io.doppelwatch.app.audit.read.Documents}. What cannot be read is a {@link io.doppelwatch.app.audit.read.Problem}, never an
 * exception. May use: Jackson's streaming parser, SnakeYAML's nodes, tomlj.
 */
package io.doppelwatch.app.audit.read;
