// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.config;

import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.IpText;
import io.doppelwatch.engine.trust.Trust;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts of the trust file to values; empty where the text is not one. No name is ever looked up. */
final class Values {
    private static final Pattern MAC = Pattern.compile("[0-9A-Fa-f]{2}([:-][0-9A-Fa-f]{2}){5}");
    private static final Pattern NAME = Pattern.compile(
            "[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?(\\.[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?)*\\.?");
    /** RFC 4034, 5.3, with the owner first; TTL and class as they may stand in a zone file. */
    private static final Pattern ANCHOR = Pattern.compile(
            "(?<zone>\\S+)\\s+(?:\\d{1,10}\\s+)?(?:IN\\s+)?DS\\s+(?<tag>\\d{1,5})\\s+(?<algorithm>\\d{1,3})\\s+(?<type>[124])\\s+(?<digest>[0-9A-Fa-f\\s]+)",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern SIZE = Pattern.compile("(\\d{1,6}) ?([MG])i?B");

    private static final int LONGEST_NAME = 254;
    private static final int SHA256_BYTES = 32;

    private Values() {}

    static Optional<Ip> ip(String text) {
        return Optional.ofNullable(IpText.parse(text));
    }

    /** An address, or a network with its prefix length; host bits are the caller's to complain about. */
    static Optional<Trust.Cidr> cidr(String text) {
        int slash = text.indexOf('/');
        Optional<Ip> ip = ip(slash < 0 ? text : text.substring(0, slash));
        if (ip.isEmpty() || slash < 0) {
            return ip.map(i -> new Trust.Cidr(i, 128));
        }
        String digits = text.substring(slash + 1);
        if (!digits.matches("\\d{1,3}")) {
            return Optional.empty();
        }
        int prefix = Integer.parseInt(digits);
        boolean v4 = ip.get().isV4() && text.indexOf(':') < 0;
        if (prefix > (v4 ? 32 : 128)) {
            return Optional.empty();
        }
        return Optional.of(new Trust.Cidr(ip.get(), v4 ? 96 + prefix : prefix));
    }

    /** The network with the bits behind the prefix cleared. */
    static Ip network(Trust.Cidr cidr) {
        int prefix = cidr.prefix();
        long high = prefix >= 64 ? -1 : prefix == 0 ? 0 : -1L << 64 - prefix;
        long low = prefix <= 64 ? 0 : prefix == 128 ? -1 : -1L << 128 - prefix;
        return new Ip(cidr.network().high() & high, cidr.network().low() & low);
    }

    /** A size as people write it, {@code 256 MB} or {@code 1 GB}; counted in powers of two, as memory is. */
    static OptionalLong bytes(String text) {
        Matcher m = SIZE.matcher(text);
        return m.matches()
                ? OptionalLong.of(Long.parseLong(m.group(1)) << (m.group(2).equals("M") ? 20 : 30))
                : OptionalLong.empty();
    }

    static Optional<Long> mac(String text) {
        return MAC.matcher(text).matches()
                ? Optional.of(Long.parseLong(text.replaceAll("[:-]", ""), 16))
                : Optional.empty();
    }

    /** RFC 7469, 2.4: lower-case hex of the 32 bytes behind {@code sha256/}. */
    static Optional<String> pin(String text) {
        if (!text.startsWith("sha256/")) {
            return Optional.empty();
        }
        try {
            byte[] digest = Base64.getDecoder().decode(text.substring("sha256/".length()));
            return digest.length == SHA256_BYTES ? Optional.of(HexFormat.of().formatHex(digest)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** {@code sha256:HEX}, colons between the bytes allowed: lower-case hex. */
    static Optional<String> fingerprint(String text) {
        if (!text.startsWith("sha256:")) {
            return Optional.empty();
        }
        String hex = text.substring("sha256:".length()).replace(":", "").toLowerCase(Locale.ROOT);
        return hex.matches("[0-9a-f]{64}") ? Optional.of(hex) : Optional.empty();
    }

    /** Nanoseconds since 1970; a zone or offset is needed, for a sensor and its user may be in two. */
    static Optional<Long> instant(String text) {
        try {
            Instant instant = OffsetDateTime.parse(text).toInstant();
            return Optional.of(
                    Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano()));
        } catch (DateTimeParseException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    /** A DNS name, lower case, without a final dot. */
    static Optional<String> name(String text) {
        if (text.length() > LONGEST_NAME || !NAME.matcher(text).matches()) {
            return Optional.empty();
        }
        String name = text.toLowerCase(Locale.ROOT);
        return Optional.of(name.endsWith(".") ? name.substring(0, name.length() - 1) : name);
    }

    /** A DS record of a zone, the root's as {@code .}; the digest as long as its type makes it (SHA-1, SHA-256, SHA-384). */
    static Optional<Trust.Anchor> anchor(String text) {
        Matcher m = ANCHOR.matcher(text.trim());
        if (!m.matches()) {
            return Optional.empty();
        }
        Optional<String> zone = m.group("zone").equals(".") ? Optional.of("") : name(m.group("zone"));
        int tag = Integer.parseInt(m.group("tag"));
        int algorithm = Integer.parseInt(m.group("algorithm"));
        int type = Integer.parseInt(m.group("type"));
        String digest = m.group("digest").replaceAll("\\s", "").toLowerCase(Locale.ROOT);
        int digits = type == 1 ? 40 : type == 2 ? 64 : 96;
        return zone.isPresent() && tag <= 0xffff && algorithm <= 0xff && digest.length() == digits
                ? Optional.of(new Trust.Anchor(zone.get(), tag, algorithm, type, digest))
                : Optional.empty();
    }
}
