// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppelwatch.craft.Dns;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The short way says what the long way says, or nothing. */
class DnsQuestionTest {
    private static final long SEED = 0x1234_5678_9abc_def1L;

    private final DnsQuestion question = new DnsQuestion();

    @Test
    void readsHeaderAndQuestion() {
        assertThat(question.read(Dns.response(0xbeef, "Hub.Corp.test", Dns.AAAA).bytes(), SEED))
                .isTrue();
        assertThat(question.id()).isEqualTo(0xbeef);
        assertThat(question.isResponse()).isTrue();
        assertThat(question.opcode()).isZero();
        assertThat(question.type()).isEqualTo(Dns.AAAA);
        assertThat(question.rrClass()).isEqualTo(1);
        assertThat(question.nameHash()).isEqualTo(hash("hub.corp.TEST"));
    }

    @Test
    void readsTheRootAndTheLongestLabels() {
        assertThat(question.read(Dns.query(1, "", 2).bytes(), SEED)).isTrue();
        assertThat(question.nameHash()).isEqualTo(hash(""));
        for (int n = 1; n <= 63; n++) {
            String name = "x".repeat(n) + ".y";
            assertThat(question.read(Dns.query(1, name, 1).bytes(), SEED)).isTrue();
            assertThat(question.nameHash()).as(name).isEqualTo(hash(name));
            assertThat(question.firstLabelHash())
                    .as(name)
                    .isEqualTo(DnsName.of(Dns.name(name)).firstLabelHash(SEED));
        }
    }

    @Test
    void tellsHowTheNameIsSpelledAndWhereTheAnswersBegin() {
        byte[] query = Dns.query(1, "wWw.exAmple.tEst", 1).bytes();
        assertThat(question.read(query, SEED)).isTrue();
        int asked = question.letterCase();
        assertThat(asked).isNotZero();
        assertThat(question.end()).isEqualTo(query.length);
        byte[] answer =
                Dns.response(2, "wWw.exAmple.tEst", 1).address(60, "192.0.2.1").bytes();
        assertThat(question.read(answer, SEED)).isTrue();
        assertThat(question.letterCase()).isEqualTo(asked);
        assertThat(answer[question.end()]).isEqualTo((byte) 0xc0);
        for (String other : new String[] {"www.exAmple.tEst", "Www.exAmple.tEst", "WWW.EXAMPLE.TEST"}) {
            assertThat(question.read(Dns.query(1, other, 1).bytes(), SEED)).isTrue();
            assertThat(question.letterCase()).as(other).isNotEqualTo(asked);
        }
        assertThat(question.read(Dns.query(1, "www.example.test", 1).bytes(), SEED))
                .isTrue();
        assertThat(question.letterCase()).isZero();
    }

    @Test
    void givesTheLastLabelsOfPlainNamesInLowerCase() {
        byte[] query = Dns.query(1, "wWw-1.exAmple_z.cO.uK", 1).bytes();
        assertThat(DnsQuestion.lastLabels(query, 1)).isEqualTo("uk");
        assertThat(DnsQuestion.lastLabels(query, 3)).isEqualTo("example_z.co.uk");
        assertThat(DnsQuestion.lastLabels(query, 4)).isEqualTo("www-1.example_z.co.uk");
        assertThat(DnsQuestion.lastLabels(query, 9)).isEqualTo("www-1.example_z.co.uk");
        for (int n = 0; n < query.length; n++) {
            assertThat(DnsQuestion.lastLabels(Arrays.copyOf(query, n), 3))
                    .as("cut at %d", n)
                    .isNull();
        }
    }

    @Test
    void leavesNamesWithOtherOctetsToTheLongWay() {
        byte[] query = Dns.query(1, "www.example.test", 1).bytes();
        for (int at = 12; at < query.length - 4; at++) {
            for (int b = 0; b < 256; b++) {
                byte[] changed = query.clone();
                changed[at] = (byte) b;
                String last = DnsQuestion.lastLabels(changed, 3);
                if (last != null) {
                    String whole = name(changed);
                    assertThat(whole.equals(last) || whole.endsWith("." + last))
                            .as("%s of %s", last, whole)
                            .isTrue();
                }
            }
        }
        assertThat(DnsQuestion.lastLabels(Dns.query(1, "", 1).bytes(), 3)).isNull();
        query[5] = 0; // no question
        assertThat(DnsQuestion.lastLabels(query, 3)).isNull();
        byte[] longest = Dns.query(1, ("x".repeat(63) + ".").repeat(3) + "y".repeat(61), 1)
                .bytes();
        assertThat(DnsQuestion.lastLabels(longest, 1)).isEqualTo("y".repeat(61));
        longest[12 + 3 * 64] = 62; // 256 octets
        assertThat(DnsQuestion.lastLabels(longest, 1)).isNull();
    }

    private static String name(byte[] message) {
        DnsRecords r = new DnsMessage().wrap(message).records();
        r.next();
        return r.name().lowerText();
    }

    @Test
    void hashesTheNameAbove() {
        assertThat(DnsQuestion.parentHash(Dns.query(1, "wWw.exAmple.tEst", 1).bytes(), SEED))
                .isEqualTo(hash("example.test"));
        assertThat(DnsQuestion.parentHash(Dns.query(1, "test", 1).bytes(), SEED))
                .isEqualTo(hash(""));
        assertThat(DnsQuestion.parentHash(Dns.query(1, "", 1).bytes(), SEED)).isEqualTo(hash(""));
    }

    @Test
    void theNameAboveOfAnyBytesIsNoCrash() {
        byte[] whole = Dns.query(7, "analytics-hub.corp.test", 1).bytes();
        for (int n = 0; n < whole.length - 4; n++) {
            assertThat(DnsQuestion.parentHash(Arrays.copyOf(whole, n), SEED)).isZero();
        }
        SplittableRandom random = new SplittableRandom(5);
        for (int round = 0; round < 100_000; round++) {
            byte[] bytes = new byte[random.nextInt(64)];
            random.nextBytes(bytes);
            DnsQuestion.parentHash(bytes, SEED);
        }
        whole[12] = (byte) 0xc0;
        assertThat(DnsQuestion.parentHash(whole, SEED)).isZero();
    }

    @Test
    void everyPrefixIsRefused() {
        byte[] whole = Dns.query(7, "analytics-hub.corp.test", 1).bytes();
        for (int n = 0; n < whole.length; n++) {
            assertThat(question.read(Arrays.copyOf(whole, n), SEED)).isFalse();
        }
        assertThat(question.read(whole, SEED)).isTrue();
    }

    @Test
    void pointersAndLongNamesAreLeftToTheLongWay() {
        byte[] pointer = Dns.query(7, "a.b", 1).bytes();
        pointer[12] = (byte) 0xc0;
        assertThat(question.read(pointer, SEED)).isFalse();
        byte[] none = Dns.query(7, "a.b", 1).bytes();
        none[5] = 0;
        assertThat(question.read(none, SEED)).isFalse();
        byte[] tooLong = new byte[12 + 5 * 64 + 5];
        tooLong[5] = 1;
        for (int i = 0; i < 5; i++) {
            tooLong[12 + 64 * i] = 63;
        }
        assertThat(question.read(tooLong, SEED)).isFalse();
    }

    @Test
    void saysWhatTheLongWaySaysOfAnyBytes() {
        SplittableRandom random = new SplittableRandom(4);
        int read = 0;
        for (int round = 0; round < 200_000; round++) {
            byte[] bytes = Dns.query(round & 0xffff, "a%d.Bc.d".formatted(round % 1000), 1)
                    .bytes();
            for (int i = random.nextInt(4); i > 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            if (!question.read(bytes, SEED)) {
                continue;
            }
            read++;
            DnsMessage message = new DnsMessage();
            message.wrap(bytes);
            DnsRecords records = message.records();
            assertThat(records.next()).isTrue();
            assertThat(question.id()).isEqualTo(message.id());
            assertThat(question.isResponse()).isEqualTo(message.isResponse());
            assertThat(question.opcode()).isEqualTo(message.opcode());
            assertThat(question.type()).isEqualTo(records.type());
            assertThat(question.rrClass()).isEqualTo(records.rrClass());
            assertThat(question.nameHash()).isEqualTo(records.name().hash(SEED));
            assertThat(question.firstLabelHash()).isEqualTo(records.name().firstLabelHash(SEED));
        }
        assertThat(read).isGreaterThan(50_000);
    }

    private static long hash(String name) {
        DnsMessage message = new DnsMessage();
        message.wrap(Dns.query(1, name, 1).bytes());
        DnsRecords records = message.records();
        assertThat(records.next()).isTrue();
        return records.name().hash(SEED);
    }
}
