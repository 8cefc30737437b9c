// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.captures;

import io.doppelwatch.app.config.ConfigFiles;
import io.doppelwatch.app.config.InvalidFile;
import io.doppelwatch.engine.capture.Captures;
import io.doppelwatch.engine.capture.Frame;
import io.doppelwatch.engine.capture.FrameSource;
import io.doppelwatch.engine.capture.Source;
import io.doppelwatch.engine.event.Event;
import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.event.RuleInfo;
import io.doppelwatch.engine.pipeline.Sensor;
import io.doppelwatch.engine.rules.Rules;
import io.doppelwatch.engine.trust.Trust;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The packets of a capture in memory, to be judged as they are or as a mirror port might have shown them. */
record Packets(List<Packet> list) {

    /** An Ethernet frame and when it was seen. */
    @SuppressWarnings("ArrayRecordComponent") // compared nowhere
    record Packet(long timeNanos, byte[] frame) {}

    static Packets read(Path file) {
        List<Packet> list = new ArrayList<>();
        try (Captures captures = Captures.find(List.of(file.toString()));
                FrameSource source = captures.merged()) {
            Frame frame = new Frame();
            while (source.next(frame)) {
                byte[] bytes = new byte[frame.captured()];
                frame.data().getBytes(frame.offset(), bytes);
                list.add(new Packet(frame.timeNanos(), bytes));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Packets(list);
    }

    /** The trust file beside a capture, where there is one. */
    static Trust trust(Path file) {
        if (!Files.exists(file)) {
            return Trust.EMPTY;
        }
        try {
            return ConfigFiles.trust(
                    file, Rules.all().stream().map(RuleInfo::id).collect(Collectors.toSet()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InvalidFile e) {
            throw new IllegalStateException(e.mistakes().toString(), e);
        }
    }

    /** What a sensor with fresh state finds. */
    List<Finding> judged(Trust trust) {
        List<Finding> found = new ArrayList<>();
        Sensor sensor = new Sensor(trust, 1, event -> {
            if (event instanceof Event.Alert alert) {
                found.add(alert.finding());
            }
        });
        try (FrameSource source = source()) {
            sensor.run(source, frame -> {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return found;
    }

    private FrameSource source() {
        Source span = new Source(0, 0, "", "span0", 1, 0);
        return new FrameSource() {
            private int next;

            @Override
            public boolean next(Frame into) {
                if (next == list.size()) {
                    return false;
                }
                Packet p = list.get(next++);
                ByteBuf data = Unpooled.wrappedBuffer(p.frame);
                into.set(data, 0, p.frame.length, p.frame.length, p.timeNanos, next, span);
                return true;
            }

            @Override
            public void close() {}
        };
    }
}
