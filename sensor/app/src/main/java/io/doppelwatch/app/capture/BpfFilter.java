// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.capture;

import io.doppelwatch.engine.capture.Frame;
import io.doppelwatch.engine.capture.FrameFilter;
import io.doppelwatch.engine.capture.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A filter expression as tcpdump knows it, for frames of any link type: libpcap compiles it for each that occurs.
 *
 * <p>An expression can be right for one link type and make no sense for another ({@code ether host} on raw IP, {@code
 * type mgt} on Ethernet). It is wrong where it is right for none of the usual ones; frames of a link type for which it
 * makes no sense are not wanted, and {@link #senseless} names it.
 */
public final class BpfFilter implements FrameFilter {
    /** Ethernet first: its message is the one a person expects. Then raw IP, radiotap, PPP, loopback, SLL, SLL2. */
    private static final int[] USUAL = {1, 101, 127, 9, 0, 113, 276};

    private final LibPcap pcap;
    private final String expression;
    private final Map<Integer, Optional<BpfProgram>> programs = new TreeMap<>();
    private @Nullable Source source;
    private Optional<BpfProgram> program = Optional.empty();

    private BpfFilter(LibPcap pcap, String expression) {
        this.pcap = pcap;
        this.expression = expression;
    }

    /**
     * Loads libpcap and compiles.
     *
     * @param expression in the language of pcap-filter(7); empty for everything
     * @throws PcapException {@code BAD_FILTER} with libpcap's own message, or {@code LIBPCAP_MISSING}
     */
    public static BpfFilter compile(String expression) throws PcapException {
        return compile(expression, "pcap");
    }

    static BpfFilter compile(String expression, String library) throws PcapException {
        BpfFilter filter = new BpfFilter(LibPcap.load(library), expression);
        String first = "";
        for (int linkType : USUAL) {
            try {
                filter.programs.put(linkType, Optional.of(filter.pcap.compile(expression, dlt(linkType))));
                return filter;
            } catch (LibPcap.SyntaxException e) {
                first = first.isEmpty() ? e.getMessage() : first;
            }
        }
        throw new PcapException(PcapException.Kind.BAD_FILTER, "filter \"" + expression + "\": " + first);
    }

    @Override
    public boolean accepts(Frame frame) {
        if (frame.source() != source) {
            source = frame.source();
            program = programs.computeIfAbsent(source.linkType(), this::program);
        }
        return program.isPresent()
                && program.get().accepts(frame.data(), frame.offset(), frame.captured(), frame.original());
    }

    /** Link types (LINKTYPE_ values) that came and for which the expression makes no sense, in ascending order. */
    public List<Integer> senseless() {
        List<Integer> none = new ArrayList<>();
        programs.forEach((linkType, compiled) -> {
            if (compiled.isEmpty()) {
                none.add(linkType);
            }
        });
        return none;
    }

    private Optional<BpfProgram> program(int linkType) {
        try {
            return Optional.of(pcap.compile(expression, dlt(linkType)));
        } catch (LibPcap.SyntaxException e) {
            return Optional.empty();
        }
    }

    /** The value libpcap on Linux uses for a link type inside a program, where the one in files differs. */
    static int dlt(int linkType) {
        return switch (linkType) {
            case 100 -> 11; // ATM RFC 1483
            case 101 -> 12; // raw IP
            case 102 -> 15; // SLIP of BSD/OS
            case 103 -> 16; // PPP of BSD/OS
            case 106 -> 19; // classical IP over ATM
            default -> linkType;
        };
    }

    /** The other way round. */
    static int linkType(int dlt) {
        return switch (dlt) {
            case 11 -> 100;
            case 12 -> 101;
            case 15 -> 102;
            case 16 -> 103;
            case 19 -> 106;
            default -> dlt;
        };
    }
}
