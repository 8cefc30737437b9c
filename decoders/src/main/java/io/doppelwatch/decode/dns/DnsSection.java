// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.dns;

/** The sections, in wire order. In an UPDATE (RFC 2136, 2.2) they are zone, prerequisite, update and additional. */
public enum DnsSection {
    QUESTION,
    ANSWER,
    AUTHORITY,
    ADDITIONAL
}
