// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.tls;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** Any bytes are a list in both forms, and each certificate lies within and behind the one before. */
class CertificateListFuzz {
    @FuzzTest
    void anyBytes(byte[] data) {
        ByteBuf buffer = Unpooled.wrappedBuffer(data);
        CertificateList.Form.of(buffer, 0, data.length);
        CertificateList list = new CertificateList();
        for (CertificateList.Form form : CertificateList.Form.values()) {
            list.wrap(buffer, 0, data.length, form);
            int end = 0;
            for (int i = 0; i < list.count(); i++) {
                if (list.offset(i) < end || list.length(i) <= 0) {
                    throw new AssertionError("certificate " + i + " overlaps the one before");
                }
                end = list.offset(i) + list.length(i);
            }
            if (end > data.length || list.copies().size() != list.count()) {
                throw new AssertionError("a certificate leaves the bytes");
            }
        }
    }
}
