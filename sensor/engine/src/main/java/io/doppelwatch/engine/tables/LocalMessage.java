// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import io.doppelwatch.decode.dns.DnsCodes;
import io.doppelwatch.decode.dns.DnsMessage;
import io.doppelwatch.decode.dns.DnsName;
import io.doppelwatch.decode.dns.DnsOptions;
import io.doppelwatch.decode.dns.DnsRecords;
import io.doppelwatch.decode.dns.DnsSection;
import io.doppelwatch.decode.netbios.NbnsMessage;
import io.doppelwatch.decode.netbios.NetbiosName;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.observe.LlmnrSeen;
import io.doppelwatch.engine.observe.MdnsSeen;
import io.doppelwatch.engine.observe.NbnsSeen;
import io.doppelwatch.engine.observe.Observation;
import io.doppelwatch.engine.tables.LocalName.Kind;
import io.doppelwatch.engine.tables.LocalName.Protocol;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a message of mDNS, LLMNR or NBNS says about names: asks for one, probes for it, claims it, gives it up. Known
 * answers in an mDNS query (RFC 6762, 7.1) are what the asker heard and say nothing. At most {@link #KEPT} statements of a
 * message are taken. Reusable; not thread-safe.
 */
public final class LocalMessage {
    /** An honest host says a few things at once; a printer two dozen. */
    static final int KEPT = 64;

    static final int ADDRESSES = 8;

    /** EDNS0 owner option: sent on behalf of somebody who sleeps (draft-cheshire-edns0-owner-option). */
    private static final int OWNER_OPTION = 4;

    private static final int WORKSTATION = 0x00;
    private static final int FILE_SERVER = 0x20;

    private final long seed;
    private final long sleepProxy;
    private final DnsMessage message = new DnsMessage();
    private final DnsName text = new DnsName();
    private final DnsOptions options = new DnsOptions();
    private final NbnsMessage nbns = new NbnsMessage();
    private final Statement[] statements = new Statement[KEPT];
    private int count;
    private Protocol protocol = Protocol.MDNS;
    private boolean response;
    private boolean forSleeper;

    /** What is said of a name. */
    public enum Act {
        ASK,
        /** Would like to have the name and says so first (RFC 6762, 8.1; an NBNS registration). */
        PROBE,
        CLAIM,
        /** TTL 0 (RFC 6762, 10.1), or an NBNS release. */
        GOODBYE,
        /** An NBNS node lists the name among its own. */
        LISTED
    }

    /** One statement; holds until the next message is read. */
    public final class Statement {
        private final Ip[] addresses = new Ip[ADDRESSES];
        private int addressCount;
        private Act act = Act.ASK;
        private Kind kind = Kind.HOST;
        private long hash;
        private long label;
        private int nameAt;
        private @Nullable String name;
        private long target;
        private int targetAt;
        private int port;
        private long ttl;
        private boolean flush;

        public Act act() {
            return act;
        }

        public Kind kind() {
            return kind;
        }

        /** Seeded hash of the whole name. */
        public long hash() {
            return hash;
        }

        /** Seeded hash of its first label, by which one host is known in all three protocols. */
        public long label() {
            return label;
        }

        /** Lower case, as presented. */
        public String name() {
            if (name == null) {
                name = textAt(nameAt);
            }
            return name;
        }

        public int addresses() {
            return addressCount;
        }

        public Ip address(int i) {
            return addresses[i];
        }

        /** Of a service: seeded hash of the host it is at. */
        public long target() {
            return target;
        }

        public String targetName() {
            return target == 0 ? "" : textAt(targetAt);
        }

        public int port() {
            return port;
        }

        /** Seconds, 32 bits unsigned. */
        public long ttl() {
            return ttl;
        }

        /** The cache-flush bit (RFC 6762, 10.2). */
        public boolean flush() {
            return flush;
        }

        private void address(Ip ip) {
            for (int i = 0; i < addressCount; i++) {
                if (addresses[i].equals(ip)) {
                    return;
                }
            }
            if (addressCount < ADDRESSES) {
                addresses[addressCount++] = ip;
            }
        }
    }

    /** @param seed of the hashes */
    public LocalMessage(long seed) {
        this.seed = seed;
        byte[] wire = DnsName.wireOf("_sleep-proxy._udp.local");
        sleepProxy = wire == null ? 0 : DnsName.of(wire).hash(seed);
        for (int i = 0; i < KEPT; i++) {
            statements[i] = new Statement();
        }
    }

    /** How many statements the message makes. */
    public int count() {
        return count;
    }

    public Statement get(int i) {
        return statements[i];
    }

    public Protocol protocol() {
        return protocol;
    }

    public boolean isResponse() {
        return response;
    }

    /** True where the sender offers to answer for sleeping hosts, or does so. */
    public boolean isSleepProxy() {
        return forSleeper;
    }

    /** Reads a message. What is malformed is read as far as it is sound. */
    public void read(Observation o) {
        count = 0;
        forSleeper = false;
        if (o instanceof MdnsSeen m) {
            protocol = Protocol.MDNS;
            mdns(m.message());
        } else if (o instanceof LlmnrSeen m) {
            protocol = Protocol.LLMNR;
            llmnr(m.message());
        } else if (o instanceof NbnsSeen m) {
            protocol = Protocol.NBNS;
            nbns(m.message());
        }
    }

    private void mdns(byte[] bytes) {
        message.wrap(bytes);
        response = message.isResponse();
        // RFC 6762, 18.3 and 18.11: messages with another opcode or rcode are ignored.
        if (message.opcode() != DnsCodes.OPCODE_QUERY || message.rcode() != DnsCodes.NOERROR) {
            return;
        }
        DnsRecords r = message.records();
        while (r.next()) {
            if (r.section() == DnsSection.QUESTION) {
                if (!response && (r.type() == DnsCodes.A || r.type() == DnsCodes.AAAA || r.type() == DnsCodes.ANY)) {
                    say(Act.ASK, Kind.HOST, r, false);
                }
            } else if (response && r.section() != DnsSection.AUTHORITY) {
                answer(r);
            } else if (!response && r.section() == DnsSection.AUTHORITY) {
                probe(r);
            }
        }
    }

    private void answer(DnsRecords r) {
        Act act = r.ttl() == 0 ? Act.GOODBYE : Act.CLAIM;
        if (r.isAddress4() || r.isAddress6()) {
            say(act, Kind.HOST, r, r.topBit());
        } else if (r.type() == DnsCodes.SRV && r.target().ok()) {
            say(act, Kind.SERVICE, r, r.topBit());
        } else if (r.type() == DnsCodes.PTR) {
            forSleeper |= r.name().hash(seed) == sleepProxy;
        } else if (r.type() == DnsCodes.OPT) {
            options.ofOpt(r);
            while (options.next()) {
                forSleeper |= options.code() == OWNER_OPTION;
            }
        }
    }

    /** The question that comes with a proposed record is no question. */
    private void probe(DnsRecords r) {
        if (!r.isAddress4() && !r.isAddress6() && r.type() != DnsCodes.SRV) {
            return;
        }
        long hash = r.name().hash(seed);
        for (int i = 0; i < count; i++) {
            if (statements[i].act == Act.ASK && statements[i].hash == hash) {
                statements[i].act = Act.PROBE;
            }
        }
        say(Act.PROBE, r.type() == DnsCodes.SRV ? Kind.SERVICE : Kind.HOST, r, false);
    }

    private void llmnr(byte[] bytes) {
        message.wrap(bytes);
        response = message.isResponse();
        boolean tentative = (message.flags() & DnsMessage.LLMNR_TENTATIVE) != 0;
        if (message.opcode() != DnsCodes.OPCODE_QUERY || message.rcode() != DnsCodes.NOERROR || response && tentative) {
            return;
        }
        DnsRecords r = message.records();
        while (r.next()) {
            boolean address = r.type() == DnsCodes.A || r.type() == DnsCodes.AAAA || r.type() == DnsCodes.ANY;
            if (r.section() == DnsSection.QUESTION) {
                if (!response && address) {
                    say(Act.ASK, Kind.HOST, r, false);
                }
            } else if (response && r.section() == DnsSection.ANSWER && (r.isAddress4() || r.isAddress6())) {
                say(Act.CLAIM, Kind.HOST, r, false);
            }
        }
    }

    private void nbns(byte[] bytes) {
        nbns.wrap(bytes);
        response = nbns.isResponse();
        while (nbns.next()) {
            if (nbns.section() == 0) {
                if (!response
                        && nbns.opcode() == NbnsMessage.OPCODE_QUERY
                        && nbns.type() == NbnsMessage.NB
                        && nbns.isBroadcast()) {
                    say(Act.ASK, nbns.name());
                }
            } else if (nbns.type() == NbnsMessage.NBSTAT) {
                for (int i = 0; response && i < nbns.listedNames(); i++) {
                    if (!nbns.isListedGroup(i)) {
                        say(Act.LISTED, nbns.listedName(i));
                    }
                }
            } else if (nbns.addresses() > 0 && !nbns.isGroup(0)) {
                record();
            }
        }
    }

    private void record() {
        boolean granted = response && nbns.rcode() == 0 && nbns.opcode() == NbnsMessage.OPCODE_QUERY;
        Act act = switch (nbns.opcode()) {
            case NbnsMessage.OPCODE_QUERY -> Act.CLAIM;
            case NbnsMessage.OPCODE_RELEASE -> Act.GOODBYE;
            case NbnsMessage.OPCODE_REGISTRATION, NbnsMessage.OPCODE_MULTIHOMED_REGISTRATION ->
                nbns.isRecursionDesired() ? Act.PROBE : Act.CLAIM;
            case NbnsMessage.OPCODE_REFRESH, NbnsMessage.OPCODE_REFRESH_ALTERNATE -> Act.CLAIM;
            default -> Act.ASK;
        };
        // A name server's grants and refusals of registrations are nobody's claim.
        if (act != Act.ASK && (granted || !response && nbns.opcode() != NbnsMessage.OPCODE_QUERY)) {
            Statement s = say(act, nbns.name());
            if (s != null) {
                s.ttl = nbns.ttl();
                for (int i = 0; i < nbns.addresses(); i++) {
                    s.address(Ip.v4(nbns.address(i)));
                }
            }
        }
    }

    private @Nullable Statement say(Act act, NetbiosName name) {
        // Other suffixes are roles that pass from machine to machine by election, or people (RFC 1001, 5.2; Microsoft).
        boolean machine = name.suffix() == WORKSTATION || name.suffix() == FILE_SERVER;
        if (!machine || count == KEPT) {
            return null;
        }
        String text = name.toString().toLowerCase(Locale.ROOT);
        if (text.isEmpty() || text.startsWith("*") || text.startsWith("\\")) {
            return null;
        }
        Statement s = next(act, Kind.HOST);
        s.label = name.hash(seed);
        s.hash = s.label;
        s.name = text;
        return s;
    }

    private void say(Act act, Kind kind, DnsRecords r, boolean flush) {
        long hash = r.name().hash(seed);
        Statement s = null;
        for (int i = 0; i < count && s == null; i++) {
            Statement other = statements[i];
            s = other.hash == hash && other.act == act && other.kind == kind ? other : null;
        }
        if (s == null) {
            if (count == KEPT || r.name().labels() == 0) {
                return;
            }
            s = next(act, kind);
            s.hash = hash;
            s.label = r.name().firstLabelHash(seed);
            s.name = null;
            s.nameAt = r.name().offset();
        }
        s.flush |= flush;
        s.ttl = r.ttl();
        if (r.isAddress4()) {
            s.address(Ip.v4(r.address4()));
        } else if (r.isAddress6()) {
            s.address(new Ip(r.address6High(), r.address6Low()));
        } else if (kind == Kind.SERVICE) {
            s.target = r.target().hash(seed);
            s.targetAt = r.target().offset();
            s.port = r.srvPort();
        }
    }

    private String textAt(int offset) {
        return message.nameAt(offset, text).lowerText();
    }

    private Statement next(Act act, Kind kind) {
        Statement s = statements[count++];
        s.act = act;
        s.kind = kind;
        s.addressCount = 0;
        s.target = 0;
        s.port = 0;
        s.ttl = 0;
        s.flush = false;
        return s;
    }
}
