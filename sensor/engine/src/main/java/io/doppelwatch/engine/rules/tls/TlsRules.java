// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.rules.tls;

import io.doppelwatch.engine.event.RuleInfo;
import io.doppelwatch.engine.rules.base.Rule;
import io.doppelwatch.engine.stats.Counters;
import io.doppelwatch.engine.tables.TlsSeen;
import java.util.List;

/** The rules of TLS and QUIC. */
public final class TlsRules {
    public static final List<RuleInfo> ALL = List.of(TlsPinMismatch.INFO, TrustedNameWrongServer.INFO);

    private final List<Rule<TlsSeen>> handshakes;

    public TlsRules(Counters counters) {
        handshakes = List.of(new TlsPinMismatch(counters), new TrustedNameWrongServer(counters));
    }

    public List<Rule<TlsSeen>> handshakes() {
        return handshakes;
    }
}
