// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.budget;

/**
 * A part of the {@link Budget} for each thing that an attacker can fill. A new table takes its part from {@link
 * #UNGIVEN}; together they are never more than the whole.
 *
 * <p>The sizes are those of a 64-bit Java machine with 4-byte references, an entry with everything it alone holds on to and
 * its place in the index, where somebody made it as large as it gets. Of tables that count the bytes they hold it is the
 * least one takes.
 */
public enum Share {
    /** Who holds an address. */
    BINDINGS(100, 640),
    /** What a MAC says in ARP. */
    HOSTS(72, 1100),
    /** As many as a quarter of the bindings. */
    ARP_REQUESTS(6, 144),
    /** What a MAC says in Neighbour Discovery. */
    ND_HOSTS(10, 900),
    /** A solicitation, a probe for an address, and one who was denied it. */
    ND_AWAITED(16, 1150),
    /** Links with eight routers each. */
    LINKS(14, 18_000),
    /** Redundancy groups. */
    GROUPS(8, 5400),
    /** DNS questions and the answers held against each other. Counts bytes. */
    DNS_TRANSACTIONS(85, 600),
    /** Odd answers, and what their questions hold on to. */
    DNS_ODD(8, 1 << 18),
    DNS_RESOLVERS(12, 750),
    /** Zones in which ids are guessed. */
    DNS_GUESSES(2, 260),
    /** Packets, to tell when one comes again from a relay. */
    RELAYS(3, 172),
    /** A name that may be rebound, an eighth of a local address and whose a name is. */
    REBINDINGS(18, 800),
    /** What trusted names resolve to. Counts bytes. */
    RESOLUTIONS(14, 4000),
    SIGNED_NAMES(10, 280),
    /** Zones with their keys, or delegations. Counts bytes. */
    DNSSEC_KEYS(14, 2000),
    /** Signatures that were verified. */
    DNSSEC_CHECKS(4, 220),
    /** Names that were compared; of those that look alike there are a hundredth. */
    LOOKALIKES(5, 18),
    /** Who owns a name in mDNS, LLMNR and NBNS. */
    LOCAL_NAMES(20, 1600),
    LOCAL_SPEAKERS(20, 9000),
    LOCAL_QUESTIONS(6, 300),
    DENIED_NAMES(6, 300),
    /** Paths with eight DHCP servers each. */
    DHCP_PATHS(16, 144_000),
    DHCP_TRANSACTIONS(16, 10_000),
    DHCP_CLIENTS(6, 2000),
    /** Paths on which new clients are counted. */
    DHCP_CROWDS(3, 10_000),
    DHCP_LEASES(16, 2000),
    /** Both directions of TLS handshakes. Counts bytes. */
    TLS_HANDSHAKES(40, 450),
    /** Certificates and what they say. Counts bytes. */
    CERTIFICATES(20, 1000),
    /** What was said already. */
    SUPPRESSION(14, 450),
    INCIDENTS(34, 2000),
    /** For tables to come. */
    UNGIVEN(31, 1),
    /** Reassembly and handshakes under way. */
    STREAMS(351, 1);

    /** What the parts are parts of. */
    static final int WHOLE = 1000;

    private final int part;
    private final int each;

    Share(int part, int each) {
        this.part = part;
        this.each = each;
    }

    /** Thousandths of the total. */
    int part() {
        return part;
    }

    /** Bytes of its worst entry. */
    public int each() {
        return each;
    }
}
