// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.capture;

import io.doppelwatch.engine.capture.Frame;
import io.doppelwatch.engine.capture.FrameSource;
import io.doppelwatch.engine.capture.Source;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.sql.Timestamp;
import org.pcap4j.core.BpfProgram.BpfCompileMode;
import org.pcap4j.core.NotOpenException;
import org.pcap4j.core.PcapHandle;
import org.pcap4j.core.PcapNativeException;
import org.pcap4j.core.PcapNetworkInterface.PromiscuousMode;
import org.pcap4j.core.PcapStat;

/**
 * Frames of a live interface through libpcap and pcap4j: the path that works everywhere. pcap4j copies each packet into
 * an array, from which it is copied once more, into a buffer that frames share as those of a file do.
 *
 * <p>{@link #next} waits for a frame; {@link #stop} ends that from any thread. Everything else belongs to the thread that
 * pulls.
 */
public final class Pcap4jSource implements FrameSource {
    /** Longest frame libpcap hands over, MAXIMUM_SNAPLEN. */
    public static final int MAX_SNAP_LENGTH = 262_144;

    /** Most packets fetched at once. */
    private static final int BATCH = 256;

    /** Room for a batch; one more packet of the longest kind always fits. */
    private static final int BUFFER = 2 * MAX_SNAP_LENGTH;

    /** How long libpcap may hold packets back to hand over more at once. */
    private static final int TIMEOUT_MILLIS = 100;

    /** PCAP_ERROR_NO_SUCH_DEVICE, PCAP_ERROR_PERM_DENIED and PCAP_ERROR_PROMISC_PERM_DENIED. */
    private static final int NO_SUCH_DEVICE = -5;

    private static final int PERMISSION_DENIED = -8;
    private static final int PROMISCUOUS_DENIED = -11;

    private final PcapHandle handle;
    private final Source source;
    private final long[] times = new long[BATCH];
    private final int[] offsets = new int[BATCH];
    private final int[] captured = new int[BATCH];
    private final int[] originals = new int[BATCH];
    private ByteBuf buffer = Unpooled.directBuffer(BUFFER, BUFFER);
    private int used;
    private int fetched;
    private int given;
    private long number;
    private long overrun;
    private volatile boolean stopped;

    /**
     * What happened to packets on their way.
     *
     * @param received that passed the filter
     * @param dropped by the kernel, because nobody took them in time
     * @param droppedByInterface by the interface or its driver
     */
    public record Statistics(long received, long dropped, long droppedByInterface) {}

    private Pcap4jSource(PcapHandle handle, Source source) {
        this.handle = handle;
        this.source = source;
    }

    /**
     * Starts to capture.
     *
     * @param name the interface
     * @param index number of this source in the run
     * @param snapLength bytes of a packet that are kept, 1 to {@link #MAX_SNAP_LENGTH}
     * @param promiscuous whether to see what is not addressed to this machine
     * @param filter expression for the kernel to filter by; empty for everything
     */
    public static Pcap4jSource open(String name, int index, int snapLength, boolean promiscuous, String filter)
            throws PcapException {
        if (snapLength < 1 || snapLength > MAX_SNAP_LENGTH) {
            throw new IllegalArgumentException("snap length " + snapLength);
        }
        try {
            PcapHandle handle = new PcapHandle.Builder(name)
                    .snaplen(snapLength)
                    .promiscuousMode(promiscuous ? PromiscuousMode.PROMISCUOUS : PromiscuousMode.NONPROMISCUOUS)
                    .timeoutMillis(TIMEOUT_MILLIS)
                    .timestampPrecision(PcapHandle.TimestampPrecision.NANO)
                    .build();
            setFilter(handle, filter);
            int linkType = BpfFilter.linkType(handle.getDlt().value());
            return new Pcap4jSource(handle, new Source(index, 0, "", name, linkType, snapLength));
        } catch (PcapNativeException e) {
            throw cannotOpen(name, e);
        } catch (LinkageError e) {
            throw PcapException.missing(e);
        }
    }

    private static void setFilter(PcapHandle handle, String filter) throws PcapException {
        if (filter.isBlank()) {
            return;
        }
        try {
            handle.setFilter(filter, BpfCompileMode.OPTIMIZE);
        } catch (PcapNativeException | NotOpenException e) {
            handle.close();
            throw new PcapException(
                    PcapException.Kind.BAD_FILTER, "filter \"" + filter + "\": " + words(e.getMessage()), e);
        }
    }

    @Override
    public boolean next(Frame into) throws IOException {
        while (given == fetched) {
            if (stopped || !fetch()) {
                return false;
            }
        }
        int i = given++;
        number++;
        into.set(buffer, offsets[i], captured[i], originals[i], times[i], number, source);
        return true;
    }

    /** Ends {@link #next}, at once where it waits. Any thread may call it. */
    public void stop() {
        stopped = true;
        try {
            handle.breakLoop();
        } catch (NotOpenException e) {
            // Closed already: then nobody waits.
        }
    }

    public Source source() {
        return source;
    }

    public Statistics statistics() throws PcapException {
        try {
            PcapStat stat = handle.getStats();
            return new Statistics(
                    stat.getNumPacketsReceived(),
                    stat.getNumPacketsDropped() + overrun,
                    stat.getNumPacketsDroppedByIf());
        } catch (PcapNativeException | NotOpenException e) {
            throw new PcapException(
                    PcapException.Kind.INTERFACE, source.interfaceName() + ": no statistics: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        handle.close();
        buffer.release();
    }

    /** Fetches the next packets, none where the time is up; false at the end. */
    private boolean fetch() throws PcapException {
        if (buffer.refCnt() > 1) {
            buffer.release();
            buffer = Unpooled.directBuffer(BUFFER, BUFFER);
        }
        used = 0;
        fetched = 0;
        given = 0;
        try {
            handle.dispatch(BATCH, this::take);
            return true;
        } catch (InterruptedException e) {
            return true; // pcap_breakloop: from take, because the buffer is full, or from stop
        } catch (PcapNativeException | NotOpenException e) {
            if (stopped) {
                return false;
            }
            throw new PcapException(
                    PcapException.Kind.INTERFACE, source.interfaceName() + ": " + words(e.getMessage()), e);
        }
    }

    private void take(byte[] packet) {
        if (fetched == BATCH || packet.length > BUFFER - used) {
            overrun++; // a libpcap that goes on after pcap_breakloop
            return;
        }
        Timestamp time = handle.getTimestamp();
        buffer.setBytes(used, packet);
        offsets[fetched] = used;
        captured[fetched] = packet.length;
        originals[fetched] = handle.getOriginalLength();
        times[fetched] = Math.floorDiv(time.getTime(), 1000L) * 1_000_000_000L + time.getNanos();
        used += packet.length;
        fetched++;
        if (BUFFER - used < MAX_SNAP_LENGTH && fetched < BATCH) {
            try {
                handle.breakLoop();
            } catch (NotOpenException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static PcapException cannotOpen(String name, PcapNativeException e) {
        int code = e.getReturnCode() == null ? 0 : e.getReturnCode();
        String message = words(e.getMessage());
        if (code == NO_SUCH_DEVICE || message.contains("No such device")) {
            return new PcapException(
                    PcapException.Kind.NO_SUCH_INTERFACE,
                    name + ": no such interface (\"doppelwatch interfaces\" lists them)",
                    e);
        }
        if (code == PERMISSION_DENIED || code == PROMISCUOUS_DENIED || message.contains("ermission")) {
            return new PcapException(
                    PcapException.Kind.NOT_PERMITTED,
                    name + ": not permitted to capture: run as root, or give java CAP_NET_RAW",
                    e);
        }
        return new PcapException(PcapException.Kind.INTERFACE, name + ": cannot capture: " + message, e);
    }

    private static String words(String message) {
        return message == null ? "" : message.lines().findFirst().orElse("");
    }
}
