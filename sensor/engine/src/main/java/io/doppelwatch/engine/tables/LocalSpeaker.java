// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Path;
import io.doppelwatch.engine.observe.Where;
import io.doppelwatch.engine.tables.LocalMessage.Statement;
import io.doppelwatch.engine.tables.LocalName.Protocol;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one MAC says of names on one path: those it goes by, the last {@link #OWN} of them, and those it answered for when
 * somebody asked everybody, the last {@link #ANSWERED}.
 */
public final class LocalSpeaker extends Entry<LocalSpeaker> {
    static final int OWN = 8;
    static final int ANSWERED = 24;

    final Path path;
    final long mac;
    boolean standing;
    long firstNanos;

    private final Own[] own = new Own[OWN];
    private int ownCount;
    private final @Nullable Answered[] answered = new Answered[ANSWERED];
    private int answeredCount;
    private boolean sleepProxy;

    /** A name the MAC goes by: announced twice, probed for, registered or listed, whoever asked. */
    public static final class Own {
        private long label;
        private String text = "";
        private long firstNanos;
        private long lastNanos;
        private int announced;
        private boolean gone;

        public String text() {
            return text;
        }

        public long firstNanos() {
            return firstNanos;
        }
    }

    /**
     * A name it answered for because somebody asked everybody.
     *
     * @param name as asked, lower case
     * @param address it gave
     * @param asker who asked last
     * @param asked where that was
     * @param where the first answer
     * @param denied where DNS had told that asker that there is no such name; null where it was not seen to
     * @param taken true where somebody else owns the name
     * @param lastNanos the last answer
     */
    public record Answered(
            Protocol protocol,
            long label,
            String name,
            Ip address,
            Ip asker,
            Where asked,
            Where where,
            @Nullable Where denied,
            boolean taken,
            long lastNanos) {

        /** The name without what stands behind its first dot. */
        public String base() {
            int dot = name.indexOf('.');
            return dot < 0 ? name : name.substring(0, dot);
        }

        public boolean isWpad() {
            return base().equals("wpad");
        }
    }

    LocalSpeaker(Path path, long mac, long nowNanos) {
        this.path = path;
        this.mac = mac;
        this.firstNanos = nowNanos;
    }

    public long mac() {
        return mac;
    }

    /** True where it offers to answer for sleeping hosts, or did. Its own word for it. */
    public boolean isSleepProxy() {
        return sleepProxy;
    }

    /** A host's name it goes by, other than the one with this label, since before the time given; null without. */
    public @Nullable Own goesBy(long otherThan, long beforeNanos) {
        for (int i = 0; i < ownCount; i++) {
            Own o = own[i];
            if (!o.gone && o.label != otherThan && o.firstNanos < beforeNanos && o.announced >= 2) {
                return o;
            }
        }
        return null;
    }

    /** The name it took after giving this one up, as RFC 6762, 9 has it: {@code name-2}; null where it took none since. */
    public @Nullable Own renamedFrom(String base, long sinceNanos) {
        for (int i = 0; i < ownCount; i++) {
            Own o = own[i];
            if (!o.gone
                    && o.firstNanos >= sinceNanos
                    && o.text.matches("\\Q" + base.replace("\\E", "") + "\\E-\\d{1,4}(\\..*)?")) {
                return o;
            }
        }
        return null;
    }

    /** True where it goes by this very name. */
    public boolean goesByText(String text) {
        for (int i = 0; i < ownCount; i++) {
            if (!own[i].gone && own[i].text.equals(text)) {
                return true;
            }
        }
        return false;
    }

    /** True where it goes by a name of this first label. */
    public boolean goesBy(long label) {
        Own o = find(label);
        return o != null && !o.gone && o.announced >= 2;
    }

    /** Names it answered for with this address since the time given, each first label once, oldest first. */
    public List<Answered> answeredWith(Ip address, long sinceNanos) {
        List<Answered> all = new ArrayList<>();
        for (int i = Math.max(0, answeredCount - ANSWERED); i < answeredCount; i++) {
            Answered a = answered[i % ANSWERED];
            if (a != null && a.address.equals(address) && a.lastNanos >= sinceNanos) {
                all.add(a);
            }
        }
        return all;
    }

    public void sleepProxy() {
        sleepProxy = true;
    }

    /**
     * It goes by a name.
     *
     * @param weight 1 for an announcement, of which there are at least two (RFC 6762, 8.3), 2 for any better word
     */
    public void owns(Statement s, int weight, long nowNanos) {
        Own o = find(s.label());
        if (o == null) {
            o = new Own();
            if (ownCount < OWN) {
                own[ownCount++] = o;
            } else {
                // The first stays: it is what a MAC was first known by.
                int out = 1;
                for (int i = 2; i < OWN; i++) {
                    out = own[i].lastNanos < own[out].lastNanos ? i : out;
                }
                own[out] = o;
            }
            o.label = s.label();
            o.text = s.name();
            o.firstNanos = nowNanos;
        }
        // A mirror port's copy is no second word.
        if (weight > 1 || o.announced == 0 || nowNanos - o.lastNanos > LocalSpeakers.COPY_NANOS) {
            o.announced = Math.min(2, o.announced + weight);
        }
        o.lastNanos = nowNanos;
        o.gone = false;
    }

    /** It said goodbye to a name. */
    public void gaveUp(long label) {
        Own o = find(label);
        if (o != null) {
            o.gone = true;
        }
    }

    private @Nullable Own find(long label) {
        for (int i = 0; i < ownCount; i++) {
            if (own[i].label == label) {
                return own[i];
            }
        }
        return null;
    }

    /** Keeps an answer; one for the same name and address again only renews it. True where it is new. */
    public boolean answered(Answered a) {
        for (int i = 0; i < ANSWERED; i++) {
            Answered old = answered[i];
            if (old != null && old.label == a.label && old.address.equals(a.address)) {
                answered[i] = new Answered(
                        a.protocol,
                        a.label,
                        a.name,
                        a.address,
                        a.asker,
                        a.asked,
                        old.where,
                        old.denied == null ? a.denied : old.denied,
                        old.taken || a.taken,
                        a.lastNanos);
                return false;
            }
        }
        answered[answeredCount++ % ANSWERED] = a;
        return true;
    }
}
