// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.capture;

import java.io.IOException;

/** One file format: walks the records of a {@link Window}. */
sealed interface RecordReader permits PcapReader, PcapngReader, SnoopReader {
    /**
     * Longest frame taken as such, as libpcap (MAXIMUM_SNAPLEN) and Wireshark (WTAP_MAX_PACKET_SIZE_STANDARD) have it:
     * a length above it is damage, not a frame.
     */
    int MAX_FRAME = 262_144;

    /** LINKTYPE_DBUS and LINKTYPE_USBPCAP frames may be longer: 128 MiB, less what a record needs around it. */
    int MAX_FRAME_LONG = Window.LIMIT - 64;

    int LINKTYPE_DBUS = 231;
    int LINKTYPE_USBPCAP = 249;

    /**
     * Points {@code into} at the next frame.
     *
     * @return false at the end or at damage, which is noted in the capture file
     * @throws IOException where the bytes cannot be had
     */
    boolean next(Frame into) throws IOException;

    /**
     * Longest frame of an interface: what its own snap length allows where that is more than usual and still believable.
     *
     * @param snapLength as an unsigned 32-bit value; 0 for none
     */
    static int frameLimit(int linkType, long snapLength) {
        if (linkType == LINKTYPE_DBUS || linkType == LINKTYPE_USBPCAP) {
            return MAX_FRAME_LONG;
        }
        return snapLength > MAX_FRAME && snapLength <= MAX_FRAME_LONG ? (int) snapLength : MAX_FRAME;
    }
}
