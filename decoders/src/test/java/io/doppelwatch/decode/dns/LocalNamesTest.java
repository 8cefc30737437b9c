// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppelwatch.craft.Bytes;
import io.doppelwatch.craft.Dns;
import io.doppelwatch.craft.Mdns;
import io.doppelwatch.decode.Fault;
import org.junit.jupiter.api.Test;

/** What mDNS (RFC 6762), DNS-SD (RFC 6763) and LLMNR (RFC 4795) write into a DNS message. */
class LocalNamesTest {
    private static final String INSTANCE = "Analytics Hub._mcp._tcp.local";

    private final DnsMessage message = new DnsMessage();

    @Test
    void aProbeWantsAUnicastAnswerAndBringsWhatItWouldClaim() {
        // By hand, RFC 6762, 8.1: question "hub.local" ANY with the QU bit, authority A 10.77.0.10 with TTL 120.
        DnsRecords r = message.wrap(Bytes.hex("0000 0000 0001 0000 0001 0000"
                        + "03 687562 05 6c6f63616c 00 00ff 8001"
                        + "c00c 0001 0001 00000078 0004 0a4d000a"))
                .records();
        assertThat(r.next()).isTrue();
        assertThat(r.section()).isEqualTo(DnsSection.QUESTION);
        assertThat(r.type()).isEqualTo(DnsCodes.ANY);
        assertThat(r.topBit()).isTrue();
        assertThat(r.classWithoutTopBit()).isEqualTo(DnsCodes.CLASS_IN);
        assertThat(r.next()).isTrue();
        assertThat(r.section()).isEqualTo(DnsSection.AUTHORITY);
        assertThat(r.name()).hasToString("hub.local");
        assertThat(r.topBit()).isFalse();
        assertThat(r.address4()).isEqualTo(0x0a4d000a);
        assertThat(r.next()).isFalse();
        assertThat(r.fault()).isEqualTo(Fault.NONE);
    }

    @Test
    void anAnnouncementFlushesAndAGoodbyeHasNoTimeLeft() {
        DnsRecords r = message.wrap(
                        Mdns.host("hub.local", "10.77.0.10", "fe80::10").bytes())
                .records();
        assertThat(r.next() && r.topBit() && r.isAddress4()).isTrue();
        assertThat(r.next() && r.topBit() && r.isAddress6()).isTrue();
        r = message.wrap(Mdns.goodbye("hub.local", "10.77.0.10").bytes()).records();
        assertThat(r.next()).isTrue();
        assertThat(r.ttl()).isZero();
    }

    @Test
    void knownAnswersStandInTheAnswerSectionOfAQuery() {
        byte[] query = Mdns.query()
                .ask("_mcp._tcp.local", Dns.PTR)
                .shared("_mcp._tcp.local", Dns.PTR, 2250, Dns.name(INSTANCE))
                .bytes();
        DnsRecords r = message.wrap(query).records();
        assertThat(message.isResponse()).isFalse();
        assertThat(r.next()).isTrue();
        assertThat(r.section()).isEqualTo(DnsSection.QUESTION);
        assertThat(r.next()).isTrue();
        assertThat(r.section()).isEqualTo(DnsSection.ANSWER);
        assertThat(r.target()).hasToString("Analytics\\032Hub._mcp._tcp.local");
    }

    @Test
    void aLegacyQueryHasAnIdOfItsOwnWhichTheUnicastAnswerRepeats() {
        byte[] answer = Mdns.host("hub.local", "10.77.0.10")
                .id(0x4d4d)
                .ask("hub.local", Dns.A)
                .bytes();
        message.wrap(answer);
        assertThat(message.id()).isEqualTo(0x4d4d);
        assertThat(message.count(DnsSection.QUESTION)).isEqualTo(1);
        assertThat(message.isAuthoritative()).isTrue();
    }

    @Test
    void aServiceInstanceIsPointedToAndLeadsToAHostAndPort() {
        DnsRecords r = message.wrap(Mdns.service("Analytics Hub", "_mcp._tcp.local", "hub.local", 443, "path=/mcp")
                        .bytes())
                .records();
        DnsRdata rdata = new DnsRdata();
        assertThat(r.next()).isTrue();
        assertThat(r.topBit()).isFalse();
        assertThat(r.next()).isTrue();
        assertThat(rdata.srv(r)).isEqualTo(new DnsRdata.Srv(0, 0, 443, "hub.local"));
        assertThat(r.next()).isTrue();
        assertThat(rdata.strings(r)).containsExactly("path=/mcp");
    }

    @Test
    void llmnrHasItsConflictAndTentativeBitsWhereDnsHasOthers() {
        message.wrap(Bytes.hex("0001 8500 0000 0000 0000 0000"));
        assertThat(message.flags() & DnsMessage.LLMNR_CONFLICT).isNotZero();
        assertThat(message.flags() & DnsMessage.LLMNR_TENTATIVE).isNotZero();
    }

    @Test
    void aHostIsKnownByItsFirstLabelWhateverStandsBehindIt() {
        long hub = DnsName.of(Dns.name("Analytics-HUB")).firstLabelHash(7);
        assertThat(DnsName.of(Dns.name("analytics-hub.local")).firstLabelHash(7))
                .isEqualTo(hub);
        assertThat(DnsName.of(Dns.name("analytics-hub.corp.test")).firstLabelHash(7))
                .isEqualTo(hub);
        assertThat(DnsName.of(Dns.name("analytics-hug")).firstLabelHash(7)).isNotEqualTo(hub);
        assertThat(DnsName.of(Dns.name("x.analytics-hub")).firstLabelHash(7)).isNotEqualTo(hub);
        assertThat(DnsName.of(Dns.name("analytics-hub")).firstLabelHash(8)).isNotEqualTo(hub);
        DnsName root = DnsName.of(Dns.name(""));
        assertThat(root.firstLabel()).isEqualTo(-1);
        assertThat(root.firstLabelLength()).isZero();
        assertThat(root.firstLabelHash(7)).isNotEqualTo(hub);
    }
}
