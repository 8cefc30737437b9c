// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.judge;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.net.Ip;

/** A resolver that has answered for a while, and questions to it. */
abstract class DnsHistory {
    static final Ip OTHER_SERVER = Scene.ip("10.77.0.54");
    static final String GENUINE = "93.184.216.34";
    static final String FORGED = "10.77.0.66";

    int next = 1;

    /** Eighty answers of 10 ms and IP TTL 64 that nobody contradicted, to questions in mixed case. */
    Scene history(Scene s) {
        for (int i = 0; i < 80; i++) {
            new Lookup(s, next, "hOst" + next++ + ".tEst")
                    .ask()
                    .after(0.01 + 0.0001 * (i % 5))
                    .answer("192.0.2." + i)
                    .after(0.5);
        }
        return s.after(40);
    }

    Scene history() {
        return history(new Scene());
    }

    Lookup lookup(Scene s) {
        return new Lookup(s, 1000 + next++, "wWw.exAmple.tEst");
    }

    /** An answer as always. */
    void asAlways(Scene s) {
        lookup(s.after(1)).ask().after(0.01).answer("192.0.2.1");
    }

    static Finding only(Scene s, String rule) {
        assertThat(s.findings(rule)).hasSize(1);
        return s.findings(rule).get(0);
    }
}
