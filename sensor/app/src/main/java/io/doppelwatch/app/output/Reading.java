// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.output;

import java.util.List;

/**
 * What was read in a run.
 *
 * @param live whether from interfaces
 * @param names the interfaces, empty where not live
 * @param files the captures, empty where live
 * @param packets frames that were judged, after the filter
 * @param bytes captured bytes of them
 * @param firstNanos earliest time stamp, nanoseconds since 1970
 * @param lastNanos latest time stamp
 */
public record Reading(
        boolean live,
        List<String> names,
        List<ReadFile> files,
        long packets,
        long bytes,
        long firstNanos,
        long lastNanos) {}
