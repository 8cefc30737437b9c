// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.capture;

/**
 * The data of one decryption-secrets block (draft-ietf-opsawg-pcapng, 4.7), as it lay in the file.
 *
 * @param file path as the user named it
 * @param type what the data are, e.g. {@link #TLS_KEY_LOG}
 * @param data the secrets; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // bytes of a file, passed on and never compared
public record DecryptionSecrets(String file, int type, byte[] data) {
    /** NSS key log, the SSLKEYLOGFILE format. */
    public static final int TLS_KEY_LOG = 0x544c534b;
}
