// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.netbios;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppelwatch.craft.Bytes;
import io.doppelwatch.decode.Fault;
import io.doppelwatch.decode.dns.DnsName;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class NbnsMessageTest {
    private static final String WPAD = label("WPAD", 0x00);

    @Test
    void theEncodingIsThatOfRfc1001() {
        // RFC 1001, 14.1: "The NetBIOS name" becomes FEGIGFCAEOGFHEECEJEPFDCAGOGBGNGF.
        byte[] wire = ("\u0020FEGIGFCAEOGFHEECEJEPFDCAGOGBGNGF\u0000").getBytes(StandardCharsets.ISO_8859_1);
        NetbiosName n = new NetbiosName().read(DnsName.of(wire));
        assertThat(n.ok()).isTrue();
        assertThat(n.toString()).isEqualTo("The NetBIOS nam");
        assertThat(n.suffix()).isEqualTo('e');
        assertThat(n.hash(7))
                .isEqualTo(DnsName.of(new Bytes()
                                .u8(15)
                                .ascii("tHE NetBIOS nam")
                                .u8(0)
                                .toArray())
                        .firstLabelHash(7));
    }

    @Test
    void readsABroadcastQuery() {
        NbnsMessage m = message("1234 0110 0001 0000 0000 0000" + WPAD + "0020 0001");
        assertThat(m.ok()).isTrue();
        assertThat(m.id()).isEqualTo(0x1234);
        assertThat(m.isResponse()).isFalse();
        assertThat(m.isBroadcast()).isTrue();
        assertThat(m.opcode()).isEqualTo(NbnsMessage.OPCODE_QUERY);
        assertThat(m.next()).isTrue();
        assertThat(m.section()).isZero();
        assertThat(m.name().toString()).isEqualTo("WPAD");
        assertThat(m.name().suffix()).isZero();
        assertThat(m.name().hasScope()).isFalse();
        assertThat(m.type()).isEqualTo(NbnsMessage.NB);
        assertThat(m.addresses()).isZero();
        assertThat(m.next()).isFalse();
        assertThat(m.fault()).isEqualTo(Fault.NONE);
    }

    @Test
    void readsAPositiveAnswer() {
        NbnsMessage m =
                message("1234 8500 0000 0001 0000 0000" + WPAD + "0020 0001 000000a5 000c 0000 0a4d0066 8000 0a4d0067");
        assertThat(m.isResponse()).isTrue();
        assertThat(m.rcode()).isZero();
        assertThat(m.next()).isTrue();
        assertThat(m.section()).isEqualTo(1);
        assertThat(m.ttl()).isEqualTo(165);
        assertThat(m.addresses()).isEqualTo(2);
        assertThat(m.address(0)).isEqualTo(0x0a4d0066);
        assertThat(m.isGroup(0)).isFalse();
        assertThat(m.isGroup(1)).isTrue();
        assertThat(m.address(2)).isZero();
    }

    @Test
    void readsARegistrationWhoseRecordPointsAtItsQuestion() {
        NbnsMessage m = message("1234 2910 0001 0000 0000 0001" + label("HOST", 0x20) + "0020 0001"
                + "c00c 0020 0001 000493e0 0006 0000 0a4d0015");
        assertThat(m.opcode()).isEqualTo(NbnsMessage.OPCODE_REGISTRATION);
        assertThat(m.next()).isTrue();
        assertThat(m.next()).isTrue();
        assertThat(m.section()).isEqualTo(3);
        assertThat(m.name().toString()).isEqualTo("HOST");
        assertThat(m.name().suffix()).isEqualTo(0x20);
        assertThat(m.address(0)).isEqualTo(0x0a4d0015);
        m.rewind();
        assertThat(m.next()).isTrue();
        assertThat(m.section()).isZero();
    }

    @Test
    void readsANameWithAScopeAndOneOfEverything() {
        String scoped = WPAD.substring(0, 66) + "04636f7270 0474657374 00";
        NbnsMessage m = message("1234 0110 0001 0000 0000 0000" + scoped + "0021 0001");
        assertThat(m.next()).isTrue();
        assertThat(m.name().hasScope()).isTrue();
        assertThat(m.name().scope()).isEqualTo("corp.test");
        assertThat(m.type()).isEqualTo(NbnsMessage.NBSTAT);
        // "*" padded with zeros, as node status queries ask for everybody (RFC 1002, 4.2.17)
        NbnsMessage any = message("1234 0000 0001 0000 0000 0000" + "20434b" + "41".repeat(30) + "00 0021 0001");
        assertThat(any.next()).isTrue();
        assertThat(any.name().toString()).isEqualTo("*");
    }

    @Test
    void readsTheNamesOfANodeStatus() {
        // RFC 1002, 4.2.18: a count, names of 16 bytes with two bytes of flags, statistics.
        String names = "02" + hex("OFFICE         ") + "00 0400" + hex("WORKGROUP      ") + "1e 8400";
        NbnsMessage m =
                message("1234 8400 0000 0001 0000 0000" + label("OFFICE", 0) + "0021 0001 00000000 0025" + names);
        assertThat(m.next()).isTrue();
        assertThat(m.listedNames()).isEqualTo(2);
        assertThat(m.listedName(0).toString()).isEqualTo("OFFICE");
        assertThat(m.listedName(0).suffix()).isZero();
        assertThat(m.isListedGroup(0)).isFalse();
        assertThat(m.listedName(1).toString()).isEqualTo("WORKGROUP");
        assertThat(m.listedName(1).suffix()).isEqualTo(0x1e);
        assertThat(m.isListedGroup(1)).isTrue();
        assertThat(m.listedName(2).ok()).isFalse();
        assertThat(m.addresses()).isZero();
        NbnsMessage lies = message("1234 8400 0000 0001 0000 0000" + label("OFFICE", 0) + "0021 0001 00000000 0013 ff"
                + hex("OFFICE         ") + "00 0400");
        assertThat(lies.next()).isTrue();
        assertThat(lies.listedNames()).isEqualTo(1);
    }

    @Test
    void tellsRegistrationRefreshReleaseAndWaiting() {
        String[] flags = {"2910", "4010", "4810", "3010", "3c00", "7910"};
        int[] opcodes = {
            NbnsMessage.OPCODE_REGISTRATION,
            NbnsMessage.OPCODE_REFRESH,
            NbnsMessage.OPCODE_REFRESH_ALTERNATE,
            NbnsMessage.OPCODE_RELEASE,
            NbnsMessage.OPCODE_WAIT,
            NbnsMessage.OPCODE_MULTIHOMED_REGISTRATION
        };
        for (int i = 0; i < flags.length; i++) {
            NbnsMessage m = message("1234 " + flags[i] + " 0000 0000 0000 0000");
            assertThat(m.opcode()).as(flags[i]).isEqualTo(opcodes[i]);
        }
        assertThat(message("1234 2910 0000 0000 0000 0000").isRecursionDesired())
                .isTrue();
        assertThat(message("1234 2810 0000 0000 0000 0000").isRecursionDesired())
                .isFalse();
        assertThat(message("1234 8580 0000 0000 0000 0000").isFromNameServer()).isTrue();
        assertThat(message("1234 ad86 0000 0000 0000 0000").rcode()).isEqualTo(6);
    }

    @Test
    void whatIsNotPrintableIsEscaped() {
        String odd = "20" + hex("ABCD") + "43".repeat(28) + "00";
        NbnsMessage m = message("1234 0110 0001 0000 0000 0000" + odd + "0020 0001");
        assertThat(m.next()).isTrue();
        assertThat(m.name().toString()).startsWith("\\001#");
    }

    @Test
    void aFirstLabelOfAnotherFormIsABadValue() {
        String[] wrong = {"1f" + "41".repeat(31) + "00", "20" + "41".repeat(31) + "51" + "00", "00", "03777777 00"};
        for (String name : wrong) {
            NbnsMessage m = message("1234 0110 0001 0000 0000 0000" + name + "0020 0001");
            assertThat(m.next()).isFalse();
            assertThat(m.fault()).as(name).isEqualTo(Fault.BAD_VALUE);
        }
    }

    @Test
    void pointersThatLeadNowhereAreLoops() {
        NbnsMessage m = message("1234 0110 0001 0000 0000 0000 c00c 0020 0001");
        assertThat(m.next()).isFalse();
        assertThat(m.fault()).isEqualTo(Fault.LOOP);
        assertThat(m.faultOffset()).isEqualTo(12);
        assertThat(m.name().toString()).isEmpty();
        NbnsMessage forward = message("1234 0110 0001 0000 0000 0000 c00e" + WPAD + "0020 0001");
        assertThat(forward.next()).isFalse();
        assertThat(forward.fault()).isEqualTo(Fault.LOOP);
    }

    @Test
    void countsThatPromiseTooMuchEndInAFault() {
        NbnsMessage m = message("1234 8500 ffff ffff ffff ffff" + WPAD + "0020 0001");
        assertThat(m.next()).isTrue();
        assertThat(m.next()).isFalse();
        assertThat(m.fault()).isEqualTo(Fault.TRUNCATED);
    }

    @Test
    void everyPrefixIsTruncated() {
        byte[] whole = bytes("1234 8500 0000 0001 0000 0000" + WPAD + "0020 0001 000000a5 0006 0000 0a4d0066");
        for (int n = 0; n < whole.length; n++) {
            NbnsMessage m = new NbnsMessage().wrap(Unpooled.wrappedBuffer(whole, 0, n), 0, n);
            assertThat(m.ok()).isEqualTo(n >= 12);
            assertThat(m.next()).as("%d bytes", n).isFalse();
            assertThat(m.fault()).isEqualTo(Fault.TRUNCATED);
            assertThat(m.addresses()).isZero();
        }
        ByteBuf b = Unpooled.wrappedBuffer(whole);
        assertThat(new NbnsMessage().wrap(b, 1, whole.length).ok()).isFalse();
        assertThat(new NbnsMessage().wrap(b, -1, 12).id()).isZero();
    }

    /** A whole name without scope, as hexadecimal. */
    private static String label(String name, int suffix) {
        StringBuilder s = new StringBuilder("20");
        for (int i = 0; i < 16; i++) {
            int b = i == 15 ? suffix : i < name.length() ? name.charAt(i) : ' ';
            s.append(String.format(Locale.ROOT, "%02x%02x", 'A' + (b >>> 4), 'A' + (b & 15)));
        }
        return s.append("00").toString();
    }

    private static String hex(String ascii) {
        return ByteBufUtil.hexDump(ascii.getBytes(StandardCharsets.US_ASCII));
    }

    private static NbnsMessage message(String hex) {
        byte[] b = bytes(hex);
        return new NbnsMessage().wrap(Unpooled.wrappedBuffer(b), 0, b.length);
    }

    private static byte[] bytes(String hex) {
        return ByteBufUtil.decodeHexDump(hex.replace(" ", ""));
    }
}
