// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.doppelwatch.engine.capture.Source;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Path;
import io.doppelwatch.engine.observe.LlmnrSeen;
import io.doppelwatch.engine.observe.MdnsSeen;
import io.doppelwatch.engine.observe.NbnsSeen;
import io.doppelwatch.engine.observe.Observation;
import io.doppelwatch.engine.observe.Where;
import java.util.List;

/** Any bytes make a bounded number of statements, each with a name and few addresses, and no exception. */
class LocalMessageFuzz {
    private static final Where WHERE = new Where(
            new Source(0, 0, "fuzz.pcap", "", 1, 0),
            1,
            0,
            0,
            Path.NONE,
            1,
            2,
            Ip.NONE,
            Ip.NONE,
            5353,
            5353,
            17,
            255,
            0);

    private final LocalMessage message = new LocalMessage(7);

    @FuzzTest
    void anyBytes(byte[] data) {
        List<Observation> all =
                List.of(new MdnsSeen(WHERE, data), new LlmnrSeen(WHERE, data), new NbnsSeen(WHERE, data));
        for (Observation o : all) {
            message.read(o);
            if (message.count() > LocalMessage.KEPT) {
                throw new AssertionError(message.count() + " statements");
            }
            for (int i = 0; i < message.count(); i++) {
                LocalMessage.Statement s = message.get(i);
                if (s.name().isEmpty()
                        || s.addresses() > LocalMessage.ADDRESSES
                        || s.targetName().length() > 1024) {
                    throw new AssertionError("no statement: " + s.name());
                }
                for (int k = 0; k < s.addresses(); k++) {
                    if (s.address(k).equals(Ip.NONE) && o instanceof NbnsSeen) {
                        throw new AssertionError("an IPv4 address that is none");
                    }
                }
            }
        }
    }
}
