// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.output;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values of the specification's baseline (corelight/community-id-spec) and of its other implementations' documentation. */
class CommunityIdTest {
    private final CommunityId communityId = new CommunityId();

    @ParameterizedTest
    @CsvSource({
        "128.232.110.120, 34855, 66.35.250.204, 80, 6, 1:LQU9qZlK+B5F3KDmev6m5PMibrg=",
        "192.168.1.52, 54585, 8.8.8.8, 53, 17, 1:d/FP5EW3wiY1vCndhwleRRKHowQ=",
        "192.168.1.42, 4242, 8.8.8.8, 53, 17, 1:vTdrngJjlP5eZ9mw9JtnKyn99KM=",
        "192.168.170.8, 7, 192.168.170.56, 80, 132, 1:jQgCxbku+pNGw8WPbEc/TS/uTpQ="
    })
    void bothDirectionsHaveTheSpecifiedName(
            String source, int sourcePort, String destination, int destinationPort, int protocol, String expected) {
        assertThat(communityId.of(Wheres.ip(source), sourcePort, Wheres.ip(destination), destinationPort, protocol))
                .isEqualTo(expected);
        assertThat(communityId.of(Wheres.ip(destination), destinationPort, Wheres.ip(source), sourcePort, protocol))
                .isEqualTo(expected);
    }
}
