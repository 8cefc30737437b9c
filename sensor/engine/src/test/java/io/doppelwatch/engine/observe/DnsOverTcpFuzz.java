// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.observe;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.doppelwatch.engine.dissect.Packet;
import io.doppelwatch.engine.stats.Counters;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Any stream in any pieces, with and without gaps: the pieces do not change what is read where nothing is missing. */
class DnsOverTcpFuzz {
    @FuzzTest
    void stream(FuzzedDataProvider data) {
        boolean gaps = data.consumeBoolean();
        int most = data.consumeInt(1, 2000);
        byte[] stream = data.consumeBytes(data.remainingBytes() / 2);
        Reading inPieces = new Reading();
        for (int at = 0; at < stream.length; ) {
            int n = Math.min(stream.length - at, data.consumeInt(1, most));
            if (gaps && data.consumeInt(0, 9) == 0) {
                inPieces.reader.gap(data.consumeLong(1, Integer.MAX_VALUE), new Packet());
            }
            inPieces.say(stream, at, n);
            at += n;
        }
        inPieces.reader.end();
        if (!gaps) {
            Reading atOnce = new Reading();
            atOnce.say(stream, 0, stream.length);
            atOnce.reader.end();
            assertThat(inPieces.messages).isEqualTo(atOnce.messages);
        }
    }

    private static final class Reading implements Facts {
        private final List<String> messages = new ArrayList<>();
        private final DnsOverTcp reader = new DnsOverTcp(this, new Counters());

        void say(byte[] bytes, int offset, int length) {
            reader.bytes(Unpooled.wrappedBuffer(bytes), offset, length, new Packet());
        }

        @Override
        public @Nullable Where where(Packet packet) {
            return null;
        }

        @Override
        public void add(Observation observation) {
            byte[] message = ((DnsSeen) observation).message();
            assertThat(message).hasSizeBetween(12, 65_535);
            messages.add(HexFormat.of().formatHex(message));
        }
    }
}
