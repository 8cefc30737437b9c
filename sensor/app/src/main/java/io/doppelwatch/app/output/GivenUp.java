// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.output;

import io.doppelwatch.engine.stats.Counter;
import io.doppelwatch.engine.stats.Counters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Which counters say that something was not looked at, in words. What only describes the traffic is not among them. */
final class GivenUp {
    private GivenUp() {}

    /** A line for each kind of loss that happened. */
    static List<String> of(Counters counters) {
        List<String> lines = new ArrayList<>();
        for (Counter counter : Counter.values()) {
            long n = counters.get(counter);
            String what = words(counter);
            if (n > 0 && !what.isEmpty()) {
                lines.add(what + ": " + String.format(Locale.ROOT, "%,d", n));
            }
        }
        return lines;
    }

    private static String words(Counter counter) {
        return switch (counter.key()) {
            case "decoder.too_many_layers" -> "frames nested too deeply";
            case "doppelwatch.decoder.truncated" -> "frames cut off inside a header by the capture";
            case "doppelwatch.decoder.unknown_link" -> "frames of a link type that is not read";
            case "defrag.ipv4.timeouts", "defrag.ipv6.timeouts" -> "datagrams of which fragments were missing";
            case "defrag.max_trackers_reached", "defrag.max_frags_reached", "doppelwatch.defrag.memory_reached" ->
                "fragments beyond the bounds of reassembly";
            case "doppelwatch.defrag.truncated" -> "fragments cut off by the capture";
            case "tcp.reassembly_gap" -> "holes in TCP streams";
            case "tcp.segment_memcap_drop" -> "TCP streams whose segments were too many to hold";
            case "tcp.ssn_memcap_drop" -> "TCP connections forgotten because there were too many";
            case "doppelwatch.dns.tcp_lost" -> "DNS messages over TCP that were cut off";
            case "doppelwatch.tls.message_given_up" -> "TLS messages too long or never finished";
            case "doppelwatch.tls.gap" -> "TLS streams lost by a hole";
            case "doppelwatch.incidents.dropped" -> "incidents forgotten because there were too many";
            case "doppelwatch.internal_errors" -> "packets given up by an error of this program: please report it";
            default ->
                counter.key().startsWith("doppelwatch.tables.") && counter.key().endsWith("_evicted")
                        ? "entries forgotten because a table was full (" + counter.key() + ")"
                        : "";
        };
    }
}
