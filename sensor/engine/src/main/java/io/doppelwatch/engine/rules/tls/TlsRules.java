// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.rules.tls;

import io.doppelwatch.engine.event.RuleInfo;
import io.doppelwatch.engine.rules.base.Rule;
import io.doppelwatch.engine.tables.TlsSeen;
import io.doppelwatch.engine.tables.Windows;
import java.util.List;

/** The rules of TLS and QUIC. */
public final class TlsRules {
    public static final List<RuleInfo> ALL = List.of(TlsPinMismatch.INFO, TrustedNameWrongServer.INFO);

    private final List<Rule<TlsSeen>> handshakes;

    /** @param windows notes the announced changes that are seen */
    public TlsRules(Windows windows) {
        handshakes = List.of(new TlsPinMismatch(windows), new TrustedNameWrongServer(windows));
    }

    public List<Rule<TlsSeen>> handshakes() {
        return handshakes;
    }
}
