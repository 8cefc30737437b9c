// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.stats;

/** Everything the sensor counts. The key is where it stands in an EVE {@code stats} event; Suricata's name where it has one. */
public enum Counter {
    PACKETS("decoder.pkts"),
    BYTES("decoder.bytes");

    private final String key;

    Counter(String key) {
        this.key = key;
    }

    /** Dotted path in a stats event. */
    public String key() {
        return key;
    }
}
