// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.capture;

/**
 * Where frames come from: one interface of one capture file, or one live interface.
 *
 * @param index number of this source in the run, from 0, in order of opening
 * @param file index of the capture file in the order given (equal for every interface of one pcapng); 0 when live
 * @param path the file as the user named it, {@code -} for standard input; empty when live
 * @param interfaceName the interface's own name, empty where the capture does not say
 * @param linkType LINKTYPE_ value (https://www.tcpdump.org/linktypes.html)
 * @param snapLength the capture's limit in bytes, 0 for none
 */
public record Source(int index, int file, String path, String interfaceName, int linkType, int snapLength) {
    /** Not a link type. */
    private static final int CONFIGURATION = -1;

    /** A configuration file: what is read there has a line where others have a packet's number, and belongs to no capture. */
    public static Source configuration(String path) {
        return new Source(0, 0, path, "", CONFIGURATION, 0);
    }

    public boolean isConfiguration() {
        return linkType == CONFIGURATION;
    }
}
