// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppelwatch.decode.Fault;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DnsMessageTest {
    /** www.example.test A: an alias and its address, a name server, and EDNS; the names compressed. */
    private static Wire response() {
        return Wire.message(0x8580, 1, 2, 1, 1)
                .question("www.example.test", DnsCodes.A) // the name at 12, example.test at 16
                .pointer(12)
                .u16(DnsCodes.CNAME)
                .u16(1)
                .u32(3600)
                .u16(6)
                .label("web")
                .pointer(16)
                .pointer(46)
                .u16(DnsCodes.A)
                .u16(1)
                .u32(60)
                .u16(4)
                .hex("0a4d000a")
                .pointer(16)
                .u16(DnsCodes.NS)
                .u16(1)
                .u32(86400)
                .u16(5)
                .label("ns")
                .pointer(16)
                .u8(0)
                .u16(DnsCodes.OPT)
                .u16(1232)
                .u32(0x01008000L)
                .u16(12)
                .hex("000a 0008 0102030405060708");
    }

    @Test
    void readsTheHeader() {
        DnsMessage m = response().wrap();
        assertThat(m.ok()).isTrue();
        assertThat(m.id()).isEqualTo(0x1234);
        assertThat(m.flags()).isEqualTo(0x8580);
        assertThat(m.isResponse()).isTrue();
        assertThat(m.isAuthoritative()).isTrue();
        assertThat(m.isTruncated()).isFalse();
        assertThat(m.opcode()).isEqualTo(DnsCodes.OPCODE_QUERY);
        assertThat(m.rcode()).isEqualTo(DnsCodes.NOERROR);
        assertThat(m.count(DnsSection.ANSWER)).isEqualTo(2);
        assertThat(m.isPlausible(m.length())).isTrue();
    }

    @Test
    void walksEverySection() {
        DnsRecords r = response().wrap().records();

        assertThat(r.next()).isTrue();
        assertThat(r.section()).isEqualTo(DnsSection.QUESTION);
        assertThat(r.name().toString()).isEqualTo("www.example.test");
        assertThat(r.type()).isEqualTo(DnsCodes.A);
        assertThat(r.rrClass()).isEqualTo(DnsCodes.CLASS_IN);
        assertThat(r.ttl()).isZero();
        assertThat(r.rdataLength()).isZero();
        assertThat(r.target().ok()).isFalse();

        assertThat(r.next()).isTrue();
        assertThat(r.section()).isEqualTo(DnsSection.ANSWER);
        assertThat(r.index()).isZero();
        assertThat(r.name().toString()).isEqualTo("www.example.test");
        assertThat(r.target().toString()).isEqualTo("web.example.test");
        assertThat(r.ttl()).isEqualTo(3600);

        assertThat(r.next()).isTrue();
        assertThat(r.index()).isEqualTo(1);
        assertThat(r.name().toString()).isEqualTo("web.example.test");
        assertThat(r.isAddress4()).isTrue();
        assertThat(r.address4()).isEqualTo(0x0a4d000a);
        assertThat(r.target().ok()).isFalse();

        assertThat(r.next()).isTrue();
        assertThat(r.section()).isEqualTo(DnsSection.AUTHORITY);
        assertThat(r.target().toString()).isEqualTo("ns.example.test");

        assertThat(r.next()).isTrue();
        assertThat(r.section()).isEqualTo(DnsSection.ADDITIONAL);
        assertThat(r.name().isRoot()).isTrue();
        assertThat(r.rrClass()).isEqualTo(1232);
        assertThat(r.extendedRcode()).isEqualTo(16);
        assertThat(r.ednsVersion()).isZero();
        assertThat(r.dnssecOk()).isTrue();
        DnsOptions o = new DnsOptions().ofOpt(r);
        assertThat(o.next()).isTrue();
        assertThat(o.code()).isEqualTo(DnsOptions.COOKIE);
        assertThat(o.hex()).isEqualTo("0102030405060708");
        assertThat(o.next()).isFalse();
        assertThat(o.fault()).isEqualTo(Fault.NONE);

        assertThat(r.next()).isFalse();
        assertThat(r.fault()).isEqualTo(Fault.NONE);
        assertThat(r.position()).isEqualTo(response().size());
    }

    @Test
    void theCursorStartsAgain() {
        DnsMessage m = response().wrap();
        assertThat(entries(m.records())).hasSize(5);
        assertThat(entries(m.records())).hasSize(5);
    }

    @Test
    void everyPrefixGivesWhatCameBeforeTheCut() {
        byte[] whole = response().bytes();
        List<String> all = entries(response().wrap().records());
        for (int n = 0; n < whole.length; n++) {
            DnsMessage m = new DnsMessage().wrap(Unpooled.wrappedBuffer(whole), 0, n);
            DnsRecords r = m.records();
            List<String> some = entries(r);
            assertThat(all.subList(0, some.size())).as("%d bytes", n).isEqualTo(some);
            assertThat(some).hasSizeLessThan(5);
            assertThat(r.fault()).as("%d bytes", n).isEqualTo(Fault.TRUNCATED);
            assertThat(r.faultOffset()).isLessThanOrEqualTo(n);
        }
    }

    @Test
    void aHeaderCutShortGivesWhatIsThere() {
        DnsMessage m = new DnsMessage().wrap(Unpooled.wrappedBuffer(new byte[] {1, 2, (byte) 0x80, 0, 9}), 0, 5);
        assertThat(m.fault()).isEqualTo(Fault.TRUNCATED);
        assertThat(m.id()).isEqualTo(0x0102);
        assertThat(m.isResponse()).isTrue();
        assertThat(m.count(DnsSection.QUESTION)).isZero();
        assertThat(m.isPlausible(4)).isFalse();
        assertThat(m.records().next()).isFalse();
        assertThat(DnsMessage.looksLikeDns(3)).isFalse();
        assertThat(DnsMessage.looksLikeDns(4)).isTrue();
    }

    @Test
    void aWindowThatIsNotInTheBufferIsTruncated() {
        assertThat(new DnsMessage()
                        .wrap(Unpooled.wrappedBuffer(new byte[12]), 1, 12)
                        .ok())
                .isFalse();
        assertThat(new DnsMessage()
                        .wrap(Unpooled.wrappedBuffer(new byte[12]), -1, 12)
                        .ok())
                .isFalse();
        assertThat(new DnsMessage()
                        .wrap(Unpooled.wrappedBuffer(new byte[12]), 0, Integer.MAX_VALUE)
                        .ok())
                .isFalse();
    }

    @Test
    void countsThatPromiseTooMuchEndInAFaultAfterWhatIsThere() {
        DnsMessage m = Wire.message(0x8180, 65535, 65535, 65535, 65535)
                .question("a.test", DnsCodes.A)
                .wrap();
        DnsRecords r = m.records();
        assertThat(entries(r)).containsExactly("QUESTION a.test A");
        assertThat(r.fault()).isEqualTo(Fault.TRUNCATED);
        assertThat(m.isPlausible(m.length())).isFalse();
    }

    @Test
    void countsThatPromiseTooLittleLeaveTrailingBytes() {
        Wire w = Wire.message(0x0100, 1, 0, 0, 0).question("a.test", DnsCodes.A);
        int end = w.size();
        DnsRecords r = w.hex("deadbeef").wrap().records();
        assertThat(entries(r)).hasSize(1);
        assertThat(r.fault()).isEqualTo(Fault.NONE);
        assertThat(r.position()).isEqualTo(end);
    }

    @Test
    void aRecordLongerThanTheMessageIsTruncated() {
        DnsRecords r = Wire.message(0x8180, 0, 1, 0, 0)
                .name("a.test")
                .u16(DnsCodes.A)
                .u16(1)
                .u32(1)
                .u16(65535)
                .hex("0a000001")
                .wrap()
                .records();
        assertThat(r.next()).isFalse();
        assertThat(r.fault()).isEqualTo(Fault.TRUNCATED);
        assertThat(r.faultOffset()).isEqualTo(12 + 8 + 8);
        assertThat(r.next()).isFalse();
    }

    @Test
    void aLoopInANameEndsTheWalkAndLeavesWhatCameBefore() {
        DnsRecords r = Wire.message(0x8180, 1, 2, 0, 0)
                .question("a.test", DnsCodes.A)
                .record("a.test", DnsCodes.A, new Wire().hex("0a000001"))
                .pointer(12 + 12 + 22)
                .u16(DnsCodes.A)
                .wrap()
                .records();
        assertThat(entries(r)).containsExactly("QUESTION a.test A", "ANSWER a.test A");
        assertThat(r.fault()).isEqualTo(Fault.LOOP);
        assertThat(r.faultOffset()).isEqualTo(46);
    }

    @Test
    void malformedDataDoesNotEndTheWalk() {
        DnsRecords r = Wire.message(0x8180, 0, 2, 0, 0)
                .record("a.test", DnsCodes.CNAME, new Wire().pointer(1000))
                .record("b.test", DnsCodes.A, new Wire().hex("0a00"))
                .wrap()
                .records();
        assertThat(r.next()).isTrue();
        assertThat(r.target().fault()).isEqualTo(Fault.LOOP);
        assertThat(r.next()).isTrue();
        assertThat(r.isAddress4()).isFalse();
        assertThat(r.address4()).isZero();
        assertThat(r.next()).isFalse();
        assertThat(r.fault()).isEqualTo(Fault.NONE);
    }

    @Test
    void aNameInTheDataMayNotReachBeyondIt() {
        DnsRecords r = Wire.message(0x8180, 0, 1, 0, 0)
                .name("a.test")
                .u16(DnsCodes.CNAME)
                .u16(1)
                .u32(1)
                .u16(2)
                .label("abc")
                .u8(0)
                .wrap()
                .records();
        assertThat(r.next()).isTrue();
        assertThat(r.target().fault()).isEqualTo(Fault.TRUNCATED);
    }

    @Test
    void manyRecordsWithLongNamesByPointerAreWalkedInBoundedTime() {
        // 64 KiB full of records whose names are chains of pointers; the work is bounded by MAX_POINTERS a name.
        Wire w = Wire.message(0x8180, 0, 5000, 0, 0);
        w.name("x").u16(DnsCodes.NULL).u16(1).u32(1).u16(254);
        int chain = w.size();
        w.pointer(12);
        for (int i = 1; i < 127; i++) {
            w.pointer(chain + 2 * (i - 1));
        }
        int last = w.size() - 4;
        while (w.size() < 65000) {
            w.pointer(last).u16(DnsCodes.A).u16(1).u32(1).u16(0);
        }
        DnsRecords r = w.wrap().records();
        int n = 0;
        while (r.next()) {
            n++;
        }
        assertThat(n).isGreaterThan(5000 - 1);
        assertThat(r.fault()).isEqualTo(Fault.NONE);
    }

    @Test
    void mdnsHasATopBitInTheClass() {
        DnsRecords r = Wire.message(0x8400, 1, 1, 0, 0)
                .name("printer.local")
                .u16(DnsCodes.ANY)
                .u16(0x8001)
                .name("printer.local")
                .u16(DnsCodes.A)
                .u16(0x8001)
                .u32(120)
                .u16(4)
                .hex("a9fe0001")
                .wrap()
                .records();
        assertThat(r.next() && r.topBit()).isTrue();
        assertThat(r.classWithoutTopBit()).isEqualTo(DnsCodes.CLASS_IN);
        assertThat(r.next() && r.topBit()).isTrue();
        assertThat(r.isAddress4()).isTrue();
    }

    @Test
    void plausibleIsAnAssignedOpcodeZeroZAndCountsThatFit() {
        assertThat(Wire.message(0x0100, 0, 0, 0, 0).wrap().isPlausible(12)).isTrue();
        assertThat(Wire.message(0x0140, 0, 0, 0, 0).wrap().isPlausible(12)).isFalse();
        assertThat(Wire.message(0x1800, 0, 0, 0, 0).wrap().isPlausible(12)).isFalse();
        assertThat(Wire.message(0x3800, 0, 0, 0, 0).wrap().isPlausible(12)).isFalse();
        assertThat(Wire.message(0x0100, 1, 0, 0, 0).wrap().isPlausible(16)).isFalse();
        assertThat(Wire.message(0x0100, 1, 0, 0, 0).wrap().isPlausible(17)).isTrue();
        assertThat(Wire.message(0x8100, 65535, 65535, 65535, 65535).wrap().isPlausible(65535))
                .isFalse();
    }

    @Test
    void optionsCutShortAreFaultsAndLeaveTheFirst() {
        DnsRecords r = Wire.message(0, 0, 0, 0, 2)
                .record("", DnsCodes.OPT, new Wire().hex("0003 0001 61 000c 0005 00"))
                .record("", DnsCodes.OPT, new Wire().hex("0003 00"))
                .wrap()
                .records();
        DnsOptions o = new DnsOptions();
        assertThat(r.next()).isTrue();
        o.ofOpt(r);
        assertThat(o.next()).isTrue();
        assertThat(o.code()).isEqualTo(DnsOptions.NSID);
        assertThat(o.next()).isFalse();
        assertThat(o.fault()).isEqualTo(Fault.BAD_LENGTH);
        assertThat(r.next()).isTrue();
        o.ofOpt(r);
        assertThat(o.next()).isFalse();
        assertThat(o.fault()).isEqualTo(Fault.TRUNCATED);
    }

    private static List<String> entries(DnsRecords r) {
        List<String> all = new ArrayList<>();
        while (r.next()) {
            all.add(r.section() + " " + r.name() + " " + DnsCodes.type(r.type()));
        }
        return all;
    }
}
