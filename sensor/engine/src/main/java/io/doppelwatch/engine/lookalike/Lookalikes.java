// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.lookalike;

import io.doppelwatch.engine.lookalike.Likeness.Kind;
import io.doppelwatch.engine.net.Domains;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Holds names against the trusted ones. Nothing looks like a trusted name that lies in a registrable domain which a
 * trusted name lies in: there its owner gives the names, numbers and spellings as he likes. Short labels are near too
 * much to be told. Each comparison is made once a name; the caller remembers which.
 */
public final class Lookalikes {
    /** Letters a registered label needs before one other letter says something; with its whole stem the same besides. */
    static final int LONG_CORE = 6;

    static final int LONG_STEM = 8;
    /** Letters before the same label under another suffix says something, or another spelling of it. */
    static final int FAIR = 5;

    private static final int SHORT_FOR_SCRIPT = 3;

    private final List<Trusted> trusted = new ArrayList<>();
    private final Set<String> owned = new HashSet<>();
    private @Nullable Skeletons skeletons;
    private List<Seen> seen = List.of();

    private record Trusted(Spelling spelling, String stem, String core) {}

    /** What a trusted name looks like, by {@link Skeletons}. */
    private record Seen(Trusted trusted, String stem, String core) {}

    /** @param names lower case, without a final dot; another script in its {@code xn--} form */
    public Lookalikes(Collection<String> names) {
        for (String name : names) {
            Spelling s = Spelling.of(name);
            trusted.add(new Trusted(s, Spelling.folded(s.stem()), Spelling.folded(s.core())));
            owned.add(s.registrable());
        }
    }

    public boolean isEmpty() {
        return trusted.isEmpty();
    }

    /** True once a name made it load ICU. */
    public boolean hasLoaded() {
        return skeletons != null;
    }

    /**
     * What a name looks like.
     *
     * @param name lower case, without a final dot; octets above ASCII escaped or as they are (mDNS)
     * @return null mostly
     */
    public @Nullable Likeness of(String name) {
        Spelling candidate = Spelling.of(name);
        if (owned.contains(candidate.registrable())) {
            return null;
        }
        if (isOtherScript(name)) {
            return byScript(candidate);
        }
        String stem = Spelling.folded(candidate.stem());
        String core = Spelling.folded(candidate.core());
        Likeness nearest = null;
        for (Trusted t : trusted) {
            Kind kind = kind(candidate, stem, core, t);
            if (kind != null && (nearest == null || kind.compareTo(nearest.kind()) < 0)) {
                nearest = new Likeness(kind, t.spelling.name(), name);
            }
        }
        return nearest;
    }

    private static @Nullable Kind kind(Spelling c, String stem, String core, Trusted t) {
        Spelling s = t.spelling;
        boolean sameSuffix = c.suffix().equals(s.suffix());
        if (stem.equals(t.stem) && stem.length() >= FAIR) {
            if (c.stem().equals(s.stem())) {
                // The suffixes of a local network are its owner's too.
                return Domains.isInternal(c.name()) ? null : Kind.OTHER_SUFFIX;
            }
            return bare(c.stem()).equals(bare(s.stem())) ? Kind.SEPARATORS : Kind.CONFUSABLE;
        }
        if (sameSuffix && core.equals(t.core) && core.length() >= FAIR) {
            return bare(c.core()).equals(bare(s.core())) ? Kind.SEPARATORS : Kind.CONFUSABLE;
        }
        if (Domains.isInternal(c.name())) {
            return null;
        }
        if (sameSuffix && Spelling.isOneEdit(c.core(), s.core())) {
            boolean sameHost =
                    host(c).equals(host(s)) && !host(c).isEmpty() && s.stem().length() >= LONG_STEM;
            if (sameHost || s.core().length() >= LONG_CORE) {
                return Kind.ONE_EDIT;
            }
        }
        if (c.name().startsWith(s.name() + ".")
                && s.name().length() >= LONG_STEM
                && s.name().indexOf('.') > 0) {
            return Kind.EMBEDDED;
        }
        return c.core().equals(s.core()) && s.core().length() >= LONG_CORE ? Kind.OTHER_SUFFIX : null;
    }

    private static String host(Spelling s) {
        return s.stem().length() == s.core().length()
                ? ""
                : s.stem().substring(0, s.stem().length() - s.core().length() - 1);
    }

    private static String bare(String text) {
        return text.replace("-", "").replace(".", "");
    }

    private static boolean isOtherScript(String name) {
        if (name.startsWith("xn--") || name.contains(".xn--")) {
            return true;
        }
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) > 0x7e) {
                return true;
            }
        }
        return false;
    }

    /** Names of other scripts are long in their ASCII form; one that is shorter than every trusted one is none of them. */
    private @Nullable Likeness byScript(Spelling candidate) {
        int shortest = Integer.MAX_VALUE;
        for (Trusted t : trusted) {
            shortest = Math.min(shortest, t.spelling.core().length());
        }
        if (candidate.stem().length() < Math.max(shortest, SHORT_FOR_SCRIPT)) {
            return null;
        }
        Skeletons s = skeletons();
        String shown = s.shown(candidate.name()).toLowerCase(Locale.ROOT);
        Spelling spelling = Spelling.of(shown);
        String stem = s.of(spelling.stem());
        String core = s.of(spelling.core());
        for (Seen t : seen) {
            boolean sameStem = stem.equals(t.stem) && stem.length() >= SHORT_FOR_SCRIPT;
            boolean sameCore = core.equals(t.core) && core.length() >= SHORT_FOR_SCRIPT;
            if (sameStem || sameCore) {
                return new Likeness(Kind.CONFUSABLE, t.trusted.spelling.name(), shown);
            }
        }
        return null;
    }

    private Skeletons skeletons() {
        Skeletons s = skeletons;
        if (s == null) {
            s = new Skeletons();
            List<Seen> all = new ArrayList<>();
            for (Trusted t : trusted) {
                // A trusted name may be of another script itself.
                Spelling shown = Spelling.of(s.shown(t.spelling.name()));
                all.add(new Seen(t, s.of(shown.stem()), s.of(shown.core())));
            }
            seen = all;
            skeletons = s;
        }
        return s;
    }
}
