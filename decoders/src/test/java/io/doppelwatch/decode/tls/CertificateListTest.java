// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppelwatch.decode.Fault;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class CertificateListTest {
    private final CertificateList list = new CertificateList();

    private Fault wrap(String hex, CertificateList.Form form) {
        ByteBuf buffer = Unpooled.wrappedBuffer(HexFormat.of().parseHex(hex.replace(" ", "")));
        return list.wrap(buffer, 0, buffer.capacity(), form);
    }

    private List<String> certificates() {
        return list.copies().stream().map(HexFormat.of()::formatHex).toList();
    }

    @Test
    void olderForm() {
        assertThat(wrap("00000b 000003 aabbcc 000002 ddee", CertificateList.Form.TLS_1_2))
                .isEqualTo(Fault.NONE);
        assertThat(certificates()).containsExactly("aabbcc", "ddee");
        assertThat(list.offset(1)).isEqualTo(12);
        assertThat(list.length(1)).isEqualTo(2);
        assertThat(wrap("000000", CertificateList.Form.TLS_1_2)).isEqualTo(Fault.NONE);
        assertThat(list.count()).isZero();
    }

    @Test
    void newerFormHasAContextAndExtensions() {
        assertThat(wrap("02 0102 000010 000003 aabbcc 0002 0000 000001 dd 0000", CertificateList.Form.TLS_1_3))
                .isEqualTo(Fault.NONE);
        assertThat(certificates()).containsExactly("aabbcc", "dd");
    }

    @Test
    void formsAreToldApart() {
        ByteBuf older = Unpooled.wrappedBuffer(HexFormat.of().parseHex("000004" + "000001aa"));
        ByteBuf newer = Unpooled.wrappedBuffer(HexFormat.of().parseHex("00" + "000006" + "000001aa0000"));
        assertThat(CertificateList.Form.of(older, 0, 7)).isEqualTo(CertificateList.Form.TLS_1_2);
        assertThat(CertificateList.Form.of(newer, 0, 10)).isEqualTo(CertificateList.Form.TLS_1_3);
        assertThat(CertificateList.Form.of(newer, 0, 1)).isEqualTo(CertificateList.Form.TLS_1_3);
    }

    @Test
    void whatStandsBeforeAFaultIsKept() {
        assertThat(wrap("0000ff 000003 aabbcc 000002 ddee", CertificateList.Form.TLS_1_2))
                .isEqualTo(Fault.TRUNCATED);
        assertThat(certificates()).containsExactly("aabbcc", "ddee");
        assertThat(wrap("00000b 000003 aabbcc 0000ff ddee", CertificateList.Form.TLS_1_2))
                .isEqualTo(Fault.TRUNCATED);
        assertThat(certificates()).containsExactly("aabbcc");
        assertThat(wrap("00000b 000003 aabbcc 000000 ddee", CertificateList.Form.TLS_1_2))
                .as("a certificate of no bytes")
                .isEqualTo(Fault.BAD_LENGTH);
        assertThat(certificates()).containsExactly("aabbcc");
        assertThat(wrap("ff 0102", CertificateList.Form.TLS_1_3)).isEqualTo(Fault.TRUNCATED);
        assertThat(list.count()).isZero();
    }

    @Test
    void everyPrefixFaults() {
        String hex = "00000b000003aabbcc000002ddee";
        for (int n = 0; n < hex.length(); n += 2) {
            assertThat(wrap(hex.substring(0, n), CertificateList.Form.TLS_1_2)).isEqualTo(Fault.TRUNCATED);
        }
    }

    @Test
    void chainsAreBounded() {
        int n = CertificateList.MAX + 1;
        String hex = HexFormat.of().toHexDigits(4 * n, 6) + "000001aa".repeat(n);
        assertThat(wrap(hex, CertificateList.Form.TLS_1_2)).isEqualTo(Fault.TOO_LONG);
        assertThat(list.count()).isEqualTo(CertificateList.MAX);
    }
}
