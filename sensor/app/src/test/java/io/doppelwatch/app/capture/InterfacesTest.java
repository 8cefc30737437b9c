// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import org.junit.jupiter.api.Test;

class InterfacesTest {
    @Test
    void listsTheLoopbackWithItsAddress() throws PcapException, SocketException {
        NetworkInterface java = NetworkInterface.networkInterfaces()
                .filter(i -> {
                    try {
                        return i.isLoopback() && i.isUp();
                    } catch (SocketException e) {
                        return false;
                    }
                })
                .findFirst()
                .orElseThrow();
        List<Interfaces.Interface> all = Interfaces.list();
        assertThat(all)
                .filteredOn(i -> i.name().equals(java.getName()))
                .singleElement()
                .satisfies(loopback -> {
                    assertThat(loopback.loopback()).isTrue();
                    assertThat(loopback.up()).isTrue();
                    assertThat(loopback.addresses()).contains("127.0.0.1");
                    assertThat(loopback.macs()).isEmpty();
                    assertThat(loopback.description()).isNotNull();
                });
    }
}
