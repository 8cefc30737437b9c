// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Path;
import io.doppelwatch.engine.stats.Counter;
import io.doppelwatch.engine.stats.Counters;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TablesTest {
    private static final class Item extends Entry<Item> {
        final int number;

        Item(int number) {
            this.number = number;
        }
    }

    @Test
    void anIndexFindsWhatWasAddedAndNotWhatWasRemovedAlsoWhereAllHashesCollide() {
        for (long mask : new long[] {-1, 7, 0}) {
            Index<Item> index = new Index<>();
            SplittableRandom random = new SplittableRandom(mask);
            List<Item> items = new ArrayList<>();
            for (int i = 0; i < 2000; i++) {
                Item item = new Item(i);
                items.add(item);
                index.add(item, random.nextLong() & mask);
            }
            Set<Integer> left = new HashSet<>();
            for (Item item : items) {
                if (item.number % 3 == 0) {
                    index.remove(item);
                } else {
                    left.add(item.number);
                }
            }
            Set<Integer> found = new HashSet<>();
            for (Item item : items) {
                for (Item e = index.bucket(item.hash); e != null; e = e.chain) {
                    found.add(e.number);
                }
            }
            assertThat(found).isEqualTo(left);
            assertThat(index.size()).isEqualTo(left.size());
        }
    }

    @Test
    void agesKeepTheOrderOfTouching() {
        Ages<Item> ages = new Ages<>();
        Item a = new Item(1);
        Item b = new Item(2);
        Item c = new Item(3);
        ages.add(a);
        ages.add(b);
        ages.add(c);
        ages.touch(a);
        assertThat(ages.oldest()).isSameAs(b);
        ages.remove(b);
        assertThat(ages.oldest()).isSameAs(c);
        ages.remove(c);
        ages.remove(a);
        assertThat(ages.oldest()).isNull();
        assertThat(ages.size()).isZero();
    }

    @Test
    void hashesDependOnTheSecretTheKeyAndThePath() {
        KeyHash one = new KeyHash(1, 2);
        KeyHash other = new KeyHash(3, 4);
        Path vlan = new Path(List.of(new Path.Tag(Path.Kind.VLAN, 10)));
        assertThat(one.of(Path.NONE, 1, 2, 3)).isEqualTo(one.of(Path.NONE, 1, 2, 3));
        assertThat(one.of(Path.NONE, 1, 2, 3)).isNotEqualTo(other.of(Path.NONE, 1, 2, 3));
        assertThat(one.of(Path.NONE, 1, 2, 3)).isNotEqualTo(one.of(vlan, 1, 2, 3));
        assertThat(one.of(Path.NONE, 1, 2, 3)).isNotEqualTo(one.of(Path.NONE, 2, 1, 3));
    }

    @Test
    void keysThatCountUpSpreadOverTheBuckets() {
        KeyHash keys = new KeyHash();
        int[] buckets = new int[1024];
        for (int i = 0; i < 102_400; i++) {
            Ip ip = Ip.v4(0x0a00_0000 + i);
            long h = keys.of(Path.NONE, ip.high(), ip.low(), 0);
            buckets[(int) (h ^ h >>> 32) & 1023]++;
        }
        for (int n : buckets) {
            assertThat(n).isBetween(40, 180);
        }
    }

    @Test
    void hostsOfAFloodPushOutTheirOwnKind() {
        Counters counters = new Counters();
        Hosts hosts = new Hosts(1000, new KeyHash(), counters);
        hosts.touch(Path.NONE, 1, 0);
        hosts.touch(Path.NONE, 1, Bindings.STANDING_NANOS);
        for (int i = 0; i < 10_000; i++) {
            hosts.touch(Path.NONE, 100 + i, Bindings.STANDING_NANOS + i);
        }
        assertThat(hosts.find(Path.NONE, 1)).isNotNull();
        assertThat(hosts.size()).isEqualTo(1000);
        assertThat(counters.get(Counter.HOSTS_EVICTED)).isEqualTo(9001);
    }

    @Test
    void aCertificateIsReadOnceAndTheOldestIsForgotten() {
        Counters counters = new Counters();
        Certificates certificates = new Certificates(4, 1 << 20, new KeyHash(), counters);
        byte[] first = {1, 2, 3};
        assertThat(certificates.info(first)).isSameAs(certificates.info(first.clone()));
        for (byte i = 0; i < 10; i++) {
            certificates.info(new byte[] {i});
        }
        assertThat(certificates.size()).isEqualTo(4);
        assertThat(counters.get(Counter.CERTIFICATES_EVICTED)).isEqualTo(7);
        Certificates narrow = new Certificates(1000, 100, new KeyHash(), counters);
        for (byte i = 0; i < 10; i++) {
            narrow.info(new byte[] {i, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
        }
        assertThat(narrow.size()).isEqualTo(4);
    }
}
