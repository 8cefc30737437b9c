// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.score;

import io.doppelwatch.engine.event.Severity;
import java.io.BufferedReader;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads the findings out of EVE lines, one at a time. */
public final class EveFindings {
    /** As Suricata writes it, and as others do: any fraction, {@code +0000}, {@code +00:00} or {@code Z}. */
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .appendPattern("yyyy-MM-dd'T'HH:mm:ss")
            .optionalStart()
            .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
            .optionalEnd()
            .optionalStart()
            .appendOffset("+HH:MM", "Z")
            .optionalEnd()
            .optionalStart()
            .appendOffset("+HHMM", "Z")
            .optionalEnd()
            .toFormatter();

    /** An alert of ours has 16 packets of evidence at most; a longer line is none. */
    private static final int LONGEST_LINE = 1 << 20;

    private final String name;
    private long lines;
    private long others;

    /** @param name of the file, for messages */
    public EveFindings(String name) {
        this.name = name;
    }

    /** Alerts that are not ours: they say no subject and no attacker, and are left out. */
    public long others() {
        return others;
    }

    /**
     * Reads to the end.
     *
     * @throws BadInput where a line is no EVE event
     */
    public void read(BufferedReader in, Consumer<FindingSeen> found) throws IOException, BadInput {
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            lines++;
            if (!line.isBlank()) {
                Optional<FindingSeen> finding = finding(line);
                finding.ifPresent(found);
            }
        }
        if (lines == 0) {
            throw new BadInput(name, "it is empty: EVE of a run ends with its stats");
        }
    }

    private Optional<FindingSeen> finding(String line) throws BadInput {
        String where = name + ": line " + lines;
        if (line.length() > LONGEST_LINE) {
            throw new BadInput(where, "longer than any EVE event");
        }
        Map<String, @Nullable Object> event = JsonText.object(line, where);
        String type = Field.text(event, "event_type", where);
        if (type.isEmpty()) {
            throw new BadInput(where, "no event_type: is this EVE?");
        }
        if (!type.equals("alert")) {
            return Optional.empty();
        }
        Map<String, @Nullable Object> own = Field.object(event, "doppelwatch", where);
        if (own.isEmpty()) {
            others++;
            return Optional.empty();
        }
        String timestamp = Field.text(event, "timestamp", where);
        Map<String, @Nullable Object> attacker = Field.object(own, "attacker", where);
        return Optional.of(new FindingSeen(
                timestamp,
                micros(timestamp, where),
                Field.text(own, "rule", where),
                severity(Field.text(own, "severity", where), where),
                Field.subject(Field.text(own, "subject", where)),
                Field.address(Field.text(attacker, "mac", where)),
                Field.address(Field.text(attacker, "ip", where)),
                Field.text(Field.object(event, "alert", where), "signature", where),
                Field.text(own, "incident", where)));
    }

    private static long micros(String timestamp, String where) throws BadInput {
        try {
            OffsetDateTime time = OffsetDateTime.parse(timestamp, TIME);
            return time.toEpochSecond() * 1_000_000 + time.getNano() / 1_000;
        } catch (DateTimeException e) {
            throw new BadInput(where, "no time in timestamp '" + timestamp + "'");
        }
    }

    private static Severity severity(String text, String where) throws BadInput {
        for (Severity severity : Severity.values()) {
            if (severity.text().equals(text)) {
                return severity;
            }
        }
        throw new BadInput(where, "there is no severity '" + text + "'");
    }
}
