// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.ip;

/** UDP ports of tunnels (IANA service names and port numbers), and what their headers must look like. */
public final class UdpTunnel {
    public static final int L2TP = 1701;
    public static final int GTP_U = 2152;
    public static final int TEREDO = 3544;
    public static final int LISP = 4341;
    /** GTP version 0 (GSM 09.60), user data and control on one port. */
    public static final int GTP_V0 = 3386;

    /** Anything in anything, for IPv6 brokers (draft-massar-v6ops-ayiya). */
    public static final int AYIYA = 5072;

    /** GRE in UDP (RFC 8086). */
    public static final int GRE = 4754;

    public static final int VXLAN = 4789;
    public static final int VXLAN_GPE = 4790;
    public static final int CAPWAP = 5247;
    public static final int GENEVE = 6081;
    /** MPLS in UDP (RFC 7510). */
    public static final int MPLS = 6635;
    /** VXLAN before it had a port of its own, and Linux without {@code dstport}. */
    public static final int VXLAN_LINUX = 8472;
    /** Mirrored frames of MikroTik and others. */
    public static final int TZSP = 37008;

    /** VXLAN (RFC 7348, 5): flags 1, reserved 3, VNI 3, reserved 1. */
    public static final int VXLAN_LENGTH = 8;

    public static final int VXLAN_VNI_VALID = 0x08;
    /** Next protocol present (draft-ietf-nvo3-vxlan-gpe, 3.1). */
    public static final int VXLAN_NEXT_PROTOCOL = 0x04;

    /** Geneve (RFC 8926, 3.4): version and options length 1, flags 1, protocol 2, VNI 3, reserved 1. */
    public static final int GENEVE_LENGTH = 8;

    /** GTP-U (3GPP TS 29.281, 5.1): flags 1, type 1, length 2, TEID 4. */
    public static final int GTP_LENGTH = 8;
    /** GTP version 0: as above, then sequence 2, flow 2, N-PDU number and reserved 4, TID 8, in another order. */
    public static final int GTP_V0_LENGTH = 20;

    /** Version 1, protocol type GTP. */
    public static final int GTP_VERSION = 0x30;

    public static final int GTP_VERSION_MASK = 0xf0;
    /** Sequence number, N-PDU number or extension header: any of them brings all three fields. */
    public static final int GTP_OPTIONAL = 0x07;

    public static final int GTP_EXTENSION = 0x04;
    public static final int GTP_T_PDU = 0xff;

    private UdpTunnel() {}
}
