// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.dissect;

import io.doppelwatch.engine.capture.Frame;
import io.doppelwatch.engine.net.Path;
import io.netty.buffer.ByteBuf;

/**
 * Where a walk through one frame is. Reused.
 *
 * <p>The layers read at offsets from {@link #at}, after {@link #has} said that the bytes are there, and move it on.
 * Nothing reads beyond {@link #end}.
 */
final class Walk {
    final Paths paths = new Paths();
    final Defragmenter[] defragmenters;
    /** Bit i set: shard i is this worker's. */
    final int owned;

    Frame frame;
    Packet packet;
    ByteBuf buffer;
    /** Absolute index of the next byte. */
    int at;
    /** Absolute index of the first byte that is not there, or not part of this layer. */
    int end;
    /** Bytes after {@link #end} that the headers, or the length on the wire, say there were. */
    int cut;
    /** Bytes that the last length said there were after {@link #end}, whether or not that counted. */
    int missing;
    /** A set of {@link Layer} numbers. */
    long seen;
    /** EtherType, LINKTYPE_ or the like for the layers that serve several. */
    int type;
    /** Whether the outermost IP layer, and with it the shard, is known. */
    boolean sharded;
    /** The 802.11 body is aligned to 4 bytes. */
    boolean padded;
    /** The two bytes of the 802.11 frame control field may be exchanged. */
    boolean swapped;
    /** Bridged frames are aligned as over ATM. */
    boolean atm;

    Walk(Defragmenter[] defragmenters, int owned) {
        this.defragmenters = defragmenters;
        this.owned = owned;
    }

    void start(Frame frame, Packet packet) {
        this.frame = frame;
        this.packet = packet;
        buffer = frame.data();
        at = frame.offset();
        end = at + frame.captured();
        cut = frame.original() > frame.captured() ? frame.original() - frame.captured() : 0;
        seen = 0;
        type = 0;
        sharded = false;
        padded = false;
        swapped = false;
        atm = false;

        packet.nothing(frame);
    }

    boolean has(int n) {
        return end - at >= n;
    }

    int u8(int offset) {
        return buffer.getUnsignedByte(at + offset);
    }

    int u16(int offset) {
        return buffer.getUnsignedShort(at + offset);
    }

    int u16le(int offset) {
        return buffer.getUnsignedShortLE(at + offset);
    }

    int i32(int offset) {
        return buffer.getInt(at + offset);
    }

    int i32le(int offset) {
        return buffer.getIntLE(at + offset);
    }

    long mac(int offset) {
        return (long) buffer.getUnsignedShort(at + offset) << 32 | buffer.getUnsignedInt(at + offset + 2);
    }

    void macs(long destination, long source) {
        packet.destinationMac = destination;
        packet.sourceMac = source;
    }

    /**
     * Takes what follows, up to {@code length} bytes from here on: the rest is padding, or was cut off. A length beyond
     * what was on the wire, or beyond an outer header's, does not count: there was no more, and a host drops the packet.
     */
    void trim(int length) {
        int there = end - at;
        missing = Math.max(0, length - there);
        if (length <= there) {
            end = at + length;
            cut = 0;
        } else if (length - there <= cut) {
            cut = length - there;
        } else {
            see(Layer.TOO_LONG);
        }
    }

    /** Moves on by {@code n} bytes, or to the end where they were cut off. */
    void skip(int n) {
        int there = end - at;
        if (n <= there) {
            at += n;
        } else {
            cut -= Math.min(cut, n - there);
            at = end;
        }
    }

    void push(Path.Kind kind, long id) {
        packet.path = paths.step(packet.path, kind, id);
    }

    void see(int layer) {
        seen |= 1L << layer;
    }

    boolean saw(int layer) {
        return (seen >>> layer & 1) != 0;
    }

    /** How a walk ends whose next header is not there: the capture cut it, or the frame is too short. */
    int tooShort() {
        return cut > 0 ? Layer.TRUNCATED : Layer.INVALID;
    }

    /** The rest is what was looked for. */
    int found(Packet.Kind kind) {
        packet.kind = kind;
        packet.buffer = buffer;
        packet.payload = at;
        packet.payloadCaptured = end - at;
        packet.payloadLength = (int) Math.min(Integer.MAX_VALUE, (long) (end - at) + cut);
        return Layer.FOUND;
    }
}
