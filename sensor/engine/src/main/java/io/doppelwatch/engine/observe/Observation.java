// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.observe;

/** One fact. Immutable, small, and silent about what it means. */
public sealed interface Observation
        permits ArpSeen,
                DnsSeen,
                MdnsSeen,
                LlmnrSeen,
                NbnsSeen,
                DhcpSeen,
                Dhcpv6Seen,
                NdSeen,
                IcmpErrorSeen,
                RedundancySeen,
                LacpSeen,
                ClientHelloSeen,
                ServerHelloSeen,
                CertificateSeen,
                EncryptedExtensionsSeen,
                CertificateVerifySeen,
                TlsAlertSeen,
                CarrierMoved {
    Where where();
}
