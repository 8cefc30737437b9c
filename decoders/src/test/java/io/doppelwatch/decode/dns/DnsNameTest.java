// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppelwatch.decode.Fault;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DnsNameTest {
    /** The example of RFC 1035, 4.1.4: F.ISI.ARPA at 20, FOO.F.ISI.ARPA at 40, ARPA at 64, the root at 92. */
    private static final ByteBuf RFC1035 = rfc1035();

    private static ByteBuf rfc1035() {
        ByteBuf b = Unpooled.buffer().writeZero(93);
        b.setBytes(20, new Wire().name("F.ISI.ARPA").bytes());
        b.setBytes(40, new Wire().label("FOO").pointer(20).bytes());
        b.setBytes(64, new Wire().pointer(26).bytes());
        return b;
    }

    @ParameterizedTest
    @CsvSource({"20,F.ISI.ARPA,3,12,32", "40,FOO.F.ISI.ARPA,4,16,46", "64,ARPA,1,6,66", "92,'',0,1,93"})
    void readsTheExampleOfRfc1035(int offset, String text, int labels, int octets, int end) {
        DnsName name = at(RFC1035, offset);
        assertThat(name.fault()).isEqualTo(Fault.NONE);
        assertThat(name.toString()).isEqualTo(text);
        assertThat(name.labels()).isEqualTo(labels);
        assertThat(name.octets()).isEqualTo(octets);
        assertThat(name.end()).isEqualTo(end);
        assertThat(name.isRoot()).isEqualTo(text.isEmpty());
    }

    @Test
    void compressedAndPlainNamesAreTheSame() {
        DnsName compressed = at(RFC1035, 40);
        DnsName plain = name("foo.f.isi.arpa");
        assertThat(compressed.sameAs(plain)).isTrue();
        assertThat(compressed.identicalTo(plain)).isFalse();
        assertThat(compressed.identicalTo(name("FOO.F.ISI.ARPA"))).isTrue();
        assertThat(compressed.hash(42)).isEqualTo(plain.hash(42)).isNotEqualTo(plain.hash(43));
        assertThat(compressed.canonical()).isEqualTo(plain.canonical()).isEqualTo(DnsName.wireOf("foo.f.isi.arpa"));
    }

    @Test
    void labelBoundariesMatter() {
        assertThat(name("ab.c").sameAs(name("a.bc"))).isFalse();
        assertThat(name("ab.c").hash(1)).isNotEqualTo(name("a.bc").hash(1));
    }

    @Test
    void onlyAsciiLettersFoldTheirCase() {
        // RFC 4343, 3: 0x5b is not the upper case of 0x7b, nor is 0xc4 of 0xe4.
        assertThat(name("a[").sameAs(name("A{"))).isFalse();
        assertThat(name("\u00c4").sameAs(name("\u00e4"))).isFalse();
        assertThat(name("az").sameAs(name("AZ"))).isTrue();
    }

    @Test
    void knowsWhatLiesInAZone() {
        DnsName host = name("www.Example.COM");
        assertThat(host.isWithin(name("example.com"))).isTrue();
        assertThat(host.isWithin(host)).isTrue();
        assertThat(host.isWithin(name(""))).isTrue();
        assertThat(host.isWithin(name("ample.com"))).isFalse();
        assertThat(name("com").isWithin(host)).isFalse();
        assertThat(at(RFC1035, 40).isWithin(at(RFC1035, 64))).isTrue();
    }

    @Test
    void textEscapesWhatIsNotPrintable() {
        DnsName n = at(
                Unpooled.wrappedBuffer(new Wire()
                        .label("a.b\\c")
                        .label("\0 \u007f\u00ff")
                        .name("x")
                        .bytes()),
                0);
        assertThat(n.toString()).isEqualTo("a\\.b\\\\c.\\000\\032\\127\\255.x");
    }

    @Test
    void caseStaysAsSentUnlessAskedFor() {
        assertThat(name("WwW.eXample").toString()).isEqualTo("WwW.eXample");
        assertThat(name("WwW.eXample").lowerText()).isEqualTo("www.example");
    }

    @Test
    void a255OctetNameIsReadAnd256IsNot() {
        // 3 * (1 + 63) + (1 + 61) + 1 = 255
        Wire longest = new Wire();
        for (int i = 0; i < 3; i++) {
            longest.label("x".repeat(63));
        }
        DnsName ok = at(Unpooled.wrappedBuffer(longest.name("y".repeat(61)).bytes()), 0);
        assertThat(ok.ok()).isTrue();
        assertThat(ok.octets()).isEqualTo(255);
        assertThat(ok.canonical()).hasSize(255);

        Wire tooLong = new Wire();
        for (int i = 0; i < 3; i++) {
            tooLong.label("x".repeat(63));
        }
        DnsName bad = at(Unpooled.wrappedBuffer(tooLong.name("y".repeat(62)).bytes()), 0);
        assertThat(bad.fault()).isEqualTo(Fault.TOO_LONG);
        assertThat(bad.faultOffset()).isEqualTo(192);
        assertThat(bad.labels()).isEqualTo(3);
        assertThat(bad.toString()).isEqualTo(String.join(".", "x".repeat(63), "x".repeat(63), "x".repeat(63)));
    }

    @Test
    void a127LabelNameIsTheMostThereCanBe() {
        Wire w = new Wire();
        for (int i = 0; i < 127; i++) {
            w.label("a");
        }
        DnsName n = at(Unpooled.wrappedBuffer(w.u8(0).bytes()), 0);
        assertThat(n.ok()).isTrue();
        assertThat(n.labels()).isEqualTo(127);
        assertThat(n.octets()).isEqualTo(255);
    }

    @Test
    void aPointerToItselfIsALoop() {
        DnsName n = at(Unpooled.wrappedBuffer(new Wire().pointer(0).bytes()), 0);
        assertThat(n.fault()).isEqualTo(Fault.LOOP);
        assertThat(n.faultOffset()).isZero();
        assertThat(n.end()).isZero();
    }

    @Test
    void aPointerIntoTheRunItEndsIsALoop() {
        ByteBuf b = Unpooled.wrappedBuffer(
                new Wire().label("abc").label("d").pointer(4).bytes());
        DnsName n = at(b, 0);
        assertThat(n.fault()).isEqualTo(Fault.LOOP);
        assertThat(n.faultOffset()).isEqualTo(6);
        assertThat(n.toString()).isEqualTo("abc.d");
    }

    @Test
    void twoPointersAtEachOtherAreALoop() {
        ByteBuf b = Unpooled.wrappedBuffer(
                new Wire().label("a").pointer(4).label("b").pointer(0).bytes());
        assertThat(at(b, 0).fault()).isEqualTo(Fault.LOOP);
        assertThat(at(b, 4).fault()).isEqualTo(Fault.LOOP);
    }

    @Test
    void aForwardPointerIsALoop() {
        ByteBuf b = Unpooled.wrappedBuffer(new Wire().pointer(2).name("x").bytes());
        assertThat(at(b, 0).fault()).isEqualTo(Fault.LOOP);
    }

    @Test
    void aChainOfPointersIsBounded() {
        Wire w = new Wire().name("x").u8(0);
        for (int i = 1; i <= 200; i++) {
            w.pointer(w.size() - 2 == 2 ? 0 : w.size() - 2);
        }
        ByteBuf b = Unpooled.wrappedBuffer(w.bytes());
        assertThat(at(b, 4 + 2 * 126).ok()).isTrue();
        assertThat(at(b, 4 + 2 * 127).fault()).isEqualTo(Fault.TOO_DEEP);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x40, 0x41, 0x7f, 0x80, 0xbf})
    void otherLabelTypesAreUnsupported(int octet) {
        DnsName n = at(
                Unpooled.wrappedBuffer(new Wire().label("a").u8(octet).name("b").bytes()), 0);
        assertThat(n.fault()).isEqualTo(Fault.UNSUPPORTED);
        assertThat(n.faultOffset()).isEqualTo(2);
    }

    @Test
    void everyPrefixIsTruncated() {
        byte[] whole = new Wire().name("www.example.com").bytes();
        for (int n = 0; n < whole.length; n++) {
            DnsName name = new DnsName().wrap(Unpooled.wrappedBuffer(whole), 0, n, 0);
            assertThat(name.fault()).as("%d bytes", n).isEqualTo(Fault.TRUNCATED);
            assertThat("www.example.com").startsWith(name.toString());
        }
    }

    @Test
    void aPointerCutInTwoIsTruncated() {
        assertThat(at(Unpooled.wrappedBuffer(new Wire().name("a").u8(0xc0).bytes()), 3)
                        .fault())
                .isEqualTo(Fault.TRUNCATED);
    }

    @Test
    void aWindowThatIsNotThereIsTruncated() {
        ByteBuf b = Unpooled.wrappedBuffer(new byte[4]);
        assertThat(new DnsName().wrap(b, 0, 5, 0).fault()).isEqualTo(Fault.TRUNCATED);
        assertThat(new DnsName().wrap(b, -1, 4, 0).fault()).isEqualTo(Fault.TRUNCATED);
        assertThat(new DnsName().wrap(b, 0, 4, -1).fault()).isEqualTo(Fault.TRUNCATED);
        assertThat(new DnsName().wrap(b, 0, 4, 4).fault()).isEqualTo(Fault.TRUNCATED);
    }

    @Test
    void aFaultyNameEqualsNothing() {
        DnsName bad = at(Unpooled.wrappedBuffer(new Wire().pointer(0).bytes()), 0);
        assertThat(bad.sameAs(bad)).isFalse();
        assertThat(bad.isWithin(name(""))).isFalse();
        assertThat(bad.canonical()).isEmpty();
    }

    @Test
    void namesFromFilesBecomeWire() {
        assertThat(DnsName.wireOf("Hub.example."))
                .isEqualTo("\3Hub\7example\0".getBytes(StandardCharsets.ISO_8859_1))
                .isEqualTo(DnsName.wireOf("Hub.example"));
        assertThat(DnsName.wireOf(".")).containsExactly(0);
        assertThat(DnsName.wireOf("")).containsExactly(0);
        assertThat(DnsName.wireOf("a\\.b\\000.c")).isEqualTo("\4a.b\0\1c\0".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(DnsName.wireOf("x".repeat(63))).hasSize(65);
        String longest = String.join(".", "x".repeat(63), "x".repeat(63), "x".repeat(63), "y".repeat(61));
        assertThat(DnsName.wireOf(longest)).hasSize(255).isEqualTo(DnsName.wireOf(longest + "."));
        assertThat(name(longest).toString()).isEqualTo(longest);
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "a..b", ".a", "a\\", "a\\25", "a\\256", "a\\2x4"})
    void whatIsNoNameIsNoWire(String text) {
        assertThat(DnsName.wireOf(text)).isNull();
    }

    @Test
    void overlongNamesAreNoWire() {
        assertThat(DnsName.wireOf("x".repeat(64))).isNull();
        String tooLong = String.join(".", "x".repeat(63), "x".repeat(63), "x".repeat(63), "y".repeat(62));
        assertThat(DnsName.wireOf(tooLong)).isNull();
        assertThat(DnsName.wireOf(tooLong + ".")).isNull();
    }

    @Test
    void hashDoesNotSeeCaseAndSeesEverythingElse() {
        String label = "abcdefghijklmnopqrstuvwxyz0123456789-_@[`{";
        for (int n = 1; n <= label.length(); n++) {
            String some = label.substring(0, n) + ".Corp.test";
            long hash = name(some).hash(9);
            assertThat(name(some.toUpperCase(Locale.ROOT)).hash(9)).isEqualTo(hash);
            for (int i = 0; i < n; i++) {
                String other = some.substring(0, i) + '!' + some.substring(i + 1);
                assertThat(name(other).hash(9)).isNotEqualTo(hash);
            }
        }
        assertThat(name("@.a").hash(9)).isNotEqualTo(name("`.a").hash(9));
        assertThat(name("[.a").hash(9)).isNotEqualTo(name("{.a").hash(9));
    }

    private static DnsName name(String dotted) {
        return at(Unpooled.wrappedBuffer(new Wire().name(dotted).bytes()), 0);
    }

    private static DnsName at(ByteBuf buffer, int offset) {
        return new DnsName().wrap(buffer, 0, buffer.writerIndex(), offset);
    }
}
