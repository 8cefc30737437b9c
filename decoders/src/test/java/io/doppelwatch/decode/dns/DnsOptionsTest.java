// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppelwatch.craft.Dns;
import java.util.HexFormat;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** EDNS options in words. */
class DnsOptionsTest {
    private static Map<String, String> described(byte[] options) {
        DnsMessage message = new DnsMessage();
        message.wrap(Dns.query(1, "a.test", Dns.A)
                .additional("", Dns.OPT, 0, options)
                .bytes());
        DnsRecords records = message.records();
        DnsOptions cursor = new DnsOptions();
        Map<String, String> into = new TreeMap<>();
        while (records.next()) {
            cursor.ofOpt(records);
            while (cursor.next()) {
                cursor.describe(into);
            }
        }
        return into;
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }

    /** RFC 7871, 6 and 11: the address is cut to its prefix; family 0 with prefix 0 asks not to be told on. */
    @ParameterizedTest
    @CsvSource({
        "0008 0007 0001 18 00 c63364, 198.51.100.0/24/0",
        "0008 0008 0001 20 18 c6336407, 198.51.100.7/32/24",
        "0008 000b 0002 38 30 20010db8aabbcc, 2001:db8:aabb:cc00::/56/48",
        "0008 0014 0002 80 00 20010db8000000000000000000000053, 2001:db8::53/128/0",
        "0008 0004 0001 00 00, 0.0.0.0/0/0",
        "0008 0004 0000 00 00, 0/0/0"
    })
    void aClientSubnetIsAddressSourceAndScope(String option, String text) {
        assertThat(described(hex(option))).containsExactly(Map.entry("client_subnet", text));
    }

    @ParameterizedTest
    @CsvSource({
        "0008 0003 0001 18",
        "0008 0006 0001 18 00 c633",
        "0008 0008 0001 18 00 c6336401",
        "0008 0009 0001 28 00 c633640701",
        "0008 0005 0003 08 00 01",
        "000a 0007 01020304050607",
        "000a 000c 0102030405060708 01020304",
        "000f 0001 00"
    })
    void anOptionOfImpossibleLengthSaysNothing(String option) {
        assertThat(described(hex(option))).isEmpty();
    }

    @Test
    void aCookieIsTheClientsAndTheServers() {
        assertThat(described(hex("000a 0008 0102030405060708")))
                .containsExactly(Map.entry("client_cookie", "0102030405060708"));
        assertThat(described(hex("000a 0010 0102030405060708 1112131415161718")))
                .containsEntry("server_cookie", "1112131415161718");
    }

    @Test
    void theTextOfAnErrorIsPrintable() {
        assertThat(described(hex("000f 0006 0016 610a1b7e"))).containsEntry("extended_error", "22 a??~");
    }

    @Test
    void anyBytesAreNoCrash() {
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 100_000; i++) {
            byte[] bytes = new byte[random.nextInt(48)];
            random.nextBytes(bytes);
            if (bytes.length > 3) {
                bytes[0] = 0;
                bytes[1] = (byte) (i % 3 == 0 ? 8 : i % 3 == 1 ? 10 : 15);
                bytes[2] = 0;
                bytes[3] = (byte) random.nextInt(bytes.length);
            }
            assertThat(described(bytes).size()).isLessThanOrEqualTo(4);
        }
    }
}
