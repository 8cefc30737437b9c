// SPDX-License-Identifier: Apache-2.0

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Writes a capture for scripts/bench: {@code java BenchCapture.java mixed|heavy BYTES HANDSHAKES OUT.pcap}.
 *
 * <p>Mixed, by packets: 66% full TCP segments of 2,048 flows, 14% bare acknowledgements, 12% DNS questions and answers for
 * 4,096 names, 4% packets of TLS handshakes (real ones, from the recordings the folder HANDSHAKES holds), 3% ARP, 1%
 * other UDP. Heavy: only DNS, ARP and handshakes, in that proportion. The same arguments give the same bytes.
 */
public final class BenchCapture {
    private static final int FLOWS = 2048;
    private static final int NAMES = 4096;
    private static final int SYN = 0x02;
    private static final int PSH_ACK = 0x18;
    private static final int ACK = 0x10;

    /** Bytes that one side of a recorded handshake sends. */
    private record Flight(boolean fromClient, byte[] bytes) {}

    private final SplittableRandom random = new SplittableRandom(77);
    private final OutputStream out;
    private final byte[] frame = new byte[1514];
    private final byte[] noise = new byte[1 << 16];
    private final long[] next = new long[2 * FLOWS];
    private final List<List<Flight>> handshakes;
    private long written;
    private long packets;
    private long micros = 1_795_507_200_000_000L;
    private int conversation;

    private BenchCapture(OutputStream out, List<List<Flight>> handshakes) {
        this.out = out;
        this.handshakes = handshakes;
        random.nextBytes(noise);
        for (int i = 0; i < next.length; i++) {
            next[i] = random.nextInt() & 0xffff_ffffL;
        }
    }

    public static void main(String[] arguments) throws IOException {
        boolean heavy = arguments[0].equals("heavy");
        long size = Long.parseLong(arguments[1]);
        List<List<Flight>> handshakes = read(Path.of(arguments[2]));
        try (OutputStream file = Files.newOutputStream(Path.of(arguments[3]))) {
            BenchCapture capture =
                    new BenchCapture(new java.io.BufferedOutputStream(file, 1 << 20), handshakes);
            capture.write(heavy, size);
            System.out.println(capture.packets);
        }
    }

    private static List<List<Flight>> read(Path folder) throws IOException {
        List<List<Flight>> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".tls")).sorted().toList()) {
                List<Flight> flights = new ArrayList<>();
                for (String line : Files.readAllLines(file)) {
                    if (!line.startsWith("#")) {
                        byte[] bytes = HexFormat.of().parseHex(line.substring(2));
                        flights.add(new Flight(line.charAt(0) == '>', bytes));
                    }
                }
                all.add(flights);
            }
        }
        return all;
    }

    private void write(boolean heavy, long size) throws IOException {
        byte[] header = new byte[24];
        le32(header, 0, 0xa1b2c3d4);
        header[4] = 2;
        header[6] = 4;
        le32(header, 16, 262_144);
        header[20] = 1;
        out.write(header);
        written = header.length;
        while (written < size) {
            // Of 100 packets; a question brings its answer and a handshake about a dozen segments.
            int dice = heavy ? 80 + random.nextInt(19) : random.nextInt(100);
            if (dice < 66) {
                segment();
            } else if (dice < 80) {
                acknowledgement();
            } else if (dice < 92) {
                if (random.nextBoolean()) {
                    lookUp();
                }
            } else if (dice < 96) {
                if (random.nextInt(16) == 0) {
                    handshake();
                }
            } else if (dice < 99) {
                arp();
            } else {
                otherUdp();
            }
        }
        out.flush();
    }

    private void segment() throws IOException {
        int flow = random.nextInt(FLOWS);
        boolean up = (flow & 3) == 0;
        tcp(flow, up, ACK, noise, random.nextInt(noise.length - 1460), 1460);
    }

    private void acknowledgement() throws IOException {
        int flow = random.nextInt(FLOWS);
        tcp(flow, (flow & 3) != 0, ACK, noise, 0, 0);
    }

    /** A long flow: client 10.1.x.y, server 10.2.x.y port 7077. */
    private void tcp(int flow, boolean up, int flags, byte[] data, int from, int length) throws IOException {
        int client = 0x0a010000 + flow / 8 + 10;
        int server = 0x0a020000 + flow % 61 + 10;
        tcp(client, 20_000 + flow, server, 7077, up, flow, flags, data, from, length);
    }

    private void tcp(
            int client, int clientPort, int server, int serverPort, boolean up, int sequences,
            int flags, byte[] data, int from, int length) throws IOException {
        int at = ip(up ? client : server, up ? server : client, 6, 20 + length);
        u16(at, up ? clientPort : serverPort);
        u16(at + 2, up ? serverPort : clientPort);
        int mine = 2 * sequences + (up ? 0 : 1);
        int other = 2 * sequences + (up ? 1 : 0);
        u32(at + 4, next[mine]);
        u32(at + 8, (flags & ACK) == 0 ? 0 : next[other]);
        frame[at + 12] = 0x50;
        frame[at + 13] = (byte) flags;
        u16(at + 14, 64_240);
        u32(at + 16, 0);
        System.arraycopy(data, from, frame, at + 20, length);
        next[mine] += length + ((flags & SYN) != 0 ? 1 : 0);
        emit(Math.max(60, at + 20 + length));
    }

    private void handshake() throws IOException {
        List<Flight> flights = handshakes.get(random.nextInt(handshakes.size()));
        // The last pair of sequence numbers serves all handshakes in turn: they do not overlap.
        int slot = FLOWS - 1;
        conversation++;
        int client = 0x0a010000 + random.nextInt(4096) + 10;
        int server = 0x0a020000 + random.nextInt(512) + 10;
        int port = 32_768 + conversation % 28_000;
        tcp(client, port, server, 443, true, slot, SYN, noise, 0, 0);
        tcp(client, port, server, 443, false, slot, SYN | ACK, noise, 0, 0);
        tcp(client, port, server, 443, true, slot, ACK, noise, 0, 0);
        for (Flight flight : flights) {
            byte[] bytes = flight.bytes();
            if (bytes.length > 43 && bytes[0] == 22 && bytes[5] <= 2) {
                bytes = bytes.clone();
                for (int i = 11; i < 43; i++) {
                    bytes[i] = (byte) random.nextInt(); // the random of either hello
                }
            }
            for (int from = 0; from < bytes.length; from += 1460) {
                int length = Math.min(1460, bytes.length - from);
                tcp(client, port, server, 443, flight.fromClient(), slot, PSH_ACK, bytes, from, length);
            }
            tcp(client, port, server, 443, !flight.fromClient(), slot, ACK, noise, 0, 0);
        }
        tcp(client, port, server, 443, true, slot, ACK | 1, noise, 0, 0);
        next[2 * slot]++;
        tcp(client, port, server, 443, false, slot, ACK | 1, noise, 0, 0);
        next[2 * slot + 1]++;
    }

    private void lookUp() throws IOException {
        int name = random.nextInt(NAMES);
        int client = 0x0a010000 + random.nextInt(4096) + 10;
        int resolver = 0x0a000035;
        int id = random.nextInt(1 << 16);
        int port = 32_768 + random.nextInt(28_000);
        int type = random.nextInt(4) == 0 ? 28 : 1;
        udp(client, port, resolver, 53, dns(id, 0x0100, name, type, 0));
        udp(resolver, 53, client, port, dns(id, 0x8180, name, type, 1 + name % 4));
    }

    private static byte[] dns(int id, int flags, int name, int type, int answers) {
        String host = "host" + name;
        byte[] labels = ((char) host.length() + host + "\3www\5zone" + name % 10 + "\7example\4test")
                .getBytes(StandardCharsets.ISO_8859_1);
        int dataLength = type == 1 ? 4 : 16;
        byte[] message = new byte[12 + labels.length + 1 + 4 + answers * (12 + dataLength)];
        put16(message, 0, id);
        put16(message, 2, flags);
        put16(message, 4, 1);
        put16(message, 6, answers);
        System.arraycopy(labels, 0, message, 12, labels.length);
        int at = 12 + labels.length + 1;
        put16(message, at, type);
        put16(message, at + 2, 1);
        at += 4;
        for (int i = 0; i < answers; i++) {
            put16(message, at, 0xc00c);
            put16(message, at + 2, type);
            put16(message, at + 4, 1);
            put16(message, at + 8, 300);
            put16(message, at + 10, dataLength);
            // Each name has its own addresses and keeps them: nothing here is an attack.
            message[at + 12] = (byte) (type == 1 ? 10 : 0xfd);
            message[at + 13] = 2;
            put16(message, at + 12 + dataLength - 2, name * 4 + i);
            at += 12 + dataLength;
        }
        return message;
    }

    private void otherUdp() throws IOException {
        int flow = random.nextInt(FLOWS);
        int length = 40 + random.nextInt(1200);
        byte[] data = Arrays.copyOfRange(noise, flow, flow + length);
        udp(0x0a010000 + flow + 10, 40_000 + flow, 0x0a030000 + flow % 97 + 10, 9999, data);
    }

    private void udp(int source, int sourcePort, int destination, int destinationPort, byte[] data) throws IOException {
        int at = ip(source, destination, 17, 8 + data.length);
        u16(at, sourcePort);
        u16(at + 2, destinationPort);
        u16(at + 4, 8 + data.length);
        u16(at + 6, 0);
        System.arraycopy(data, 0, frame, at + 8, data.length);
        emit(Math.max(60, at + 8 + data.length));
    }

    private void arp() throws IOException {
        int asker = 0x0a010000 + random.nextInt(4096) + 10;
        int owner = 0x0a010000 + random.nextInt(4096) + 10;
        arp(asker, owner, 1);
        arp(owner, asker, 2);
    }

    private void arp(int sender, int target, int operation) throws IOException {
        mac(0, operation == 1 ? -1 : target);
        mac(6, sender);
        u16(12, 0x0806);
        u32(14, 0x00010800L);
        u16(18, 0x0604);
        u16(20, operation);
        mac(22, sender);
        u32(28, sender);
        mac(32, operation == 1 ? 0 : target);
        u32(38, target);
        Arrays.fill(frame, 42, 60, (byte) 0);
        emit(60);
    }

    /** Writes Ethernet and IPv4 and gives the index behind them. */
    private int ip(int source, int destination, int protocol, int length) {
        mac(0, destination);
        mac(6, source);
        u16(12, 0x0800);
        frame[14] = 0x45;
        frame[15] = 0;
        u16(16, 20 + length);
        u16(18, (int) packets);
        u16(20, 0x4000);
        frame[22] = 64;
        frame[23] = (byte) protocol;
        u16(24, 0);
        u32(26, source);
        u32(30, destination);
        int sum = 0;
        for (int i = 14; i < 34; i += 2) {
            sum += (frame[i] & 0xff) << 8 | frame[i + 1] & 0xff;
        }
        sum = (sum & 0xffff) + (sum >>> 16);
        u16(24, ~(sum + (sum >>> 16)));
        Arrays.fill(frame, 34, 60, (byte) 0);
        return 34;
    }

    /** The MAC of a host follows from its address; 0 is nobody, -1 everybody. */
    private void mac(int at, int host) {
        if (host == 0 || host == -1) {
            Arrays.fill(frame, at, at + 6, (byte) host);
        } else {
            u16(at, 0x0200);
            u32(at + 2, host);
        }
    }

    private void emit(int length) throws IOException {
        byte[] header = new byte[16];
        micros += 5 + random.nextInt(10);
        le32(header, 0, (int) (micros / 1_000_000));
        le32(header, 4, (int) (micros % 1_000_000));
        le32(header, 8, length);
        le32(header, 12, length);
        out.write(header);
        out.write(frame, 0, length);
        written += 16 + length;
        packets++;
    }

    private void u16(int at, int value) {
        put16(frame, at, value);
    }

    private void u32(int at, long value) {
        put16(frame, at, (int) (value >>> 16));
        put16(frame, at + 2, (int) value);
    }

    private static void put16(byte[] bytes, int at, int value) {
        bytes[at] = (byte) (value >>> 8);
        bytes[at + 1] = (byte) value;
    }

    private static void le32(byte[] bytes, int at, int value) {
        for (int i = 0; i < 4; i++) {
            bytes[at + i] = (byte) (value >>> 8 * i);
        }
    }
}
