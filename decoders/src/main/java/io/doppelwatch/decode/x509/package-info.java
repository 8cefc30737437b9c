// SPDX-License-Identifier: Apache-2.0
/**
 * What a certificate says of itself, read once into a value: {@link io.doppelwatch.decode.x509.CertificateInfo}.
 *
 * <p>The ASN.1 is BouncyCastle's; this package is the one place where what it throws ends. Nothing is validated: no
 * signature, no chain, no time.
 *
 * <p>May use: {@code decode}, BouncyCastle, JCA digests.
 */
package io.doppelwatch.decode.x509;
