// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.cli;

import io.doppelwatch.app.capture.Pcap4jSource;
import io.doppelwatch.app.capture.PcapException;
import io.doppelwatch.engine.capture.Frame;
import io.doppelwatch.engine.capture.FrameSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Several live interfaces as one source: a thread for each waits for its next frame and hands it over, in the order of
 * arrival. With one interface there is no thread and nothing is handed over.
 */
final class LiveSources implements FrameSource {
    private final List<Pcap4jSource> sources;
    private final List<Reader> readers = new ArrayList<>();
    private final BlockingQueue<Reader> ready;
    private @Nullable Reader current;
    private int reading;

    /** Pulls one interface; waits after each frame until it was read. */
    private final class Reader extends Thread {
        private final Pcap4jSource source;
        private final Frame frame = new Frame();
        private final Semaphore turn = new Semaphore(0);
        private boolean more;
        private @Nullable IOException failure;

        Reader(Pcap4jSource source) {
            super("capture " + source.source().interfaceName());
            this.source = source;
            setDaemon(true);
        }

        @Override
        public void run() {
            try {
                do {
                    try {
                        more = source.next(frame);
                    } catch (IOException e) {
                        more = false;
                        failure = e;
                    }
                    ready.put(this);
                    turn.acquire();
                } while (more);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    LiveSources(List<Pcap4jSource> sources) {
        this.sources = sources;
        this.ready = new ArrayBlockingQueue<>(sources.size());
        if (sources.size() > 1) {
            for (Pcap4jSource source : sources) {
                Reader reader = new Reader(source);
                readers.add(reader);
                reader.start();
            }
        }
        reading = readers.size();
    }

    /** Ends {@link #next} from any thread. */
    void stop() {
        sources.forEach(Pcap4jSource::stop);
    }

    @Override
    public boolean next(Frame into) throws IOException {
        if (readers.isEmpty()) {
            return sources.get(0).next(into);
        }
        try {
            while (reading > 0) {
                if (current != null) {
                    current.turn.release();
                    current = null;
                }
                Reader reader = ready.take();
                current = reader;
                if (reader.failure != null) {
                    throw reader.failure;
                }
                if (reader.more) {
                    Frame f = reader.frame;
                    into.set(f.data(), f.offset(), f.captured(), f.original(), f.timeNanos(), f.number(), f.source());
                    return true;
                }
                reading--;
            }
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** A line for each interface, as tcpdump says it. */
    List<String> statistics() {
        List<String> lines = new ArrayList<>();
        for (Pcap4jSource source : sources) {
            try {
                Pcap4jSource.Statistics s = source.statistics();
                lines.add(source.source().interfaceName() + ": " + s.received() + " packets received by filter, "
                        + s.dropped() + " dropped by kernel, " + s.droppedByInterface() + " dropped by interface");
            } catch (PcapException e) {
                lines.add(e.getMessage());
            }
        }
        return lines;
    }

    @Override
    public void close() {
        stop();
        readers.forEach(Thread::interrupt);
        for (Reader reader : readers) {
            try {
                reader.join(1_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        sources.forEach(Pcap4jSource::close);
    }
}
