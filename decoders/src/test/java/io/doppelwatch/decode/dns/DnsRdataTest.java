// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppelwatch.decode.Fault;
import java.math.BigInteger;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DnsRdataTest {
    private final DnsRdata rdata = new DnsRdata();

    @ParameterizedTest
    @CsvSource({
        "1, 0a4d000a, 10.77.0.10",
        "28, 20010db8000000000001000000000001, 2001:db8::1:0:0:1",
        "28, 00000000000000000000000000000001, ::1",
        "28, 20010db8000000000000000000000000, 2001:db8::",
        "28, 00010002000300040005000600070008, 1:2:3:4:5:6:7:8",
        "28, 00000000000000000000ffff0a4d000a, ::ffff:10.77.0.10",
        "2, 026e730474657374 00, ns.test",
        "5, 00, .",
        "15, 000a046d61696c00, 10 mail",
        "33, 000a001401bb0368756200, 10 20 443 hub",
        "13, 03583836054c696e7578, \"X86\" \"Linux\"",
        "16, 0568656c6c6f03612262, \"hello\" \"a\\\"b\"",
        "16, 0201ff, \"\\001\\255\"",
        "43, ec4505 01 2bb183af, 60485 5 1 2BB183AF",
        "48, 0101 03 08 030100 01, 257 3 8 AwEAAQ==",
        "52, 03 01 01 abcd, 3 1 1 ABCD",
        "44, 01 02 0102, 1 2 0102",
        "257, 00 05 6973737565 63612e74657374, 0 issue \"ca.test\"",
        "256, 000a 0001 687474703a2f2f78, 10 1 \"http://x\"",
        "108, 00005e0053 2a, 00-00-5e-00-53-2a",
        "51, 01 00 000a 02 aabb, 1 0 10 AABB",
        "51, 01 00 0000 00, 1 0 0 -",
        "37, 0001 1234 08 0102, 1 4660 8 AQI=",
        "62, 00000042 0003 00 01 60, 66 3 A NS",
        "63, 78495f14 01 01 00ff, 2018074388 1 1 00FF",
        "65, 0001 00 0001 0006 026832 026833 0004 0004 c0000201, '1 . alpn=h2,h3 ipv4hint=192.0.2.1'",
    })
    void writesTheCommonTypes(int type, String hex, String text) {
        DnsRecords r = one(type, new Wire().hex(hex));
        StringBuilder s = new StringBuilder();
        assertThat(rdata.append(r, s)).isEqualTo(Fault.NONE);
        assertThat(s.toString()).isEqualTo(text);
    }

    @Test
    void writesSoaAsTextAndInParts() {
        Wire data = new Wire().name("ns.test").name("hostmaster.test").u32(2026112401L);
        DnsRecords r = one(DnsCodes.SOA, data.u32(7200).u32(900).u32(1209600).u32(0xffffffffL));
        assertThat(rdata.text(r)).isEqualTo("ns.test hostmaster.test 2026112401 7200 900 1209600 4294967295");
        assertThat(rdata.soa(r))
                .isEqualTo(
                        new DnsRdata.Soa("ns.test", "hostmaster.test", 2026112401L, 7200, 900, 1209600, 4294967295L));
        assertThat(r.target().toString()).isEqualTo("ns.test");
        assertThat(rdata.srv(r)).isNull();
        assertThat(rdata.sshfp(r)).isNull();
    }

    @Test
    void partsOfMalformedDataAreNotGiven() {
        assertThat(rdata.soa(
                        one(DnsCodes.SOA, new Wire().name("ns.test").name("h").u32(1))))
                .isNull();
        assertThat(rdata.srv(one(DnsCodes.SRV, new Wire().hex("0001 0002 0003"))))
                .isNull();
        assertThat(rdata.srv(one(DnsCodes.SRV, new Wire().hex("0001 0002 0003 00 ff"))))
                .isNull();
        assertThat(rdata.sshfp(one(DnsCodes.SSHFP, new Wire().hex("01")))).isNull();
        assertThat(rdata.strings(one(DnsCodes.TXT, new Wire().hex("0161 05")))).isEmpty();
    }

    @Test
    void writesSrvAndSshfpInParts() {
        DnsRecords srv = one(DnsCodes.SRV, new Wire().u16(1).u16(2).u16(8443).name("hub.test"));
        assertThat(rdata.srv(srv)).isEqualTo(new DnsRdata.Srv(1, 2, 8443, "hub.test"));
        assertThat(srv.target().toString()).isEqualTo("hub.test");
        assertThat(rdata.sshfp(one(DnsCodes.SSHFP, new Wire().hex("04 02 00ab10"))))
                .isEqualTo(new DnsRdata.Sshfp(4, 2, "00:ab:10"));
    }

    @Test
    void evesFormLeavesOutPreferenceAndQuotes() {
        assertThat(rdata.eve(one(DnsCodes.MX, new Wire().u16(10).name("mail.test"))))
                .isEqualTo("mail.test");
        DnsRecords txt = one(DnsCodes.TXT, new Wire().label("v=spf1").label("-all \u00e9"));
        assertThat(rdata.strings(txt)).containsExactly("v=spf1", "-all \\233");
        assertThat(rdata.eve(txt)).isEqualTo("v=spf1 -all \\233");
        assertThat(rdata.eve(one(DnsCodes.A, new Wire().hex("0a000001")))).isEqualTo("10.0.0.1");
    }

    @Test
    void writesNaptr() {
        Wire data = new Wire().u16(100).u16(50).label("s").label("SIP+D2U").label("");
        assertThat(rdata.text(one(DnsCodes.NAPTR, data.name("_sip._udp.test"))))
                .isEqualTo("100 50 \"s\" \"SIP+D2U\" \"\" _sip._udp.test");
    }

    @Test
    void writesTheSignatureOfRfc4034() {
        // RFC 4034, 3.3: host.example.com. RRSIG A 5 3 86400 20030322173103 20030220173103 2642 example.com.
        Wire data = new Wire()
                .u16(DnsCodes.A)
                .u8(5)
                .u8(3)
                .u32(86400)
                .u32(1048354263L)
                .u32(1045762263L);
        assertThat(rdata.text(
                        one(DnsCodes.RRSIG, data.u16(2642).name("example.com").hex("a090755b"))))
                .isEqualTo("A 5 3 86400 20030322173103 20030220173103 2642 example.com oJB1Ww==");
    }

    @Test
    void writesTheNsecOfRfc4034() {
        // RFC 4034, 4.3: alfa.example.com. NSEC host.example.com. ( A MX RRSIG NSEC TYPE1234 )
        Wire data = new Wire().name("host.example.com").hex("0006 400100000003");
        data.hex("041b 000000000000000000000000000000000000000000000000000020");
        assertThat(rdata.text(one(DnsCodes.NSEC, data))).isEqualTo("host.example.com A MX RRSIG NSEC TYPE1234");
    }

    @Test
    void writesNsec3() {
        Wire data = new Wire().u8(1).u8(1).u16(12).hex("04 aabbccdd 14");
        data.hex("1956f8e2d66603a80ccf2a52602eb3e5a831e2d5").hex("0001 40");
        String text = rdata.text(one(DnsCodes.NSEC3, data));
        assertThat(text).startsWith("1 1 12 AABBCCDD ").endsWith(" A");
        assertThat(text.split(" ")[4])
                .hasSize(32)
                .isEqualTo(expectedBase32("1956f8e2d66603a80ccf2a52602eb3e5a831e2d5"));
    }

    /** The digits of the number the bytes are, in base 32: 160 bits need no padding. */
    private static String expectedBase32(String hex) {
        return new BigInteger("1" + hex, 16)
                .toString(32)
                .toUpperCase(Locale.ROOT)
                .substring(1);
    }

    @Test
    void writesSvcbParameters() {
        Wire data = new Wire().u16(1).name("svc.test").hex("0000 0002 0001").hex("0001 0003 02 6832");
        data.hex("0002 0000 0003 0002 20fb").hex("0005 0003 fe0d00");
        data.hex("0006 0010 20010db8000000000000000000000001").hex("029b 0003 612c22");
        assertThat(rdata.text(one(DnsCodes.SVCB, data)))
                .isEqualTo("1 svc.test mandatory=alpn alpn=h2 no-default-alpn port=8443 ech=/g0A"
                        + " ipv6hint=2001:db8::1 key667=\"a\\,\\\"\"");
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0a4d00, TRUNCATED",
        "1, 0a4d000a0b, BAD_LENGTH",
        "28, 0a4d000a, TRUNCATED",
        "5, '', TRUNCATED",
        "5, c0ff, LOOP",
        "15, 000a046d61696c00ff, BAD_LENGTH",
        "16, 056162, TRUNCATED",
        "16, '', TRUNCATED",
        "47, 00 00 21, BAD_LENGTH",
        "47, 00 00 04 01, TRUNCATED",
        "65, 0001 00 0003 0001 50, BAD_LENGTH",
        "65, 0001 00 0001 0003 05 6832, BAD_LENGTH",
        "65, 0001 00 0001 0002, BAD_LENGTH",
        "65, 0001 00 0001, TRUNCATED",
        "257, 00 ff 61, TRUNCATED",
    })
    void dataThatBreaksItsFormIsWrittenAsRfc3597(int type, String hex, Fault fault) {
        Wire data = new Wire().hex(hex);
        DnsRecords r = one(type, data);
        StringBuilder s = new StringBuilder("x ");
        assertThat(rdata.append(r, s)).isEqualTo(fault);
        String bytes = hex.replace(" ", "");
        assertThat(s.toString()).isEqualTo("x \\# " + data.size() + (bytes.isEmpty() ? "" : " " + bytes));
    }

    @Test
    void unknownTypesAreWrittenAsRfc3597() {
        assertThat(rdata.text(one(65280, new Wire().hex("0a000001")))).isEqualTo("\\# 4 0a000001");
        assertThat(rdata.text(one(731, new Wire()))).isEqualTo("\\# 0");
        assertThat(DnsCodes.type(731)).isEqualTo("TYPE731");
    }

    @Test
    void compressedNamesInTheDataAreFollowed() {
        DnsRecords r = one(DnsCodes.MX, new Wire().u16(5).label("mx").pointer(12));
        assertThat(rdata.text(r)).isEqualTo("5 mx.o.test");
    }

    @Test
    void chaosAddressesAreNotInternetAddresses() {
        DnsRecords r = Wire.message(0x8180, 0, 1, 0, 0)
                .name("o.test")
                .u16(DnsCodes.A)
                .u16(DnsCodes.CLASS_CH)
                .u32(0)
                .u16(4)
                .hex("00000100")
                .wrap()
                .records();
        assertThat(r.next()).isTrue();
        assertThat(rdata.text(r)).isEqualTo("\\# 4 00000100");
    }

    @Test
    void codesHaveSuricatasNames() {
        assertThat(DnsCodes.rcode(0)).isEqualTo("NOERROR");
        assertThat(DnsCodes.rcode(3)).isEqualTo("NXDOMAIN");
        assertThat(DnsCodes.rcode(15)).isEqualTo("15");
        assertThat(DnsCodes.rcode(16)).isEqualTo("BADVERS/BADSIG");
        assertThat(DnsCodes.opcode(5)).isEqualTo("UPDATE");
        assertThat(DnsCodes.opcode(9)).isEqualTo("9");
        assertThat(DnsCodes.rrClass(1)).isEqualTo("IN");
        assertThat(DnsCodes.rrClass(7)).isEqualTo("CLASS7");
        assertThat(DnsCodes.type(60)).isEqualTo("CDNSKEY");
    }

    /** A message with one answer, its owner at 12, and the cursor on it. */
    private static DnsRecords one(int type, Wire data) {
        DnsRecords r = Wire.message(0x8180, 0, 1, 0, 0)
                .record("o.test", type, data)
                .wrap()
                .records();
        assertThat(r.next()).isTrue();
        return r;
    }
}
