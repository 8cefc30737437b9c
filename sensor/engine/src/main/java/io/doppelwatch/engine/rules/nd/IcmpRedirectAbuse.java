// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.rules.nd;

import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.event.Finding.Evidence;
import io.doppelwatch.engine.event.Finding.Party;
import io.doppelwatch.engine.event.Incident;
import io.doppelwatch.engine.event.RuleInfo;
import io.doppelwatch.engine.event.Severity;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Mac;
import io.doppelwatch.engine.observe.Where;
import io.doppelwatch.engine.rules.base.Rule;
import io.doppelwatch.engine.rules.base.Words;
import io.doppelwatch.engine.tables.Binding;
import io.doppelwatch.engine.tables.RedirectSeen;
import io.doppelwatch.engine.tables.Router;
import io.doppelwatch.engine.tables.RouterLink;
import io.doppelwatch.engine.trust.Trust;
import io.doppelwatch.engine.trust.TrustIndex;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A host is told to send through somebody else, by somebody who is not its router. */
public final class IcmpRedirectAbuse implements Rule<RedirectSeen> {
    public static final RuleInfo INFO = new RuleInfo(
            "icmp-redirect-abuse",
            1_700_207,
            "A redirect comes from somebody who is not the router, or leads to somebody who is none",
            "Adversary-in-the-Middle",
            Severity.HIGH,
            0.5,
            Incident.Phase.DISCOVERY,
            List.of("T1557"),
            List.of("SAFE-T1004"),
            "A host believes a redirect only from the router it uses (RFC 1122, 3.2.2.2; RFC 4861, 8.1), and checks that by the source"
                    + " address, which anybody can write. Info for a redirect as such, low with one sign, medium with two, high with"
                    + " three: the frame's source MAC is not the one that holds the router's address; it is the one that holds the new"
                    + " gateway's, or is given for it; the packet that is quoted is not of the host that is told; the new gateway is an"
                    + " address no gateway can have, or in another network; for IPv6 also: the sender is not among the routers that"
                    + " advertise on the link, its address is not link-local, the new gateway is neither among them nor the destination"
                    + " itself. The first two together are high: somebody speaks as the router and sends the host to itself. High at"
                    + " once where network.gateways or network.routers6 of the trust file does not name the sender, or names another"
                    + " MAC for it.",
            "The redirect: by whom, to whom, about which destination, to which gateway; who holds the addresses in truth.",
            List.of(
                    "two routers on one network, of which one knows the better way: it speaks from its own MAC, and leads to the other",
                    "a router with two addresses on one link",
                    "a virtual address of VRRP or HSRP, where the redirect comes from the router's own MAC: name the group under network.redundancy",
                    "a redirect that crossed a NAT"),
            List.of(
                    "Look at the host's routes: ip route get DESTINATION; ip route flush cache.",
                    "Find the switch port of the frame's source MAC.",
                    "Let hosts ignore redirects: sysctl net.ipv4.conf.all.accept_redirects=0 net.ipv6.conf.all.accept_redirects=0."),
            List.of(
                    "RFC 792",
                    "RFC 1122, 3.2.2.2",
                    "RFC 4861, 8.1",
                    "RFC 3756, 4.2.4",
                    "https://attack.mitre.org/techniques/T1557/"));

    private final TrustIndex trust;
    private final List<Ip> gateways4;
    private final List<Ip> routers6;

    public IcmpRedirectAbuse(TrustIndex trust) {
        this.trust = trust;
        gateways4 = trust.trust().gateways().stream()
                .map(Trust.Gateway::ip)
                .filter(Ip::isV4)
                .toList();
        routers6 = trust.trust().routers6();
    }

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(RedirectSeen t, Consumer<Finding> findings) {
        Where where = t.where();
        Ip sender = where.sourceIp();
        long mac = where.sourceMac();
        String stranger = stranger(sender, mac, t.isV6());
        boolean shared = trust.isRedundant(sender);
        Signs signs = new Signs();
        boolean spoofed =
                mac != Mac.NONE && t.ofSender() != null && t.ofSender().claimOf(mac) == null && !shared;
        if (spoofed && t.ofSender() != null) {
            signs.add(sender + " is at " + Mac.text(t.ofSender().mac()) + ", and this came from " + Mac.text(mac));
        }
        boolean onSelf = t.gateway().equals(t.destination()) || t.gateway().equals(sender);
        boolean toSelf = mac != Mac.NONE
                && !onSelf
                && (t.gatewayMac() == mac || holds(t.ofGateway(), mac))
                && !holds(t.ofSender(), mac);
        if (toSelf) {
            signs.add("the sender is the new gateway itself");
        }
        if (!t.quotedSource().equals(Ip.NONE) && !t.quotedSource().equals(where.destinationIp())) {
            signs.add("it quotes a packet of " + t.quotedSource() + ", not of " + where.destinationIp());
        }
        if (t.isV6()) {
            routers(t, signs, spoofed);
        } else if (isImpossible(t)) {
            signs.add(t.gateway() + " cannot be a gateway of " + where.destinationIp());
        }
        Severity severity = signs.count() == 0 ? Severity.INFO : signs.severity();
        if (spoofed && toSelf || !stranger.isEmpty()) {
            severity = Severity.HIGH;
        }
        if (!stranger.isEmpty()) {
            signs.add(stranger);
        }
        findings.accept(finding(t, severity, signs, spoofed));
    }

    /** What contradicts the trust file; empty where nothing does. */
    private String stranger(Ip sender, long mac, boolean v6) {
        List<Ip> named = v6 ? routers6 : gateways4;
        if (trust.isRedundant(sender)) {
            return "";
        }
        List<Long> macs = trust.macsOf(sender);
        if (!macs.isEmpty() && mac != Mac.NONE && !macs.contains(mac)) {
            return sender + " belongs to "
                    + Words.list(macs.stream().map(Mac::text).toList());
        }
        return named.isEmpty() || named.contains(sender) || trust.isGateway(sender)
                ? ""
                : "the trust file does not name " + sender + " as a router";
    }

    private static boolean holds(@Nullable Binding binding, long mac) {
        return binding != null && binding.mac() == mac;
    }

    private static void routers(RedirectSeen t, Signs signs, boolean spoofed) {
        Ip sender = t.where().sourceIp();
        if (!RouterWords.isLinkLocal(sender)) {
            signs.add("its address is not link-local");
        }
        boolean elsewhere = !t.gateway().equals(t.destination());
        if (elsewhere && !RouterWords.isLinkLocal(t.gateway())) {
            signs.add("the new gateway " + t.gateway() + " is neither link-local nor the destination");
        }
        RouterLink link = t.link();
        if (link == null || !anyAlive(link, t.where().timeNanos())) {
            return;
        }
        if (!spoofed && !isRouter(link, sender)) {
            signs.add(sender + " does not advertise itself as a router here");
        }
        if (elsewhere && !isRouter(link, t.gateway())) {
            signs.add("the new gateway " + t.gateway() + " does not advertise itself as a router here");
        }
    }

    private static boolean anyAlive(RouterLink link, long now) {
        for (Router r : link.routers()) {
            if (r.isAlive(now)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isRouter(RouterLink link, Ip ip) {
        for (Router r : link.routers()) {
            if (r.ip().equals(ip)) {
                return true;
            }
        }
        return false;
    }

    /** Not on the network of the host that is told (RFC 1122, 3.2.2.2), or nobody's address; /16 is the widest link that is likely. */
    private static boolean isImpossible(RedirectSeen t) {
        int gateway = (int) t.gateway().low();
        int host = (int) t.where().destinationIp().low();
        int router = (int) t.where().sourceIp().low();
        int top = gateway >>> 24;
        return top == 0
                || top == 127
                || top >= 224
                || gateway == host
                || (gateway ^ host) >>> 16 != 0 && (gateway ^ router) >>> 16 != 0;
    }

    private static Finding finding(RedirectSeen t, Severity severity, Signs signs, boolean spoofed) {
        Where where = t.where();
        boolean grave = severity.atLeast(Severity.MEDIUM);
        String by = where.sourceIp() + (where.sourceMac() == Mac.NONE ? "" : " (" + Mac.text(where.sourceMac()) + ")");
        Ip own = spoofed
                ? t.ofGateway() != null && t.ofGateway().mac() == where.sourceMac() ? t.gateway() : Ip.NONE
                : where.sourceIp();
        return new Finding(
                INFO,
                severity,
                Signs.confidence(severity),
                Words.ip(t.destination()),
                by + Words.on(where.path()) + " redirects " + where.destinationIp() + " to " + t.gateway() + " for "
                        + t.destination() + signs.text(),
                "the router's own word",
                "gateway " + t.gateway(),
                grave ? new Party(where.sourceMac(), own) : Party.UNKNOWN,
                grave ? Words.victims(where.destinationIp()) : List.of(),
                List.of(new Evidence(
                        where,
                        "redirect to " + where.destinationIp() + ": " + t.destination() + " by way of " + t.gateway())),
                "",
                where);
    }
}
