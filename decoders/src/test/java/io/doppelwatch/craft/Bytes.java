// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.craft;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** Bytes written one field after another, in network order unless a method's name says little-endian. */
public final class Bytes {
    private byte[] array = new byte[128];
    private int size;

    public Bytes u8(int value) {
        room(1);
        array[size++] = (byte) value;
        return this;
    }

    public Bytes u16(int value) {
        return u8(value >>> 8).u8(value);
    }

    public Bytes u24(int value) {
        return u8(value >>> 16).u16(value);
    }

    public Bytes u32(long value) {
        return u16((int) (value >>> 16)).u16((int) value);
    }

    public Bytes u64(long value) {
        return u32(value >>> 32).u32(value);
    }

    public Bytes le16(int value) {
        return u8(value).u8(value >>> 8);
    }

    public Bytes le32(long value) {
        return le16((int) value).le16((int) (value >>> 16));
    }

    public Bytes le64(long value) {
        return le32(value).le32(value >>> 32);
    }

    public Bytes put(byte... bytes) {
        room(bytes.length);
        System.arraycopy(bytes, 0, array, size, bytes.length);
        size += bytes.length;
        return this;
    }

    public Bytes ascii(String text) {
        return put(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    public Bytes zeros(int count) {
        return put(new byte[count]);
    }

    /** Zeros up to the next multiple of {@code unit} bytes from the start. */
    public Bytes align(int unit) {
        return zeros((unit - size % unit) % unit);
    }

    /** An address as text: MAC ({@code 02:00:…}), IPv4 or IPv6. */
    public Bytes address(String text) {
        return put(text.length() == 17 && text.charAt(2) == ':' ? mac(text) : ip(text));
    }

    /** Overwrites two bytes already written. */
    public Bytes setU16(int at, int value) {
        array[at] = (byte) (value >>> 8);
        array[at + 1] = (byte) value;
        return this;
    }

    public int size() {
        return size;
    }

    public byte[] toArray() {
        return Arrays.copyOf(array, size);
    }

    private void room(int more) {
        if (size + more > array.length) {
            array = Arrays.copyOf(array, Math.max(array.length * 2, size + more));
        }
    }

    /** From hexadecimal; blanks, colons and line ends do not count, {@code #} starts a comment up to the line's end. */
    public static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replaceAll("#[^\n]*", "").replaceAll("[\\s:]", ""));
    }

    public static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    public static byte[] mac(String text) {
        byte[] bytes = hex(text);
        if (bytes.length != 6) {
            throw new IllegalArgumentException("not a MAC address: " + text);
        }
        return bytes;
    }

    /** 4 or 16 bytes. Literals only: nothing is ever looked up. */
    public static byte[] ip(String literal) {
        if (!literal.matches("[0-9a-fA-F:.]+") || !literal.matches(".*[.:].*")) {
            throw new IllegalArgumentException("not an IP address: " + literal);
        }
        try {
            return InetAddress.getByName(literal).getAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("not an IP address: " + literal, e);
        }
    }

    public static byte[] concat(byte[]... parts) {
        Bytes all = new Bytes();
        for (byte[] part : parts) {
            all.put(part);
        }
        return all.toArray();
    }

    /** {@code from} inclusive, {@code to} exclusive. */
    public static byte[] slice(byte[] bytes, int from, int to) {
        return Arrays.copyOfRange(bytes, from, to);
    }
}
