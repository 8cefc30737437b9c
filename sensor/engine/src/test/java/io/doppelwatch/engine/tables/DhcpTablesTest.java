// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppelwatch.craft.Dhcp4;
import io.doppelwatch.craft.Dhcp6;
import io.doppelwatch.decode.dhcp.ClasslessRoute;
import io.doppelwatch.engine.capture.Source;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Mac;
import io.doppelwatch.engine.net.Path;
import io.doppelwatch.engine.observe.DhcpSeen;
import io.doppelwatch.engine.observe.Dhcpv6Seen;
import io.doppelwatch.engine.observe.Where;
import io.doppelwatch.engine.stats.Counter;
import io.doppelwatch.engine.stats.Counters;
import io.doppelwatch.engine.tables.DhcpMessage.Kind;
import io.doppelwatch.engine.tables.DhcpTerms.Difference;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The tables of DHCP stay bounded, and a flood pushes out its own kind. */
class DhcpTablesTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long CLIENT = 0x0200_0000_0021L;
    private static final Source SOURCE = new Source(0, 0, "x.pcap", "", 1, 0);

    private final KeyHash keys = new KeyHash();
    private final Counters counters = new Counters();
    private final DhcpReader reader = new DhcpReader(keys);
    private long now = 1_795_521_600L * SECOND;

    private Where where(Path path) {
        now += 1_000_000;
        Ip any = Ip.v4(0x0a4d0001);
        return new Where(SOURCE, 1, now, now, path, CLIENT, Mac.BROADCAST, any, any, 67, 68, 17, 64, 0);
    }

    private DhcpMessage read(Path path, Dhcp4 packet) {
        byte[] b = packet.bytes();
        DhcpMessage m = reader.read(new DhcpSeen(where(path), b[242], b));
        assertThat(m).isNotNull();
        return m;
    }

    private DhcpMessage ack(int xid, long mac, String server, String ip) {
        return read(
                Path.NONE,
                Dhcp4.answer(Dhcp4.ACK, xid, Mac.text(mac), server)
                        .your(ip)
                        .lease(3600)
                        .router(server));
    }

    private DhcpMessage discover(int xid, long mac) {
        return read(Path.NONE, Dhcp4.ask(Dhcp4.DISCOVER, xid, Mac.text(mac)));
    }

    @Test
    void discoversWithoutAnAnswerPushOutTheirOwnKind() {
        DhcpTransactions table = new DhcpTransactions(64, keys, counters);
        table.add(discover(1, CLIENT));
        table.add(ack(1, CLIENT, "10.77.0.1", "10.77.0.21"));
        for (int i = 0; i < 1000; i++) {
            table.add(discover(i, 0x0600_0000_0000L + i));
        }
        assertThat(table.size()).isEqualTo(64);
        assertThat(counters.get(Counter.DHCP_TRANSACTIONS_EVICTED)).isEqualTo(1001 - 64);
        assertThat(table.find(ack(1, CLIENT, "10.77.0.1", "10.77.0.21"))).isNotNull();
    }

    @Test
    void atMostFourAnswersAreKeptAndACopyIsNone() {
        DhcpTransactions table = new DhcpTransactions(64, keys, counters);
        table.add(discover(1, CLIENT));
        for (int i = 0; i < 20; i++) {
            table.add(ack(1, CLIENT, "10.77.0." + (1 + i / 2), "10.77.0.21"));
        }
        DhcpTransaction t = table.find(ack(1, CLIENT, "10.77.0.1", "10.77.0.21"));
        assertThat(t).isNotNull();
        assertThat(t.answers())
                .extracting(DhcpMessage::server)
                .containsExactly("10.77.0.1", "10.77.0.2", "10.77.0.3", "10.77.0.4");
    }

    @Test
    void madeUpServersDoNotPushOutTheOneThatServes() {
        DhcpServers table = new DhcpServers(8, keys, counters);
        for (int i = 0; i < 5; i++) {
            table.add(ack(i, CLIENT + i, "10.77.0.1", "10.77.0.2" + i));
        }
        for (int i = 0; i < 500; i++) {
            table.add(ack(1000 + i, CLIENT, "10.9." + i % 250 + "." + (1 + i / 250), "10.77.0.66"));
        }
        assertThat(table.on(Path.NONE, false)).hasSize(DhcpNetwork.KEPT);
        assertThat(table.on(Path.NONE, false)).extracting(DhcpServer::name).contains("10.77.0.1");
        for (int i = 0; i < 500; i++) {
            Path path = new Path(List.of(new Path.Tag(Path.Kind.VLAN, i)));
            table.add(read(
                    path,
                    Dhcp4.answer(Dhcp4.ACK, i, Mac.text(CLIENT), "10.9.0.1").your("10.9.0.2")));
        }
        assertThat(table.size()).isEqualTo(8);
        assertThat(table.on(Path.NONE, false)).extracting(DhcpServer::name).contains("10.77.0.1");
        assertThat(counters.get(Counter.DHCP_PATHS_EVICTED)).isEqualTo(501 - 8);
    }

    @Test
    void clientsThatWereNeverServedAndLeasesGivenOnceGoFirst() {
        DhcpClients clients = new DhcpClients(64, 16, keys, counters);
        Leases leases = new Leases(64, keys, counters);
        clients.told(ack(1, CLIENT, "10.77.0.1", "10.77.0.21"));
        leases.given(ack(1, CLIENT, "10.77.0.1", "10.77.0.21"), true);
        leases.given(ack(2, CLIENT, "10.77.0.1", "10.77.0.21"), true);
        for (int i = 0; i < 1000; i++) {
            clients.asked(discover(i, 0x0600_0000_0000L + i));
            leases.given(ack(i, 0x0600_0000_0000L + i, "10.77.0.1", "10." + i / 250 + "." + i % 250 + ".9"), false);
        }
        assertThat(clients.size()).isEqualTo(64);
        assertThat(leases.size()).isEqualTo(64);
        assertThat(clients.find(discover(5, CLIENT))).isNotNull();
        Lease lease = leases.find(Path.NONE, Ip.v4(0x0a4d0015));
        assertThat(lease).isNotNull();
        assertThat(lease.direct()).isTrue();
        assertThat(counters.get(Counter.DHCP_CLIENTS_EVICTED)).isEqualTo(1001 - 64);
        assertThat(counters.get(Counter.DHCP_LEASES_EVICTED)).isEqualTo(1001 - 64);
    }

    @Test
    void forgeriesAreCountedByCardAndAddress() {
        Forgeries f = new Forgeries();
        assertThat(f.add(1, Ip.v4(1), now)).isEqualTo(1);
        assertThat(f.add(1, Ip.v4(1), now)).isEqualTo(1);
        assertThat(f.add(1, Ip.v4(2), now)).isEqualTo(2);
        assertThat(f.add(2, Ip.v4(2), now)).isEqualTo(1);
        assertThat(f.add(1, Ip.v4(3), now + 601 * SECOND)).isEqualTo(1);
        for (int i = 0; i < 10_000; i++) {
            assertThat(f.add(3, Ip.v4(i), now)).isLessThanOrEqualTo(Forgeries.KEPT + 1);
        }
    }

    @Test
    void termsDifferOnlyInWhatBothSay() {
        Ip one = Ip.v4(1);
        Ip two = Ip.v4(2);
        DhcpTerms old = new DhcpTerms(List.of(one), List.of(one, two), List.of(), null, "corp.test");
        assertThat(new DhcpTerms(List.of(one), List.of(two, one), null, "http://x/", "CORP.test").against(old))
                .isEmpty();
        ClasslessRoute half = new ClasslessRoute(0, 1, 2);
        List<Difference> all = new DhcpTerms(List.of(two), null, List.of(half), null, "x.test").against(old);
        assertThat(all)
                .extracting(Difference::toString)
                .containsExactly(
                        "gateway 0.0.0.2 instead of 0.0.0.1",
                        "classless route 0.0.0.0/1 by 0.0.0.2 instead of none",
                        "domain x.test instead of corp.test");
        assertThat(all.get(1).gained()).containsExactly(two);
    }

    @Test
    void longListsAndTextsAreCut() {
        String[] many = new String[40];
        Arrays.fill(many, "10.0.0.1");
        DhcpMessage m = read(
                Path.NONE,
                Dhcp4.answer(Dhcp4.ACK, 1, Mac.text(CLIENT), "10.77.0.1")
                        .resolvers(many)
                        .text(252, "x".repeat(255))
                        .text(252, "y".repeat(255)));
        assertThat(m.terms().resolvers()).hasSize(DhcpTerms.KEPT);
        assertThat(m.terms().proxy()).hasSize(DhcpTerms.TEXT);
    }

    @Test
    void bootpAndContradictionsAreLeftAlone() {
        byte[] b = Dhcp4.answer(Dhcp4.ACK, 1, Mac.text(CLIENT), "10.77.0.1").bytes();
        assertThat(reader.read(new DhcpSeen(where(Path.NONE), 0, b))).isNull();
        // A DISCOVER that says it is a reply.
        assertThat(reader.read(new DhcpSeen(where(Path.NONE), Dhcp4.DISCOVER, b)))
                .isNull();
        assertThat(reader.read(
                        new Dhcpv6Seen(where(Path.NONE), Dhcp6.message(10, 0).bytes())))
                .isNull();
    }

    @Test
    void aRelayedDhcpv6AnswerIsReadThroughItsRelays() {
        Dhcp6 reply = Dhcp6.message(Dhcp6.REPLY, 7)
                .client(Mac.text(CLIENT))
                .server("02:00:00:00:00:01")
                .address("2001:db8::21")
                .resolvers("2001:db8::53");
        DhcpMessage m = reader.read(new Dhcpv6Seen(
                where(Path.NONE),
                Dhcp6.relay(Dhcp6.RELAY_REPLY, "2001:db8::1", "fe80::21", reply).bytes()));
        assertThat(m).isNotNull();
        assertThat(m.kind()).isEqualTo(Kind.ACK);
        assertThat(m.relayed()).isTrue();
        assertThat(m.clientMac()).isEqualTo(CLIENT);
        assertThat(m.server()).isEqualTo("00030001020000000001");
        assertThat(m.serverIp()).isEqualTo(Ip.NONE);
        assertThat(m.yourIp()).isEqualTo(new Ip(0x20010db800000000L, 0x21));
        assertThat(m.terms().resolvers()).containsExactly(new Ip(0x20010db800000000L, 0x53));
    }

    @Test
    void anyBytesAreReadOrLeft() {
        Random random = new Random(11);
        byte[] four = Dhcp4.answer(Dhcp4.ACK, 1, Mac.text(CLIENT), "10.77.0.1")
                .your("10.77.0.21")
                .option(121, Dhcp4.route(1, "0.0.0.0", "10.77.0.66"))
                .resolvers("10.77.0.53")
                .bytes();
        byte[] six = Dhcp6.relay(
                        Dhcp6.RELAY_REPLY,
                        "::1",
                        "::2",
                        Dhcp6.message(Dhcp6.REPLY, 1)
                                .client(Mac.text(CLIENT))
                                .server("02:00:00:00:00:01")
                                .address("::3"))
                .bytes();
        for (int i = 0; i < 20_000; i++) {
            byte[] b = Arrays.copyOf(four, 236 + random.nextInt(four.length - 235));
            byte[] c = Arrays.copyOf(six, random.nextInt(six.length + 1));
            for (int k = 0; k < 4; k++) {
                b[random.nextInt(b.length)] = (byte) random.nextInt();
                if (c.length > 0) {
                    c[random.nextInt(c.length)] = (byte) random.nextInt();
                }
            }
            DhcpMessage m = reader.read(new DhcpSeen(where(Path.NONE), 1 + random.nextInt(8), b));
            assertThat(m == null || m.kind() != Kind.OTHER).isTrue();
            m = reader.read(new Dhcpv6Seen(where(Path.NONE), c));
            assertThat(m == null || m.v6()).isTrue();
        }
    }
}
