// SPDX-License-Identifier: Apache-2.0
/**
 * The sensor as a program: command line, settings, outputs. The door is {@code Doppelwatch}. May use everything in the
 * engine; nobody uses it.
 */
package io.doppelwatch.app;
