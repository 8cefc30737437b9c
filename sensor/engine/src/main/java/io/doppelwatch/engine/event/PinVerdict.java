// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.event;

/**
 * What one handshake proves of the pins of the service it should be with.
 *
 * @param service its name in the trust file
 * @param view how the certificate was seen; anything but {@link CertificateView#isVisible} goes with {@link State#NOT_OBSERVABLE}
 * @param matched the pin found in the chain, as the trust file writes it; empty without a match
 * @param window what the trust file notes on the change window that allows a mismatch; empty where none does
 */
public record PinVerdict(String service, State state, CertificateView view, String matched, String window) {
    /** Where the certificate is not seen nothing is claimed. */
    public enum State {
        MATCH("match"),
        MISMATCH("mismatch"),
        NOT_OBSERVABLE("not observable");

        private final String text;

        State(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }
}
