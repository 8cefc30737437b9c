// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.dnssec;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppelwatch.engine.capture.Source;
import io.doppelwatch.engine.dnssec.Verdict.Kind;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Mac;
import io.doppelwatch.engine.net.Path;
import io.doppelwatch.engine.observe.Where;
import io.doppelwatch.engine.stats.Counter;
import io.doppelwatch.engine.stats.Counters;
import io.doppelwatch.engine.trust.Trust;
import java.math.BigInteger;
import java.net.InetAddress;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.DNSKEYRecord;
import org.xbill.DNS.DNSSEC;
import org.xbill.DNS.DSRecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSECRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.RRset;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** A zone of our own, signed by dnsjava with ECDSA (RFC 6605), as it is and with something changed. */
class SignaturesTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final long TTL = 3600;

    private final Counters counters = new Counters();
    private final Signatures open = new Signatures(List.of(), 1 << 20, 1024, counters);

    private long packet;

    /** Keys of a zone, and what they sign. */
    private static final class Zone {
        final Name name;
        final DNSKEYRecord key;
        private final KeyPair pair;

        Zone(String text) throws Exception {
            name = Name.fromString(text);
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            pair = generator.generateKeyPair();
            key = new DNSKEYRecord(name, DClass.IN, TTL, 0x101, 3, DNSSEC.Algorithm.ECDSAP256SHA256, pair.getPublic());
        }

        RRSIGRecord sign(Record... records) throws Exception {
            return sign(NOW.plusSeconds(86_400), records);
        }

        RRSIGRecord sign(Instant until, Record... records) throws Exception {
            return DNSSEC.sign(new RRset(records), key, pair.getPrivate(), until.minusSeconds(172_800), until);
        }

        byte[] keys() throws Exception {
            return message(Section.ANSWER, key, sign(key));
        }

        Trust.Anchor anchor() {
            DSRecord ds = new DSRecord(name, DClass.IN, 0, DSRecord.SHA256_DIGEST_ID, key);
            return new Trust.Anchor(
                    name.toString(true),
                    ds.getFootprint(),
                    ds.getAlgorithm(),
                    2,
                    HexFormat.of().formatHex(ds.getDigest()));
        }
    }

    private static byte[] message(int section, Record... records) {
        Message m = new Message(7);
        m.addRecord(Record.newRecord(records[0].getName(), Type.A, DClass.IN), Section.QUESTION);
        for (Record r : records) {
            m.addRecord(r, section);
        }
        return m.toWire();
    }

    private static Record a(String name, String ip) throws Exception {
        return new ARecord(Name.fromString(name), DClass.IN, TTL, InetAddress.getByName(ip));
    }

    private Where at(Instant time) {
        long n = packet++;
        Source source = new Source(0, 0, "zone.pcap", "", 1, 0);
        return new Where(
                source,
                n + 1,
                n,
                time.getEpochSecond() * 1_000_000_000L,
                Path.NONE,
                Mac.NONE,
                Mac.NONE,
                Ip.NONE,
                Ip.NONE,
                53,
                4000,
                17,
                64,
                1);
    }

    private List<Verdict> check(Signatures s, byte[] message) {
        return s.check(message, at(NOW));
    }

    @Test
    void whatTheZoneSignedHolds() throws Exception {
        Zone zone = new Zone("corp.test.");
        Record one = a("hub.corp.test.", "10.77.0.10");
        Record two = a("hub.corp.test.", "10.77.0.11");
        assertThat(check(open, zone.keys())).isEmpty();
        assertThat(check(open, message(Section.ANSWER, two, one, zone.sign(one, two))))
                .isEmpty();
        assertThat(counters.get(Counter.DNSSEC_VERIFIED)).isEqualTo(2);
        assertThat(counters.get(Counter.DNSSEC_FAILED)).isZero();
    }

    @Test
    void anotherAddressUnderTheSameSignatureDoesNot() throws Exception {
        Zone zone = new Zone("corp.test.");
        RRSIGRecord sig = zone.sign(a("hub.corp.test.", "10.77.0.10"));
        check(open, zone.keys());
        List<Verdict> verdicts = check(open, message(Section.ANSWER, a("hub.corp.test.", "10.77.0.66"), sig));
        assertThat(verdicts).singleElement().satisfies(v -> {
            assertThat(v.kind()).isEqualTo(Kind.BOGUS);
            assertThat(v.owner()).isEqualTo("hub.corp.test");
            assertThat(v.type()).isEqualTo("A");
            assertThat(v.signer()).isEqualTo("corp.test");
            assertThat(v.keyTag()).isEqualTo(zone.key.getFootprint());
            assertThat(v.anchored()).isFalse();
            assertThat(v.keys().packet()).isEqualTo(1);
        });
    }

    @Test
    void everyBitOfTheSignatureCounts() throws Exception {
        Zone zone = new Zone("corp.test.");
        Record hub = a("hub.corp.test.", "10.77.0.10");
        RRSIGRecord sig = zone.sign(hub);
        check(open, zone.keys());
        for (int i = 0; i < sig.getSignature().length; i++) {
            byte[] changed = sig.getSignature().clone();
            changed[i] ^= 1;
            RRSIGRecord other = new RRSIGRecord(
                    sig.getName(),
                    DClass.IN,
                    TTL,
                    sig.getTypeCovered(),
                    sig.getAlgorithm(),
                    sig.getOrigTTL(),
                    sig.getExpire(),
                    sig.getTimeSigned(),
                    sig.getFootprint(),
                    sig.getSigner(),
                    changed);
            assertThat(open.check(message(Section.ANSWER, hub, other), at(NOW.plusSeconds(i))))
                    .extracting(Verdict::kind)
                    .containsExactly(Kind.BOGUS);
        }
    }

    @Test
    void withoutTheKeyThereIsNoVerdict() throws Exception {
        Zone zone = new Zone("corp.test.");
        Zone rolled = new Zone("corp.test.");
        Record hub = a("hub.corp.test.", "10.77.0.10");
        Record other = a("hub.corp.test.", "10.77.0.66");
        RRSIGRecord sig = zone.sign(hub);
        assertThat(check(open, message(Section.ANSWER, other, sig))).isEmpty();
        check(open, rolled.keys());
        assertThat(check(open, message(Section.ANSWER, other, sig))).isEmpty();
    }

    @Test
    void oneSignatureThatHoldsIsEnough() throws Exception {
        Zone zone = new Zone("corp.test.");
        Record hub = a("hub.corp.test.", "10.77.0.10");
        RRSIGRecord wrong = zone.sign(a("hub.corp.test.", "10.77.0.66"));
        check(open, zone.keys());
        assertThat(check(open, message(Section.ANSWER, hub, wrong, zone.sign(hub))))
                .isEmpty();
    }

    @Test
    void aSignatureThatEndedIsExpiredAndOneThatHasJustEndedIsNot() throws Exception {
        Zone zone = new Zone("corp.test.");
        Record hub = a("hub.corp.test.", "10.77.0.10");
        check(open, zone.keys());
        assertThat(check(open, message(Section.ANSWER, hub, zone.sign(NOW.minusSeconds(3600), hub))))
                .singleElement()
                .satisfies(v -> {
                    assertThat(v.kind()).isEqualTo(Kind.EXPIRED);
                    assertThat(v.expired()).isEqualTo(NOW.getEpochSecond() - 3600);
                });
        assertThat(check(open, message(Section.ANSWER, hub, zone.sign(NOW.minusSeconds(60), hub))))
                .isEmpty();
        assertThat(check(open, message(Section.ANSWER, hub, zone.sign(NOW.plusSeconds(600_000), hub))))
                .as("not yet valid")
                .isEmpty();
    }

    @Test
    void whatIsDeniedIsCheckedInTheAuthoritySection() throws Exception {
        Zone zone = new Zone("corp.test.");
        Record nsec = new NSECRecord(
                Name.fromString("a.corp.test."), DClass.IN, TTL, Name.fromString("z.corp.test."), new int[] {Type.A});
        Record forged = new NSECRecord(
                Name.fromString("a.corp.test."), DClass.IN, TTL, Name.fromString("b.corp.test."), new int[] {Type.A});
        RRSIGRecord sig = zone.sign(nsec);
        check(open, zone.keys());
        assertThat(check(open, message(Section.AUTHORITY, nsec, sig))).isEmpty();
        assertThat(check(open, message(Section.AUTHORITY, forged, sig)))
                .extracting(Verdict::kind)
                .containsExactly(Kind.BOGUS);
    }

    @Test
    void capitalsInANameDoNotMatter() throws Exception {
        Zone zone = new Zone("corp.test.");
        RRSIGRecord sig = zone.sign(a("hub.corp.test.", "10.77.0.10"));
        check(open, zone.keys());
        assertThat(check(open, message(Section.ANSWER, a("hUb.CorP.test.", "10.77.0.10"), sig)))
                .isEmpty();
    }

    @Test
    void aStrangersKeysStandBesideAndReplaceNothing() throws Exception {
        Zone zone = new Zone("corp.test.");
        Zone stranger = new Zone("corp.test.");
        Record hub = a("hub.corp.test.", "10.77.0.10");
        check(open, zone.keys());
        check(open, stranger.keys());
        assertThat(check(open, message(Section.ANSWER, hub, zone.sign(hub)))).isEmpty();
        assertThat(check(open, message(Section.ANSWER, a("hub.corp.test.", "10.77.0.66"), zone.sign(hub))))
                .hasSize(1);
    }

    @Test
    void keysThatDoNotSignThemselvesAreNone() throws Exception {
        Zone zone = new Zone("corp.test.");
        Zone stranger = new Zone("corp.test.");
        check(open, message(Section.ANSWER, zone.key, stranger.sign(stranger.key)));
        Record hub = a("hub.corp.test.", "10.77.0.10");
        assertThat(check(open, message(Section.ANSWER, a("hub.corp.test.", "10.77.0.66"), zone.sign(hub))))
                .isEmpty();
    }

    @Test
    void aTrustAnchorSaysWhichKeysAreTheZonesOwn() throws Exception {
        Zone zone = new Zone("corp.test.");
        Zone stranger = new Zone("corp.test.");
        Signatures anchored = new Signatures(List.of(zone.anchor()), 1 << 20, 1024, counters);
        assertThat(check(anchored, stranger.keys())).extracting(Verdict::kind).containsExactly(Kind.NOT_ANCHORED);
        assertThat(check(anchored, zone.keys())).isEmpty();
        Record hub = a("hub.corp.test.", "10.77.0.10");
        assertThat(check(anchored, message(Section.ANSWER, a("hub.corp.test.", "10.77.0.66"), zone.sign(hub))))
                .singleElement()
                .satisfies(v -> assertThat(v.anchored()).isTrue());
    }

    @Test
    void anAnchoredParentsDelegationAnchorsTheChild() throws Exception {
        Zone parent = new Zone("test.");
        Zone child = new Zone("corp.test.");
        Zone stranger = new Zone("corp.test.");
        Signatures anchored = new Signatures(List.of(parent.anchor()), 1 << 20, 1024, counters);
        check(anchored, parent.keys());
        Record ds = new DSRecord(child.name, DClass.IN, TTL, DSRecord.SHA256_DIGEST_ID, child.key);
        assertThat(check(anchored, message(Section.AUTHORITY, ds, parent.sign(ds))))
                .isEmpty();
        assertThat(check(anchored, stranger.keys())).extracting(Verdict::kind).containsExactly(Kind.NOT_ANCHORED);
        assertThat(check(anchored, child.keys())).isEmpty();
        Record hub = a("hub.corp.test.", "10.77.0.66");
        RRSIGRecord sig = child.sign(a("hub.corp.test.", "10.77.0.10"));
        assertThat(check(anchored, message(Section.ANSWER, hub, sig)))
                .singleElement()
                .satisfies(v -> assertThat(v.anchored()).isTrue());
    }

    @Test
    void aSecondHasItsBudget() throws Exception {
        Zone zone = new Zone("corp.test.");
        check(open, zone.keys());
        for (int i = 0; i < 200; i++) {
            Record r = a("n" + i + ".corp.test.", "10.77.0.10");
            check(open, message(Section.ANSWER, r, zone.sign(r)));
        }
        assertThat(counters.get(Counter.DNSSEC_VERIFIED)).isEqualTo(Signatures.MESSAGES);
        assertThat(counters.get(Counter.DNSSEC_PASSED_OVER)).isEqualTo(201 - Signatures.MESSAGES);
    }

    @Test
    void whatWasVerifiedOnceIsKnown() throws Exception {
        Zone zone = new Zone("corp.test.");
        Record hub = a("hub.corp.test.", "10.77.0.10");
        byte[] message = message(Section.ANSWER, hub, zone.sign(hub));
        check(open, zone.keys());
        for (int i = 0; i < 10; i++) {
            check(open, message);
        }
        assertThat(counters.get(Counter.DNSSEC_VERIFIED)).isEqualTo(2);
    }

    @Test
    void aKeyMadeToBeDearIsNoKey() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(
                new RSAKeyGenParameterSpec(1024, BigInteger.ONE.shiftLeft(72).add(BigInteger.valueOf(13))));
        KeyPair pair = generator.generateKeyPair();
        Name name = Name.fromString("corp.test.");
        DNSKEYRecord key =
                new DNSKEYRecord(name, DClass.IN, TTL, 0x101, 3, DNSSEC.Algorithm.RSASHA256, pair.getPublic());
        RRSIGRecord sig =
                DNSSEC.sign(new RRset(key), key, pair.getPrivate(), NOW.minusSeconds(3600), NOW.plusSeconds(3600));
        check(open, message(Section.ANSWER, key, sig));
        assertThat(counters.get(Counter.DNSSEC_VERIFIED)).isZero();
    }

    @Test
    void hostileBytesAreCountedAndNeverThrown() throws Exception {
        Zone zone = new Zone("corp.test.");
        Record hub = a("hub.corp.test.", "10.77.0.10");
        byte[] keys = zone.keys();
        byte[] whole = message(Section.ANSWER, hub, zone.sign(hub));
        Instant time = NOW;
        for (byte[] bytes : List.of(keys, whole)) {
            for (int n = 0; n < bytes.length; n++) {
                time = time.plusSeconds(1);
                open.check(Arrays.copyOf(bytes, n), at(time));
            }
        }
        SplittableRandom random = new SplittableRandom(11);
        for (int i = 0; i < 1000; i++) {
            byte[] bytes = (i % 2 == 0 ? keys : whole).clone();
            for (int k = random.nextInt(1, 4); k > 0; k--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            time = time.plusSeconds(1);
            open.check(bytes, at(time));
        }
        assertThat(counters.get(Counter.DNSSEC_UNREADABLE)).isPositive();
    }
}
