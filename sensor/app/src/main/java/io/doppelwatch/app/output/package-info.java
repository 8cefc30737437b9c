// SPDX-License-Identifier: Apache-2.0
/**
 * What leaves the sensor: EVE lines, incidents.json, summary.json, the summary a person reads, progress. The door is
 * {@link io.doppelwatch.app.output.EveWriter}. May use: the engine, the decoders (to read out a message that is an
 * event), Jackson's streaming writer, progressbar.
 */
package io.doppelwatch.app.output;
