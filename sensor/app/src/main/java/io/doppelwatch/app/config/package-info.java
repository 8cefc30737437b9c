// SPDX-License-Identifier: Apache-2.0
/**
 * Settings and trust file: YAML to typed values, every mistake with its line. The door is {@link
 * io.doppelwatch.app.config.ConfigFiles}. May use: the engine's trust, event and net, Jackson YAML, the JSON-schema
 * validator. Loaded only where a file was named, for both libraries are slow to start.
 */
package io.doppelwatch.app.config;
