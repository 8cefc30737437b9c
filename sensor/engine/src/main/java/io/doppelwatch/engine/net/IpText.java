// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.net;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Addresses as people write them. No name is ever looked up. */
public final class IpText {
    private static final Pattern V4 =
            Pattern.compile("(25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}");
    private static final Pattern V6_CHARACTERS = Pattern.compile("[0-9A-Fa-f:.]{2,45}");

    private static final int BYTES = 16;

    private IpText() {}

    /** A dotted quad or one of the forms of RFC 4291, 2.2; null where it is neither. */
    public static @Nullable Ip parse(String text) {
        if (V4.matcher(text).matches()) {
            return Ip.v4(v4(text));
        }
        return V6_CHARACTERS.matcher(text).matches() && text.contains(":") ? v6(text) : null;
    }

    private static int v4(String text) {
        int address = 0;
        for (String part : text.split("\\.")) {
            address = address << 8 | Integer.parseInt(part);
        }
        return address;
    }

    private static @Nullable Ip v6(String text) {
        int gap = text.indexOf("::");
        if (gap >= 0 && text.indexOf("::", gap + 1) >= 0) {
            return null;
        }
        byte[] bytes = new byte[BYTES];
        int head = groups(gap < 0 ? text : text.substring(0, gap), bytes, gap < 0);
        if (head < 0) {
            return null;
        }
        if (gap < 0) {
            return head == BYTES ? ofBytes(bytes) : null;
        }
        byte[] end = new byte[BYTES];
        int tail = groups(text.substring(gap + 2), end, true);
        if (tail < 0 || head + tail > BYTES - 2) {
            return null;
        }
        System.arraycopy(end, 0, bytes, BYTES - tail, tail);
        return ofBytes(bytes);
    }

    /** Writes the groups of a part of an address; how many bytes they are, -1 where they are none. */
    private static int groups(String text, byte[] into, boolean last) {
        if (text.isEmpty()) {
            return 0;
        }
        String[] parts = text.split(":", -1);
        int n = 0;
        for (int i = 0; i < parts.length; i++) {
            String part = parts[i];
            if (last && i == parts.length - 1 && V4.matcher(part).matches()) {
                if (n + 4 > BYTES) {
                    return -1;
                }
                int address = v4(part);
                for (int shift = 24; shift >= 0; shift -= 8) {
                    into[n++] = (byte) (address >>> shift);
                }
            } else {
                if (part.isEmpty() || part.length() > 4 || part.indexOf('.') >= 0 || n + 2 > BYTES) {
                    return -1;
                }
                int group = Integer.parseInt(part, 16);
                into[n++] = (byte) (group >>> 8);
                into[n++] = (byte) group;
            }
        }
        return n;
    }

    private static Ip ofBytes(byte[] bytes) {
        long high = 0;
        long low = 0;
        for (int i = 0; i < BYTES / 2; i++) {
            high = high << 8 | bytes[i] & 0xff;
            low = low << 8 | bytes[BYTES / 2 + i] & 0xff;
        }
        return new Ip(high, low);
    }
}
