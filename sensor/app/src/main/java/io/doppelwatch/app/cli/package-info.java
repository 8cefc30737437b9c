// SPDX-License-Identifier: Apache-2.0
/**
 * The command line: verbs, the verb-less forms that tcpdump and Suricata users type, exit status, one-line errors. The
 * door is {@link io.doppelwatch.app.cli.Cli}. May use: audit, config, output, capture of the app, the engine, picocli.
 */
package io.doppelwatch.app.cli;
