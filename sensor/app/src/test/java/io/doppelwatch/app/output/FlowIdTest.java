// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppelwatch.engine.net.Path;
import io.doppelwatch.engine.observe.Where;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FlowIdTest {
    @Test
    void bothDirectionsOfAConversationShareOne() {
        assertThat(FlowId.of(Wheres.udp("10.0.0.1", 5353, "10.0.0.2", 53)))
                .isEqualTo(FlowId.of(Wheres.udp("10.0.0.2", 53, "10.0.0.1", 5353)));
        assertThat(FlowId.of(Wheres.udp("10.0.0.1", 4000, "10.0.0.1", 53)))
                .isEqualTo(FlowId.of(Wheres.udp("10.0.0.1", 53, "10.0.0.1", 4000)));
    }

    @Test
    void portsProtocolAndPathMakeItAnother() {
        Path vlan = new Path(List.of(new Path.Tag(Path.Kind.VLAN, 10)));
        Where plain = Wheres.udp("10.0.0.1", 4000, "10.0.0.2", 53);
        Set<Long> ids = new HashSet<>();
        ids.add(FlowId.of(plain));
        ids.add(FlowId.of(Wheres.udp("10.0.0.1", 4001, "10.0.0.2", 53)));
        ids.add(FlowId.of(Wheres.udp("10.0.0.1", 53, "10.0.0.2", 4000)));
        ids.add(FlowId.of(Wheres.file(1, 0, Path.NONE, "10.0.0.1", 4000, "10.0.0.2", 53, 6)));
        ids.add(FlowId.of(Wheres.file(1, 0, vlan, "10.0.0.1", 4000, "10.0.0.2", 53, 17)));
        assertThat(ids).hasSize(5);
    }

    @Test
    void itFitsADoubleAndIsPositive() {
        for (int port = 0; port < 65536; port += 7) {
            assertThat(FlowId.of(Wheres.udp("fe80::1", port, "fe80::2", 53))).isBetween(1L, (1L << 53) - 1);
        }
    }
}
