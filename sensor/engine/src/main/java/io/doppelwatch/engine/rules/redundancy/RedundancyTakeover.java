// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.rules.redundancy;

import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.event.Finding.Evidence;
import io.doppelwatch.engine.event.Finding.Party;
import io.doppelwatch.engine.event.Incident;
import io.doppelwatch.engine.event.RuleInfo;
import io.doppelwatch.engine.event.Severity;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Mac;
import io.doppelwatch.engine.observe.RedundancySeen.Protocol;
import io.doppelwatch.engine.observe.Where;
import io.doppelwatch.engine.rules.base.Rule;
import io.doppelwatch.engine.rules.base.Words;
import io.doppelwatch.engine.tables.Group;
import io.doppelwatch.engine.tables.Group.Member;
import io.doppelwatch.engine.tables.GroupSeen;
import io.doppelwatch.engine.trust.Trust;
import io.doppelwatch.engine.trust.TrustIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A router nobody saw in the group before takes its addresses from one that is alive. */
public final class RedundancyTakeover implements Rule<GroupSeen> {
    public static final RuleInfo INFO = new RuleInfo(
            "redundancy-takeover",
            1_700_701,
            "A stranger takes the address of a redundancy group from a living router",
            "Adversary-in-the-Middle",
            Severity.HIGH,
            0.5,
            Incident.Phase.DISCOVERY,
            List.of("T1557"),
            List.of("SAFE-T1004"),
            "A VRRP, CARP, HSRP or GLBP hello claims the addresses of a group that another router held and had claimed again within"
                    + " its last hello intervals, from a router that was never heard in that group. Low by itself, for that is what a new router"
                    + " with a better priority does. Medium with one sign more, high with two: the hello did not come from the link (its"
                    + " hop limit is not 255, which VRRP demands); it uses the priority that belongs to the owner of the address alone, and is"
                    + " not it; the router before does not give way, so that both claim the addresses in turn. High at once where the trust"
                    + " file gives the address to another group or protocol.",
            "The last hello of the router before, the hello that took the addresses, and both priorities.",
            List.of(
                    "fail-over: the router before fell silent, or gave the addresses up (then nothing is said)",
                    "a router that was heard in the group before and comes back",
                    "a new router put into service with a better priority while the sensor watches",
                    "two routers with the same group number by mistake, or a split network that grows together"),
            List.of(
                    "Ask whether a router was put into service; find the switch port of the new one by its MAC.",
                    "If not, shut that port: the hellos are believed by every router of the group.",
                    "Use authentication (CARP, HSRP with MD5) or an access list for the hellos."),
            List.of(
                    "RFC 9568, 5.1.1.3, 5.2.4 and 6.4.3",
                    "RFC 2281, 5.1",
                    "https://attack.mitre.org/techniques/T1557/"));

    private static final long SECOND = 1_000_000_000L;
    /** Three of HSRP's hellos, ten of VRRP's: after that a router may be taken for gone. */
    private static final long ALIVE = 10 * SECOND;
    /** For so long the router before has to be known, so that the sensor did not come in the middle. */
    private static final long SETTLED = 10 * SECOND;
    /** A router heard first within this is a newcomer still. */
    private static final long NEW = 60 * SECOND;

    private static final int LINK_LOCAL_TTL = 255;
    private static final int OWNER = 255;

    private final TrustIndex trust;

    public RedundancyTakeover(TrustIndex trust) {
        this.trust = trust;
    }

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(GroupSeen t, Consumer<Finding> findings) {
        Where now = t.seen().where();
        Ip declaredElsewhere = t.seen().active() ? declaredElsewhere(t) : null;
        if (declaredElsewhere != null) {
            findings.accept(contradiction(t, declaredElsewhere));
            return;
        }
        Member before = t.before();
        if (!t.changed() || before == null || now.timeNanos() - before.last().timeNanos() > alive(t.group())) {
            return;
        }
        // Either the newcomer takes the addresses, or the old router takes them back from it.
        boolean back = isNewcomer(before, t.sender(), now.timeNanos());
        Member stranger = back ? before : t.sender();
        Member owner = back ? t.sender() : before;
        if (back || isNewcomer(t.sender(), before, now.timeNanos())) {
            findings.accept(taken(t, stranger, owner));
        }
    }

    private static long alive(Group group) {
        // VRRP's default is one hello a second, and three missing ones end a master (RFC 9568, 6.1).
        return group.protocol() == Protocol.VRRP || group.protocol() == Protocol.CARP ? 3 * SECOND : ALIVE;
    }

    private static boolean isNewcomer(Member member, Member other, long now) {
        return now - member.first().timeNanos() < NEW
                && member.first().timeNanos() - other.first().timeNanos() > SETTLED;
    }

    private Finding taken(GroupSeen t, Member stranger, Member owner) {
        Where now = t.seen().where();
        List<String> signs = new ArrayList<>();
        boolean vrrp = t.group().protocol() == Protocol.VRRP;
        if (vrrp && stranger.last().ttl() != LINK_LOCAL_TTL) {
            signs.add("its hop limit is " + stranger.last().ttl() + " and not 255");
        }
        if (vrrp && stranger.priority() == OWNER && !t.group().addresses().contains(stranger.ip())) {
            signs.add("its priority is 255, which only the owner of the address may use");
        }
        if (t.group().changesSince(now.timeNanos() - NEW) >= 3) {
            signs.add("both claim the addresses in turn");
        }
        Severity severity = signs.isEmpty() ? Severity.LOW : signs.size() == 1 ? Severity.MEDIUM : Severity.HIGH;
        String signature =
                group(t.group()) + Words.on(now.path()) + ": " + who(stranger) + ", never heard in it before, took "
                        + addresses(t.group()) + " from " + who(owner) + ", which is alive"
                        + (signs.isEmpty() ? "" : ": " + Words.list(signs));
        return finding(t, severity, signs.size(), signature, owner, stranger);
    }

    private @Nullable Ip declaredElsewhere(GroupSeen t) {
        for (Ip ip : t.seen().addresses()) {
            Trust.Redundancy declared = trust.redundancyOf(ip);
            if (declared != null
                    && (declared.group() != t.group().number()
                            || !declared.protocol()
                                    .equalsIgnoreCase(t.group().protocol().name()))) {
                return ip;
            }
        }
        return null;
    }

    private Finding contradiction(GroupSeen t, Ip ip) {
        Trust.Redundancy declared = trust.redundancyOf(ip);
        String belongs =
                declared == null ? "" : declared.protocol().toUpperCase(Locale.ROOT) + " group " + declared.group();
        Member stranger = t.sender();
        String observed = group(t.group()) + " by " + who(stranger);
        return new Finding(
                INFO,
                Severity.HIGH,
                0.9,
                Words.ip(ip),
                who(stranger) + Words.on(t.seen().where().path()) + " claims " + ip + " for " + group(t.group())
                        + ", but it belongs to " + belongs,
                belongs,
                observed,
                new Party(stranger.mac(), stranger.ip()),
                List.of(),
                List.of(new Evidence(t.seen().where(), "hello of " + observed)),
                "",
                t.seen().where());
    }

    private static Finding finding(
            GroupSeen t, Severity severity, int signs, String signature, Member owner, Member stranger) {
        List<Evidence> evidence = new ArrayList<>();
        evidence.add(Evidence.before(owner.last(), "hello of " + who(owner) + ", priority " + owner.priority()));
        evidence.add(new Evidence(stranger.last(), "hello of " + who(stranger) + ", priority " + stranger.priority()));
        evidence.sort((a, b) -> Long.compare(a.where().ordinal(), b.where().ordinal()));
        List<Ip> addresses = t.group().addresses();
        return new Finding(
                INFO,
                severity,
                Math.min(0.95, 0.4 + 0.25 * signs),
                addresses.isEmpty()
                        ? "group:" + group(t.group()).toLowerCase(Locale.ROOT).replace(" group ", "-")
                        : Words.ip(addresses.get(0)),
                signature,
                who(owner),
                who(stranger),
                severity == Severity.LOW ? Party.UNKNOWN : new Party(stranger.mac(), stranger.ip()),
                List.of(),
                List.copyOf(evidence),
                "",
                t.seen().where());
    }

    private static String group(Group group) {
        return group.protocol() + " group " + group.number();
    }

    private static String addresses(Group group) {
        List<Ip> all = group.addresses();
        return all.isEmpty()
                ? "its addresses"
                : Words.list(all.stream().map(Ip::toString).toList());
    }

    private static String who(Member m) {
        return m.ip() + " (" + Mac.text(m.mac()) + ")";
    }
}
