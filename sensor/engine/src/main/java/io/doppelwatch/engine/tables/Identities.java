// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.observe.Where;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The services of the trust file with the addresses and keys they were seen at, from TLS handshakes. Only names the
 * trust file gives are entered, so the file bounds it; nothing is pushed out.
 */
public final class Identities {
    private final Map<String, Identity> byService = new HashMap<>();

    /** What a service showed so far; null where nothing. */
    public @Nullable Identity find(String service) {
        return byService.get(service);
    }

    /** Notes that a service showed itself; empty texts where no certificate was seen. */
    public void add(String service, Ip address, String spki, String fingerprint, Where where) {
        byService.computeIfAbsent(service, k -> new Identity()).add(address, spki, fingerprint, where);
    }
}
