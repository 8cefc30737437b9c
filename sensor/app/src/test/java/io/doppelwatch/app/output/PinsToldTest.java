// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.doppelwatch.engine.event.CertificateView;
import io.doppelwatch.engine.event.Event;
import io.doppelwatch.engine.event.PinCoverage;
import io.doppelwatch.engine.event.PinVerdict;
import io.doppelwatch.engine.event.TlsSession;
import io.doppelwatch.engine.event.WindowUse;
import io.doppelwatch.engine.net.Path;
import io.doppelwatch.engine.observe.ClientHelloSeen;
import io.doppelwatch.engine.observe.Where;
import io.doppelwatch.engine.stats.Counters;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Verdicts on pins in EVE, coverage in stats and in the summary. */
class PinsToldTest {
    private static final Where WHERE =
            Wheres.file(7, Wheres.NOON, Path.NONE, "10.77.0.21", 50_000, "10.77.0.10", 443, 6);
    private static final Event.Stats STATS = new Event.Stats(
            Wheres.NOON,
            250,
            new Counters(),
            List.of(
                    new PinCoverage("hub.corp.test", 1_205, 1_200, 1, Map.of(CertificateView.ENCRYPTED, 4L)),
                    new PinCoverage("a.test", 0, 0, 0, Map.of())),
            List.of(new WindowUse(
                    "hub.corp.test", "certificate", "shown at 10.77.0.10: sha256/AAA=", "cutover", 0, 1, WHERE, 2)));

    @Test
    void theVerdictStandsBesideTheHandshake() throws Exception {
        TlsSession session = new TlsSession(WHERE, new ClientHelloSeen(WHERE, new byte[0]), null, null, null);
        PinVerdict verdict =
                new PinVerdict("hub.corp.test", PinVerdict.State.NOT_OBSERVABLE, CertificateView.ENCRYPTED, "", "");
        String line = EveWriterTest.lines(new Event.Tls(session, verdict)).get(0);

        assertThat(EveSchema.load().errors(line)).isEmpty();
        JsonNode pin = EveSchema.parse(line).get("doppelwatch").get("pin");
        assertThat(pin.toString())
                .isEqualTo("{\"service\":\"hub.corp.test\",\"verdict\":\"not observable\",\"reason\":\"encrypted\"}");
    }

    @Test
    void statsSayHowMuchWasSeenOfEachServiceAndWhichWindowsWereUsed() throws Exception {
        String line = EveWriterTest.lines(STATS).get(0);

        assertThat(EveSchema.load().errors(line)).isEmpty();
        JsonNode ours = EveSchema.parse(line).get("doppelwatch");
        assertThat(ours.get("pinned_services").get(0).toString())
                .isEqualTo("{\"service\":\"hub.corp.test\",\"sessions\":1205,\"match\":1200,\"mismatch\":1,"
                        + "\"not_observable\":{\"encrypted\":4}}");
        assertThat(ours.get("change_windows").get(0).get("note").asText()).isEqualTo("cutover");
        assertThat(ours.get("change_windows").get(0).get("times").asInt()).isEqualTo(2);
    }

    @Test
    void theSummaryHasATableOfThem() {
        Tally tally = new Tally(false);
        tally.accept(STATS);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new TerminalSummary(new PrintStream(out, true, StandardCharsets.UTF_8), false, 0)
                .print(new Reading(false, List.of(), List.of(), 1, 1, Wheres.NOON, Wheres.NOON), tally, List.of());

        assertThat(out.toString(StandardCharsets.UTF_8)).contains("""
                Pins              sessions    match mismatch   not observable
                  hub.corp.test      1,205    1,200        1   4 (4 encrypted)
                  a.test                 0        0        0   0
                Change window "cutover" of hub.corp.test allowed the certificate 2 times: shown at 10.77.0.10: sha256/AAA= (first in packet 7)
                """);
    }

    @Test
    void severalRunsAreAddedUp() {
        Tally tally = new Tally(false);
        tally.accept(STATS);
        tally.accept(STATS);

        assertThat(tally.pins().get(0))
                .isEqualTo(new PinCoverage("hub.corp.test", 2_410, 2_400, 2, Map.of(CertificateView.ENCRYPTED, 8L)));
    }
}
