// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.score;

import io.doppelwatch.engine.net.Ip;
import io.netty.buffer.Unpooled;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads fields of a JSON object, and says where one is not what it should be. */
final class Field {
    private static final BigDecimal MICROS = BigDecimal.valueOf(1_000_000);
    /** The year 2116, as far as packet times go. */
    private static final BigDecimal LATEST = BigDecimal.valueOf(1L << 32);

    private Field() {}

    /** Empty where it is missing or null. */
    static String text(Map<String, @Nullable Object> object, String key, String where) throws BadInput {
        Object value = object.get(key);
        if (value == null) {
            return "";
        }
        if (value instanceof String text) {
            return text;
        }
        throw new BadInput(where, key + " should be a text");
    }

    /** Empty where it is missing or null. */
    static Map<String, @Nullable Object> object(Map<String, @Nullable Object> object, String key, String where)
            throws BadInput {
        Object value = object.get(key);
        return value == null ? Map.of() : asObject(value, where, key);
    }

    @SuppressWarnings("unchecked") // JsonText makes no other maps
    static Map<String, @Nullable Object> asObject(@Nullable Object value, String where, String what) throws BadInput {
        if (value instanceof Map<?, ?> map) {
            return (Map<String, @Nullable Object>) map;
        }
        throw new BadInput(where, what + " should be an object");
    }

    static List<?> list(Map<String, @Nullable Object> object, String key, String where) throws BadInput {
        Object value = object.get(key);
        if (value instanceof List<?> list) {
            return list;
        }
        throw new BadInput(where, key + (value == null ? " is missing: a list is expected" : " should be a list"));
    }

    static List<String> texts(Map<String, @Nullable Object> object, String key, String where) throws BadInput {
        if (object.get(key) == null) {
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        for (Object item : list(object, key, where)) {
            if (!(item instanceof String text)) {
                throw new BadInput(where, key + " should be a list of texts");
            }
            texts.add(text);
        }
        return List.copyOf(texts);
    }

    /** Seconds since 1970 to microseconds. */
    static long time(Map<String, @Nullable Object> object, String key, RoundingMode rounding, String where)
            throws BadInput {
        if (!(object.get(key) instanceof BigDecimal seconds)) {
            throw new BadInput(where, key + " should be a time in seconds since 1970");
        }
        if (seconds.signum() < 0 || seconds.compareTo(LATEST) >= 0) {
            throw new BadInput(where, key + " is no time in seconds since 1970: " + seconds);
        }
        return seconds.multiply(MICROS).setScale(0, rounding).longValueExact();
    }

    /** Addresses in one form, so that {@code FE80::0066} is {@code fe80::66}. Anything else stays as it is. */
    static String address(String text) {
        if (text.indexOf(':') < 0 || !text.matches("[0-9A-Fa-f:.]{2,45}")) {
            return text;
        }
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.length() == 17 && lower.matches("([0-9a-f]{2}:){5}[0-9a-f]{2}")) {
            return lower;
        }
        try {
            byte[] bytes = InetAddress.getByName(lower).getAddress(); // a literal: nothing is looked up
            return bytes.length == 16 ? Ip.v6(Unpooled.wrappedBuffer(bytes), 0).toString() : lower;
        } catch (UnknownHostException e) {
            return lower;
        }
    }

    /** {@code ip:} and an address in one form, or any other subject as it is. */
    static String subject(String text) {
        return text.startsWith("ip:") ? "ip:" + address(text.substring(3)) : text;
    }
}
