// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.link;

/** IEEE 802.11 data frames (IEEE 802.11-2020, 9.2 and 9.3.2): bits of the frame control field and lengths. */
public final class Ieee80211 {
    /** Frame control 2, duration 2, three addresses, sequence control 2. */
    public static final int HEADER_LENGTH = 24;

    public static final int ADDRESS_LENGTH = 6;
    public static final int ADDRESS1_OFFSET = 4;
    public static final int ADDRESS2_OFFSET = 10;
    public static final int ADDRESS3_OFFSET = 16;
    public static final int ADDRESS4_OFFSET = 24;
    public static final int SEQUENCE_CONTROL_OFFSET = 22;
    public static final int QOS_LENGTH = 2;
    public static final int HT_CONTROL_LENGTH = 4;

    /** Of the first byte: version and type; a data frame has version 0 and type 2. */
    public static final int VERSION_AND_TYPE = 0x0f;

    public static final int DATA = 0x08;
    /** Of the first byte: the frame carries no data. */
    public static final int NO_DATA = 0x40;
    /** Of the first byte: quality of service. */
    public static final int QOS = 0x80;

    /** Of the second byte. */
    public static final int TO_DS = 0x01;

    public static final int FROM_DS = 0x02;
    public static final int MORE_FRAGMENTS = 0x04;
    public static final int PROTECTED = 0x40;
    /** Of the second byte: in a QoS frame an HT control field follows. */
    public static final int ORDER = 0x80;

    /** Of the first QoS byte: the body is an A-MSDU. */
    public static final int A_MSDU = 0x80;
    /** Destination, source, length (9.3.2.2.2). */
    public static final int SUBFRAME_LENGTH = 14;

    private Ieee80211() {}
}
