// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.capture;

import java.util.List;
import org.pcap4j.core.PcapNativeException;
import org.pcap4j.core.PcapNetworkInterface;
import org.pcap4j.core.Pcaps;

/** What can be captured on. */
public final class Interfaces {
    private Interfaces() {}

    /**
     * One of them.
     *
     * @param description empty where there is none
     * @param addresses its network addresses as text
     * @param macs its hardware addresses as text, without a loopback's zeros
     */
    public record Interface(
            String name,
            String description,
            List<String> addresses,
            List<String> macs,
            boolean up,
            boolean running,
            boolean loopback) {
        public Interface {
            addresses = List.copyOf(addresses);
            macs = List.copyOf(macs);
        }
    }

    /** All interfaces libpcap offers, in its order: the likeliest first. */
    public static List<Interface> list() throws PcapException {
        try {
            return Pcaps.findAllDevs().stream().map(Interfaces::of).toList();
        } catch (PcapNativeException e) {
            throw new PcapException(PcapException.Kind.INTERFACE, "interfaces cannot be listed: " + e.getMessage(), e);
        } catch (LinkageError e) {
            throw PcapException.missing(e);
        }
    }

    private static Interface of(PcapNetworkInterface device) {
        return new Interface(
                device.getName(),
                device.getDescription() == null ? "" : device.getDescription(),
                device.getAddresses().stream()
                        .filter(a -> a.getAddress() != null)
                        .map(a -> a.getAddress().getHostAddress())
                        .toList(),
                device.getLinkLayerAddresses().stream()
                        .map(Object::toString)
                        .filter(mac -> !mac.equals("00:00:00:00:00:00"))
                        .toList(),
                device.isUp(),
                device.isRunning(),
                device.isLoopBack());
    }
}
