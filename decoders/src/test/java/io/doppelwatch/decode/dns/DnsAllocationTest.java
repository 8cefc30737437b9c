// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.dns;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** Walking, hashing and comparing make no object. */
class DnsAllocationTest {
    private static final int ROUNDS = 20_000;

    @Test
    void walkingAMessageAllocatesNothing() {
        byte[] bytes = Wire.message(0x8180, 1, 2, 0, 0)
                .question("www.example.test", DnsCodes.A)
                .record(
                        "www.example.test",
                        DnsCodes.CNAME,
                        new Wire().label("web").pointer(16))
                .record("web.example.test", DnsCodes.A, new Wire().hex("0a4d000a"))
                .bytes();
        ByteBuf buffer = Unpooled.wrappedBuffer(bytes);
        DnsMessage message = new DnsMessage();
        DnsName question = new DnsName();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long sum = walk(message, question, buffer, bytes.length, ROUNDS);
        long before = threads.getCurrentThreadAllocatedBytes();
        sum += walk(message, question, buffer, bytes.length, ROUNDS);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(sum).isNotZero();
        // The counter itself may allocate a little; an object a round would be hundreds of kilobytes.
        assertThat(allocated).isLessThan(ROUNDS);
    }

    private static long walk(DnsMessage message, DnsName question, ByteBuf buffer, int length, int rounds) {
        long sum = 0;
        for (int i = 0; i < rounds; i++) {
            DnsRecords r = message.wrap(buffer, 0, length).records();
            question.wrap(buffer, 0, length, DnsMessage.HEADER_LENGTH);
            while (r.next()) {
                sum += r.name().hash(i) + r.type() + r.address4();
                sum += r.name().sameAs(question) ? 1 : 0;
                sum += r.target().isWithin(question) ? 1 : 0;
            }
        }
        return sum;
    }
}
