// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.craft;

import java.util.ArrayList;
import java.util.List;

/**
 * What two ends of a TLS connection said, as records, in order.
 *
 * <p>Its text form, one flight a line ({@code >} client to server, {@code <} back, then hexadecimal), keeps a
 * conversation that {@link TlsRecorder} once recorded, so that captures made from it are the same bytes every time.
 */
public record TlsTalk(List<Flight> flights) {
    public TlsTalk {
        flights = List.copyOf(flights);
    }

    /** Bytes that one end sends before it waits for the other. */
    @SuppressWarnings("ArrayRecordComponent") // compared nowhere
    public record Flight(boolean fromClient, byte[] bytes) {}

    public static TlsTalk parse(String text) {
        List<Flight> flights = new ArrayList<>();
        for (String line : text.lines().toList()) {
            if (!line.isBlank() && line.charAt(0) != '#') {
                flights.add(new Flight(line.charAt(0) == '>', Bytes.hex(line.substring(1))));
            }
        }
        return new TlsTalk(flights);
    }

    public String text() {
        StringBuilder s = new StringBuilder();
        for (Flight flight : flights) {
            s.append(flight.fromClient() ? "> " : "< ")
                    .append(Bytes.hex(flight.bytes()))
                    .append('\n');
        }
        return s.toString();
    }

    /** Says it all in a conversation that is open. */
    public void in(TcpTalk tcp) {
        flights.forEach(flight -> tcp.say(flight.fromClient(), flight.bytes()));
    }

    /** All bytes of one direction. */
    public byte[] bytes(boolean fromClient) {
        Bytes all = new Bytes();
        flights.stream().filter(f -> f.fromClient() == fromClient).forEach(f -> all.put(f.bytes()));
        return all.toArray();
    }

    /** The same, with every handshake record of the server cut into records of at most {@code length} bytes. */
    public TlsTalk withServerRecordsOf(int length) {
        return new TlsTalk(flights.stream()
                .map(f -> f.fromClient() ? f : new Flight(false, cut(f.bytes(), length)))
                .toList());
    }

    private static byte[] cut(byte[] records, int length) {
        Bytes out = new Bytes();
        int at = 0;
        while (at + 5 <= records.length) {
            int end = at + 5 + ((records[at + 3] & 0xff) << 8 | records[at + 4] & 0xff);
            // Only handshake messages, 22, may be cut (RFC 8446, 5.1); an encrypted Finished after
            // ChangeCipherSpec is shorter than any length worth cutting to.
            int step = records[at] == 22 && end - at - 5 > 64 ? length : 1 << 14;
            for (int from = at + 5; from < end; from += step) {
                byte[] piece = Bytes.slice(records, from, Math.min(end, from + step));
                out.put(records[at], records[at + 1], records[at + 2])
                        .u16(piece.length)
                        .put(piece);
            }
            at = end;
        }
        return out.toArray();
    }
}
