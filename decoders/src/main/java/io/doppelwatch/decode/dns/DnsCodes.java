// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.dns;

/**
 * Assigned numbers of DNS (IANA dns-parameters) and their names, spelled as Suricata's EVE spells them where it has them.
 * Suricata's two slips in writing, {@code ND} for MD and {@code CDSNKEY} for CDNSKEY, are not followed.
 */
public final class DnsCodes {
    public static final int A = 1;
    public static final int NS = 2;
    public static final int MD = 3;
    public static final int MF = 4;
    public static final int CNAME = 5;
    public static final int SOA = 6;
    public static final int MB = 7;
    public static final int MG = 8;
    public static final int MR = 9;
    public static final int NULL = 10;
    public static final int WKS = 11;
    public static final int PTR = 12;
    public static final int HINFO = 13;
    public static final int MINFO = 14;
    public static final int MX = 15;
    public static final int TXT = 16;
    public static final int RP = 17;
    public static final int AFSDB = 18;
    public static final int X25 = 19;
    public static final int ISDN = 20;
    public static final int RT = 21;
    public static final int SIG = 24;
    public static final int KEY = 25;
    public static final int AAAA = 28;
    public static final int SRV = 33;
    public static final int NAPTR = 35;
    public static final int KX = 36;
    public static final int CERT = 37;
    public static final int DNAME = 39;
    public static final int OPT = 41;
    public static final int DS = 43;
    public static final int SSHFP = 44;
    public static final int RRSIG = 46;
    public static final int NSEC = 47;
    public static final int DNSKEY = 48;
    public static final int DHCID = 49;
    public static final int NSEC3 = 50;
    public static final int NSEC3PARAM = 51;
    public static final int TLSA = 52;
    public static final int SMIMEA = 53;
    public static final int CDS = 59;
    public static final int CDNSKEY = 60;
    public static final int OPENPGPKEY = 61;
    public static final int CSYNC = 62;
    public static final int ZONEMD = 63;
    public static final int SVCB = 64;
    public static final int HTTPS = 65;
    public static final int SPF = 99;
    public static final int EUI48 = 108;
    public static final int EUI64 = 109;
    public static final int TKEY = 249;
    public static final int TSIG = 250;
    public static final int IXFR = 251;
    public static final int AXFR = 252;
    public static final int ANY = 255;
    public static final int URI = 256;
    public static final int CAA = 257;
    public static final int DLV = 32769;

    /** Classes (RFC 1035, 3.2.4; RFC 2136, 2.4). */
    public static final int CLASS_IN = 1;

    public static final int CLASS_CH = 3;
    public static final int CLASS_HS = 4;
    public static final int CLASS_NONE = 254;
    public static final int CLASS_ANY = 255;

    public static final int OPCODE_QUERY = 0;
    public static final int OPCODE_NOTIFY = 4;
    public static final int OPCODE_UPDATE = 5;
    public static final int OPCODE_DSO = 6;

    public static final int NOERROR = 0;
    public static final int SERVFAIL = 2;
    public static final int NXDOMAIN = 3;
    public static final int REFUSED = 5;

    private DnsCodes() {}

    /** {@code A}; {@code TYPE65000} where it has no name (RFC 3597, 5). */
    public static String type(int type) {
        return switch (type) {
            case A -> "A";
            case NS -> "NS";
            case MD -> "MD";
            case MF -> "MF";
            case CNAME -> "CNAME";
            case SOA -> "SOA";
            case MB -> "MB";
            case MG -> "MG";
            case MR -> "MR";
            case NULL -> "NULL";
            case WKS -> "WKS";
            case PTR -> "PTR";
            case HINFO -> "HINFO";
            case MINFO -> "MINFO";
            case MX -> "MX";
            case TXT -> "TXT";
            case RP -> "RP";
            case AFSDB -> "AFSDB";
            case X25 -> "X25";
            case ISDN -> "ISDN";
            case RT -> "RT";
            case 22 -> "NSAP";
            case 23 -> "NSAP-PTR";
            case SIG -> "SIG";
            case KEY -> "KEY";
            case 26 -> "PX";
            case 27 -> "GPOS";
            case AAAA -> "AAAA";
            case 29 -> "LOC";
            case 30 -> "NXT";
            case 31 -> "EID";
            case 32 -> "NIMLOC";
            case SRV -> "SRV";
            case 34 -> "ATMA";
            case NAPTR -> "NAPTR";
            case KX -> "KX";
            case CERT -> "CERT";
            case 38 -> "A6";
            case DNAME -> "DNAME";
            case 40 -> "SINK";
            case OPT -> "OPT";
            case 42 -> "APL";
            case DS -> "DS";
            case SSHFP -> "SSHFP";
            case 45 -> "IPSECKEY";
            case RRSIG -> "RRSIG";
            case NSEC -> "NSEC";
            case DNSKEY -> "DNSKEY";
            case DHCID -> "DHCID";
            case NSEC3 -> "NSEC3";
            case NSEC3PARAM -> "NSEC3PARAM";
            case TLSA -> "TLSA";
            case SMIMEA -> "SMIMEA";
            case 55 -> "HIP";
            case CDS -> "CDS";
            case CDNSKEY -> "CDNSKEY";
            case OPENPGPKEY -> "OPENPGPKEY";
            case CSYNC -> "CSYNC";
            case ZONEMD -> "ZONEMD";
            case SVCB -> "SVCB";
            case HTTPS -> "HTTPS";
            case SPF -> "SPF";
            case 104 -> "NID";
            case 105 -> "L32";
            case 106 -> "L64";
            case 107 -> "LP";
            case EUI48 -> "EUI48";
            case EUI64 -> "EUI64";
            case TKEY -> "TKEY";
            case TSIG -> "TSIG";
            case IXFR -> "IXFR";
            case AXFR -> "AXFR";
            case 253 -> "MAILB";
            case 254 -> "MAILA";
            case ANY -> "ANY";
            case URI -> "URI";
            case CAA -> "CAA";
            case 258 -> "AVC";
            case DLV -> "DLV";
            default -> "TYPE" + type;
        };
    }

    /** {@code IN}; {@code CLASS2} where it has no name. */
    public static String rrClass(int rrClass) {
        return switch (rrClass) {
            case CLASS_IN -> "IN";
            case CLASS_CH -> "CH";
            case CLASS_HS -> "HS";
            case CLASS_NONE -> "NONE";
            case CLASS_ANY -> "ANY";
            default -> "CLASS" + rrClass;
        };
    }

    /** {@code NXDOMAIN}; the number where it has no name. */
    public static String rcode(int rcode) {
        return switch (rcode) {
            case NOERROR -> "NOERROR";
            case 1 -> "FORMERR";
            case SERVFAIL -> "SERVFAIL";
            case NXDOMAIN -> "NXDOMAIN";
            case 4 -> "NOTIMP";
            case REFUSED -> "REFUSED";
            case 6 -> "YXDOMAIN";
            case 7 -> "YXRRSET";
            case 8 -> "NXRRSET";
            case 9 -> "NOTAUTH";
            case 10 -> "NOTZONE";
            case 11 -> "DSOTYPENI";
            case 16 -> "BADVERS/BADSIG";
            case 17 -> "BADKEY";
            case 18 -> "BADTIME";
            case 19 -> "BADMODE";
            case 20 -> "BADNAME";
            case 21 -> "BADALG";
            case 22 -> "BADTRUNC";
            case 23 -> "BADCOOKIE";
            default -> Integer.toString(rcode);
        };
    }

    /** {@code QUERY}; the number where it has no name. */
    public static String opcode(int opcode) {
        return switch (opcode) {
            case OPCODE_QUERY -> "QUERY";
            case 1 -> "IQUERY";
            case 2 -> "STATUS";
            case OPCODE_NOTIFY -> "NOTIFY";
            case OPCODE_UPDATE -> "UPDATE";
            case OPCODE_DSO -> "DSO";
            default -> Integer.toString(opcode);
        };
    }
}
