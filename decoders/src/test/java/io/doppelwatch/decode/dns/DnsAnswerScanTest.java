// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppelwatch.craft.Bytes;
import io.doppelwatch.craft.Dns;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Says of answers what the long way says. */
class DnsAnswerScanTest {
    private static final byte[] WHOLE = Dns.response(7, "www.example.test", Dns.A)
            .answer(Dns.CNAME, 300, Dns.name("edge.cdn.example"))
            .answer("edge.cdn.example", Dns.A, 0xffff_fff0L, Bytes.ip("192.0.2.7"))
            .answer("edge.cdn.example", Dns.AAAA, 20, Bytes.ip("2001:db8:0:1:ffff:2:3:4"))
            .authority("example", Dns.NS, 9, Dns.name("ns.example"))
            .bytes();

    private final DnsAnswerScan scan = new DnsAnswerScan();

    @Test
    void readsTypesTtlsAndAddressesOfTheAnswerSectionAndNoOther() {
        assertThat(scan.start(WHOLE)).isTrue();
        assertThat(scan.next()).isTrue();
        assertThat(scan.type()).isEqualTo(Dns.CNAME);
        assertThat(scan.ttl()).isEqualTo(300);
        assertThat(scan.address4()).isZero();
        assertThat(scan.next()).isTrue();
        assertThat(scan.isAddress4()).isTrue();
        assertThat(scan.ttl()).isEqualTo(0xffff_fff0L);
        assertThat(scan.address4()).isEqualTo(0xc000_0207);
        assertThat(scan.next()).isTrue();
        assertThat(scan.isAddress6()).isTrue();
        assertThat(scan.address6High()).isEqualTo(0x2001_0db8_0000_0001L);
        assertThat(scan.address6Low()).isEqualTo(0xffff_0002_0003_0004L);
        assertThat(scan.next()).isFalse();
        assertThat(scan.isCut()).isFalse();
    }

    @Test
    void aMessageWithoutAnswersIsNothingToRead() {
        assertThat(scan.start(Dns.query(7, "a.b", 1).bytes())).isFalse();
        assertThat(scan.start(new byte[0])).isFalse();
        assertThat(scan.isCut()).isFalse();
    }

    @Test
    void everyPrefixGivesWhatIsWholeInIt() {
        for (int n = 0; n < WHOLE.length; n++) {
            byte[] cut = Arrays.copyOf(WHOLE, n);
            int answers = 0;
            for (boolean more = scan.start(cut); more && scan.next(); ) {
                answers++;
            }
            assertThat(answers).as("of %d bytes", n).isEqualTo(answersByTheLongWay(cut));
        }
    }

    @Test
    void agreesWithTheLongWayOnDamagedMessages() {
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = WHOLE.clone();
            for (int k = random.nextInt(1, 5); k > 0; k--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            DnsRecords r = new DnsMessage().wrap(bytes).records();
            boolean more = scan.start(bytes);
            while (r.next() && r.section().compareTo(DnsSection.ANSWER) <= 0) {
                if (r.section() == DnsSection.ANSWER) {
                    assertThat(more && scan.next()).isTrue();
                    assertThat(scan.type()).isEqualTo(r.type());
                    assertThat(scan.ttl()).isEqualTo(r.ttl());
                    assertThat(scan.address4()).isEqualTo(r.address4());
                    assertThat(scan.address6Low()).isEqualTo(r.address6Low());
                }
            }
        }
    }

    private static int answersByTheLongWay(byte[] bytes) {
        DnsRecords r = new DnsMessage().wrap(bytes).records();
        int n = 0;
        while (r.next()) {
            n += r.section() == DnsSection.ANSWER ? 1 : 0;
        }
        return n;
    }
}
