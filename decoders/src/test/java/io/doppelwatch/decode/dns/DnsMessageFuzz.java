// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.dns;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** Any bytes are walked to an end without an exception, and everything written of them comes from within. */
class DnsMessageFuzz {
    @FuzzTest
    void anyBytes(byte[] data) {
        ByteBuf buffer = Unpooled.wrappedBuffer(data);
        DnsMessage message = new DnsMessage().wrap(buffer, 0, data.length);
        DnsRecords records = message.records();
        DnsRdata rdata = new DnsRdata();
        DnsOptions options = new DnsOptions();
        StringBuilder text = new StringBuilder();
        int before = DnsMessage.HEADER_LENGTH;
        while (records.next()) {
            if (records.position() < before + 5 || records.position() > data.length) {
                throw new AssertionError("entry from " + before + " to " + records.position());
            }
            before = records.position();
            check(records.name());
            check(records.target());
            text.setLength(0);
            rdata.append(records, text);
            rdata.eve(records);
            rdata.soa(records);
            rdata.srv(records);
            rdata.sshfp(records);
            options.ofOpt(records);
            while (options.next()) {
                options.hex();
            }
        }
        message.isPlausible(data.length);
        text.append(message);
        scan(data);
    }

    private static void scan(byte[] data) {
        DnsAnswerScan scan = new DnsAnswerScan();
        int most = data.length / 11;
        for (boolean more = scan.start(data); more && scan.next(); ) {
            scan.address4();
            scan.address6High();
            scan.address6Low();
            if (--most < 0) {
                throw new AssertionError("more answers than there is room for");
            }
        }
    }

    private static void check(DnsName name) {
        if (!name.ok()) {
            if (name.end() != 0 || name.toString().length() > 4 * DnsName.MAX_OCTETS) {
                throw new AssertionError(name + " is faulty and has an end");
            }
            return;
        }
        byte[] canonical = name.canonical();
        if (canonical.length != name.octets() || canonical.length > DnsName.MAX_OCTETS) {
            throw new AssertionError(name + " has " + canonical.length + " octets, not " + name.octets());
        }
        byte[] back = DnsName.wireOf(name.toString());
        DnsName again = new DnsName().wrap(Unpooled.wrappedBuffer(back), 0, back.length, 0);
        if (!again.identicalTo(name) || again.hash(7) != name.hash(7) || !name.isWithin(again)) {
            throw new AssertionError(name + " does not survive being written");
        }
    }
}
