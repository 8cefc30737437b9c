// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import io.doppelwatch.decode.dhcp.ClasslessRoute;
import io.doppelwatch.decode.dhcp.Dhcp6Message;
import io.doppelwatch.decode.dhcp.Dhcp6Options;
import io.doppelwatch.decode.dhcp.DhcpOptions;
import io.doppelwatch.decode.dhcp.DhcpPacket;
import io.doppelwatch.decode.dhcp.DomainNames;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Mac;
import io.doppelwatch.engine.observe.DhcpSeen;
import io.doppelwatch.engine.observe.Dhcpv6Seen;
import io.doppelwatch.engine.tables.DhcpMessage.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the facts of DHCP and DHCPv6. Not thread-safe. */
public final class DhcpReader {
    /** RFC 4578, 2.1: the port a server for network boot answers at. */
    private static final int BOOT_PORT = 4011;
    /** RFC 8415, 11.1: a DUID has at most 128 octets after its type. */
    private static final int DUID_LONGEST = 130;

    private static final int DUID_LLT = 1;
    private static final int DUID_LL = 3;
    private static final Ip ZERO = Ip.v4(0);

    private final KeyHash keys;
    private final DhcpPacket packet = new DhcpPacket();
    private final Dhcp6Message outer = new Dhcp6Message();
    private final Dhcp6Message message = new Dhcp6Message();
    private final Dhcp6Options inside = new Dhcp6Options();

    public DhcpReader(KeyHash keys) {
        this.keys = keys;
    }

    /** Null for BOOTP and for what is none of RFC 2131's messages. */
    public @Nullable DhcpMessage read(DhcpSeen seen) {
        Kind kind = kind(seen.messageType());
        packet.wrap(seen.message());
        if (kind == Kind.OTHER || (packet.op() == DhcpPacket.BOOT_REPLY) != kind.isAnswer()) {
            return null;
        }
        int id = packet.address(DhcpOptions.SERVER_ID);
        int held = packet.yourAddress() != 0 ? packet.yourAddress() : packet.clientAddress();
        int mask = packet.address(DhcpOptions.SUBNET_MASK);
        boolean boots = isBoot(packet.bytes(DhcpOptions.VENDOR_CLASS));
        byte[] alias = packet.bytes(DhcpOptions.CLIENT_ID);
        long client = keys.of(seen.where().path(), packet.clientMac(), packet.hardwareType(), 11);
        return new DhcpMessage(
                seen.where(),
                false,
                kind,
                packet.id(),
                client,
                alias.length == 0 ? client : keys.of(alias),
                packet.hasMac() ? packet.clientMac() : Mac.NONE,
                Ip.v4(packet.clientAddress()),
                Ip.v4(packet.yourAddress()),
                Ip.v4(packet.address(DhcpOptions.REQUESTED_ADDRESS)),
                id == 0 ? "" : Ip.v4(id).toString(),
                id == 0 ? Ip.NONE : Ip.v4(id),
                packet.relay() != 0 || packet.hops() != 0,
                mask == 0 || held == 0 ? Ip.NONE : Ip.v4(held & mask),
                packet.number(DhcpOptions.LEASE_TIME),
                kind.isAnswer() && packet.yourAddress() == 0 && boots
                        || seen.where().sourcePort() == BOOT_PORT
                        || seen.where().destinationPort() == BOOT_PORT,
                kind.isAnswer() ? terms(kind) : asked(packet.bytes(DhcpOptions.PARAMETERS)));
    }

    private static Kind kind(int type) {
        return switch (type) {
            case DhcpPacket.DISCOVER -> Kind.DISCOVER;
            case DhcpPacket.OFFER -> Kind.OFFER;
            case DhcpPacket.REQUEST -> Kind.REQUEST;
            case DhcpPacket.DECLINE -> Kind.DECLINE;
            case DhcpPacket.ACK -> Kind.ACK;
            case DhcpPacket.NAK -> Kind.NAK;
            case DhcpPacket.RELEASE -> Kind.RELEASE;
            case DhcpPacket.INFORM -> Kind.INFORM;
            default -> Kind.OTHER;
        };
    }

    private static boolean isBoot(byte[] vendorClass) {
        String s = new String(vendorClass, StandardCharsets.ISO_8859_1);
        return s.startsWith("PXEClient") || s.startsWith("HTTPClient");
    }

    private DhcpTerms terms(Kind kind) {
        if (kind == Kind.NAK) {
            return DhcpTerms.NOTHING;
        }
        return new DhcpTerms(
                orNull(addresses(DhcpOptions.ROUTERS)),
                orNull(addresses(DhcpOptions.DNS_SERVERS)),
                orNull(packet.routes().stream().limit(DhcpTerms.KEPT).toList()),
                text(DhcpOptions.WPAD),
                text(DhcpOptions.DOMAIN_NAME));
    }

    /** What a client asks for, as terms that are empty: an answer that leaves it out has said that there is none. */
    private static DhcpTerms asked(byte[] parameters) {
        if (parameters.length == 0) {
            return DhcpTerms.NOTHING;
        }
        boolean routes = has(parameters, DhcpOptions.CLASSLESS_ROUTES)
                || has(parameters, DhcpOptions.CLASSLESS_ROUTES_MICROSOFT);
        return new DhcpTerms(
                has(parameters, DhcpOptions.ROUTERS) ? List.of() : null,
                has(parameters, DhcpOptions.DNS_SERVERS) ? List.of() : null,
                routes ? List.<ClasslessRoute>of() : null,
                has(parameters, DhcpOptions.WPAD) ? "" : null,
                has(parameters, DhcpOptions.DOMAIN_NAME) ? "" : null);
    }

    private static boolean has(byte[] codes, int code) {
        for (byte c : codes) {
            if ((c & 0xff) == code) {
                return true;
            }
        }
        return false;
    }

    private List<Ip> addresses(int code) {
        int[] all = packet.addresses(code);
        List<Ip> ips = new ArrayList<>();
        for (int i = 0; i < Math.min(all.length, DhcpTerms.KEPT); i++) {
            ips.add(Ip.v4(all[i]));
        }
        return ips;
    }

    private @Nullable String text(int code) {
        byte[] b = packet.bytes(code);
        // Some servers end it with a zero octet, which RFC 2132, 2 asks clients to pass over.
        String s = new String(b, 0, Math.min(b.length, DhcpTerms.TEXT), StandardCharsets.ISO_8859_1)
                .replace("\0", "")
                .strip();
        return s.isEmpty() ? null : s;
    }

    private static <T> @Nullable List<T> orNull(List<T> list) {
        return list.isEmpty() ? null : list;
    }

    /** Null for what no client and no server says to another: reconfiguration, relays without a message. */
    public @Nullable DhcpMessage read(Dhcpv6Seen seen) {
        message.wrapInnermost(outer.wrap(seen.message()));
        Kind kind = kind6();
        byte[] duid = message.bytes(Dhcp6Options.CLIENT_ID);
        if (kind == Kind.OTHER || duid.length > DUID_LONGEST) {
            return null;
        }
        byte[] server = message.bytes(Dhcp6Options.SERVER_ID);
        boolean relayed = outer.isRelay();
        long mac = mac(duid);
        long client = duid.length == 0 ? keys.of(seen.where().path(), mac, 0, 12) : keys.of(duid);
        Ip your = kind.isAnswer() ? firstAddress() : Ip.NONE;
        return new DhcpMessage(
                seen.where(),
                true,
                kind,
                message.id(),
                client,
                client,
                mac,
                Ip.NONE,
                your,
                kind.isAnswer() ? Ip.NONE : firstAddress(),
                HexFormat.of().formatHex(server, 0, Math.min(server.length, DUID_LONGEST)),
                kind.isAnswer() && !relayed ? seen.where().sourceIp() : Ip.NONE,
                relayed,
                your.equals(Ip.NONE) ? Ip.NONE : new Ip(your.high(), 0),
                -1,
                false,
                terms6(kind.isAnswer()));
    }

    private Kind kind6() {
        return switch (message.type()) {
            case Dhcp6Message.SOLICIT -> Kind.DISCOVER;
            case Dhcp6Message.ADVERTISE -> Kind.OFFER;
            case Dhcp6Message.REQUEST, Dhcp6Message.CONFIRM, Dhcp6Message.RENEW, Dhcp6Message.REBIND -> Kind.REQUEST;
            case Dhcp6Message.REPLY -> Kind.ACK;
            case Dhcp6Message.RELEASE -> Kind.RELEASE;
            case Dhcp6Message.DECLINE -> Kind.DECLINE;
            case Dhcp6Message.INFORMATION_REQUEST -> Kind.INFORM;
            default -> Kind.OTHER;
        };
    }

    /** RFC 8415, 11.2 and 11.4: a DUID of an Ethernet card ends with its MAC. */
    private static long mac(byte[] duid) {
        int type = duid.length < 4 ? 0 : duid[0] << 8 | duid[1];
        int at = type == DUID_LLT ? 8 : type == DUID_LL ? 4 : -1;
        if (at < 0 || duid.length != at + 6 || (duid[2] << 8 | duid[3]) != 1) {
            return Mac.NONE;
        }
        long mac = 0;
        for (int i = 0; i < 6; i++) {
            mac = mac << 8 | duid[at + i] & 0xff;
        }
        return mac;
    }

    private Ip firstAddress() {
        Dhcp6Options o = message.options();
        while (o.next()) {
            if (o.code() == Dhcp6Options.IA_NA || o.code() == Dhcp6Options.IA_TA) {
                inside.inside(o);
                while (inside.next()) {
                    if (inside.code() == Dhcp6Options.IA_ADDRESS && inside.addresses() == 1) {
                        return new Ip(inside.addressHigh(0), inside.addressLow(0));
                    }
                }
            }
        }
        return Ip.NONE;
    }

    private DhcpTerms terms6(boolean answer) {
        List<Ip> resolvers = null;
        String domain = null;
        if (!answer) {
            byte[] wanted = message.bytes(Dhcp6Options.OPTION_REQUEST);
            for (int i = 0; i + 1 < wanted.length; i += 2) {
                int code = (wanted[i] & 0xff) << 8 | wanted[i + 1] & 0xff;
                resolvers = code == Dhcp6Options.DNS_SERVERS ? List.of() : resolvers;
                domain = code == Dhcp6Options.DOMAIN_LIST ? "" : domain;
            }
            return new DhcpTerms(null, resolvers, null, null, domain);
        }
        Dhcp6Options o = message.options();
        while (o.next()) {
            if (o.code() == Dhcp6Options.DNS_SERVERS && o.addresses() > 0) {
                resolvers = new ArrayList<>();
                for (int i = 0; i < Math.min(o.addresses(), DhcpTerms.KEPT); i++) {
                    resolvers.add(new Ip(o.addressHigh(i), o.addressLow(i)));
                }
            }
        }
        List<String> names = DomainNames.read(message.bytes(Dhcp6Options.DOMAIN_LIST));
        String first = names.isEmpty() ? null : names.get(0);
        domain = first == null ? null : first.substring(0, Math.min(first.length(), DhcpTerms.TEXT));
        return new DhcpTerms(null, resolvers, null, null, domain);
    }

    static boolean isZero(Ip ip) {
        return ip.equals(ZERO) || ip.equals(Ip.NONE);
    }
}
