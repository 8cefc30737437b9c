// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Our own captures: what is found in them is what really happened, and what the README shows is what is printed. */
class SampleCapturesTest {
    /** As {@code score} allows: a finding may come so many seconds after the attack's end. */
    private static final double GRACE = 5;

    private static final DateTimeFormatter EVE_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss[.SSSSSS]Z");

    private final Path root = Path.of(System.getProperty("doppelwatch.root", "../.."));
    private final ObjectMapper json = new ObjectMapper();

    @TempDir
    Path out;

    /** What a finding says, as far as the truth is about it. */
    private record Found(double time, String rule, String subject, String mac, String ip) {}

    /** Whose key and address are right only a trust file says; all else is seen to contradict what came before. */
    @Test
    void withoutATrustFileEveryAttackButTheOneOnThePinIsFound() throws IOException {
        List<Found> findings = findings("impersonation", false);
        for (JsonNode attack : attacks()) {
            if (!rules(attack).contains("tls-pin-mismatch")) {
                assertThat(findings).as(attack.toString()).anyMatch(found -> detects(found, attack));
            }
        }
    }

    @Test
    void withTheTrustFileEveryAttackIsFoundByItsRuleUnderItsName() throws IOException {
        List<Found> findings = findings("impersonation", true);
        for (JsonNode attack : attacks()) {
            assertThat(findings)
                    .as(attack.toString())
                    .anyMatch(found -> detects(found, attack)
                            && rules(attack).contains(found.rule)
                            && found.subject.equals(attack.get("subject").asText()));
        }
    }

    @Test
    void nothingBeforeTheFirstAttackIsCalledAnAttack() throws IOException {
        double first = attacks().get(0).get("start").asDouble();
        assertThat(findings("impersonation", false)).allMatch(found -> found.time >= first);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anOrdinaryDayHasNoFindingThatNeedsAnExplanation(boolean trust) throws IOException {
        assertThat(findings("ordinary-day", trust)).isEmpty();
    }

    @Test
    void whereTheTrustFileDeclaresTheFailOverAnOrdinaryDayHasNoFindingAtAll() {
        assertThat(replay("ordinary-day", true)).contains("No findings.");
    }

    /** It begins with what was seen first, and is about the name that was impersonated. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theImpersonationIsOneIncidentThatBeganByArp(boolean trust) throws IOException {
        replay("impersonation", trust);
        JsonNode incidents = json.readTree(out.resolve("incidents.json").toFile());
        assertThat(incidents).hasSize(1);
        JsonNode incident = incidents.get(0);
        assertThat(incident.get("subject").asText()).isEqualTo("name:analytics-hub.corp.test");
        assertThat(incident.get("initial_vector").asText()).contains("10.77.0.1 ", "02:00:00:00:00:66");
        assertThat(incident.at("/timeline/0/what").asText())
                .isEqualTo("unasked reply to 10.77.0.21: 10.77.0.1 is at 02:00:00:00:00:66");
    }

    @ParameterizedTest
    @CsvSource({
        "vlans,            4, 3, 0, 3",
        "vxlan,            2, 1, 0, 1",
        "erspan,           2, 1, 0, 1",
        "fragments,        0, 3, 0, 0",
        "tls-out-of-order, 0, 0, 0, 4",
        "dns-over-tcp,     0, 3, 2, 0",
    })
    void whatIsCarriedIsSeenWhateverCarriesIt(
            String capture, int arpReplies, int dnsResponses, int dnsByTcp, int certificates) throws IOException {
        replay(capture, false);
        JsonNode counts = json.readTree(out.resolve("summary.json").toFile()).at("/total/counts");
        assertThat(counts.path("arp_reply").asInt()).as("ARP replies").isEqualTo(arpReplies);
        assertThat(counts.path("dns_response").asInt()).as("DNS responses").isEqualTo(dnsResponses);
        assertThat(counts.path("dns_tcp_response").asInt())
                .as("of these by TCP")
                .isEqualTo(dnsByTcp);
        assertThat(counts.path("certificate").asInt()).as("certificates").isEqualTo(certificates);
    }

    /** Lines of the README's output block, in order; an ellipsis stands for what is left out. */
    @Test
    void theReadmeShowsWhatIsPrinted() throws IOException {
        String readme = Files.readString(root.resolve("README.md"));
        int marker = readme.indexOf("checked against the program's output");
        int from = readme.indexOf("```\n", marker) + 4;
        List<String> shown = readme.substring(from, readme.indexOf("```", from))
                .lines()
                .map(line -> line.replaceAll("\\s*…$", "").strip())
                .filter(line -> !line.isEmpty())
                .toList();
        String printed = replay("impersonation", false).replace(root + "/", "");
        assertThat(shown).hasSizeGreaterThan(10);
        assertThat(printed).containsSubsequence(shown);
    }

    private JsonNode attacks() throws IOException {
        return json.readTree(pcaps("impersonation.truth.json").toFile()).get("attacks");
    }

    private static List<String> rules(JsonNode attack) {
        List<String> rules = new ArrayList<>();
        attack.get("rules").forEach(rule -> rules.add(rule.asText()));
        return rules;
    }

    private static boolean detects(Found found, JsonNode attack) {
        return found.time >= attack.get("start").asDouble()
                && found.time <= attack.get("end").asDouble() + GRACE
                && (found.subject.equals(attack.get("subject").asText())
                        || found.mac.equals(attack.at("/attacker/mac").asText())
                        || found.ip.equals(attack.at("/attacker/ip").asText()));
    }

    /** Alerts of medium severity and above. */
    private List<Found> findings(String capture, boolean trust) throws IOException {
        replay(capture, trust);
        List<Found> findings = new ArrayList<>();
        for (String line : Files.readAllLines(out.resolve("eve.json"))) {
            JsonNode event = json.readTree(line);
            if (event.get("event_type").asText().equals("alert")
                    && event.at("/alert/severity").asInt() <= 2) {
                OffsetDateTime time =
                        OffsetDateTime.parse(event.get("timestamp").asText(), EVE_TIME);
                JsonNode own = event.get("doppelwatch");
                findings.add(new Found(
                        time.toEpochSecond() + time.getNano() / 1e9,
                        own.get("rule").asText(),
                        own.get("subject").asText(),
                        own.at("/attacker/mac").asText(),
                        own.at("/attacker/ip").asText()));
            }
        }
        return findings;
    }

    private String replay(String capture, boolean trust) {
        List<String> arguments =
                new ArrayList<>(List.of("replay", pcaps(capture + ".pcapng").toString(), "-o", out.toString()));
        if (trust) {
            arguments.addAll(List.of("-t", pcaps(capture + ".trust.yaml").toString()));
        }
        Program.Result result = Program.run(arguments.toArray(String[]::new));
        assertThat(result.status()).as(result.err()).isZero();
        return result.out();
    }

    private Path pcaps(String file) {
        return root.resolve("pcaps").resolve(file);
    }
}
