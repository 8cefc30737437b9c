// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.capture;

import java.nio.file.Path;
import java.util.Optional;

/**
 * One capture file of a run, and what came of it. The numbers grow while its frames are pulled; they are for the
 * pulling thread, or for others once it is done.
 */
public final class CaptureFile {
    private final int index;
    private final String path;
    private final Optional<Path> location;
    private final boolean regular;
    private final long size;

    private long packets;
    private long bytes;
    private long timesClamped;
    private Optional<FrameSource.Damage> damage = Optional.empty();
    private Optional<CaptureException> failure = Optional.empty();

    /** @param location where it lies; empty for standard input */
    CaptureFile(int index, String path, Optional<Path> location, boolean regular, long size) {
        this.index = index;
        this.path = path;
        this.location = location;
        this.regular = regular;
        this.size = size;
    }

    /** Place in the order given, from 0; {@link Source#file()} says the same. */
    public int index() {
        return index;
    }

    /** As the user named it; for a file found in a folder, the folder as named and the way from there. */
    public String path() {
        return path;
    }

    /** Bytes on disk when the run began; 0 for a pipe and for standard input. */
    public long size() {
        return size;
    }

    /** Frames read so far. */
    public long packets() {
        return packets;
    }

    /** Captured bytes of those frames. */
    public long bytes() {
        return bytes;
    }

    /** Frames whose time stamp lies outside what 64 bits of nanoseconds can say; they carry the nearest that can. */
    public long timesClamped() {
        return timesClamped;
    }

    /** Where and why reading stopped before the end. */
    public Optional<FrameSource.Damage> damage() {
        return damage;
    }

    /** Why nothing at all could be read. */
    public Optional<CaptureException> failure() {
        return failure;
    }

    Optional<Path> location() {
        return location;
    }

    /** True for what can be opened again from its start. */
    boolean regular() {
        return regular;
    }

    void count(int captured) {
        packets++;
        bytes += captured;
    }

    void countClamped() {
        timesClamped++;
    }

    /** Notes what is wrong, the first time. */
    void damaged(long offset, String reason) {
        if (damage.isEmpty()) {
            damage = Optional.of(new FrameSource.Damage(path, offset, reason));
        }
    }

    void failed(CaptureException reason) {
        failure = Optional.of(reason);
    }
}
