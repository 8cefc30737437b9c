// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.judge;

import static io.doppelwatch.engine.judge.Scene.CLIENT_IP;
import static io.doppelwatch.engine.judge.Scene.EVIL;
import static io.doppelwatch.engine.judge.Scene.EVIL_IP;
import static io.doppelwatch.engine.judge.Scene.SECOND;
import static io.doppelwatch.engine.judge.Scene.SERVER;
import static io.doppelwatch.engine.judge.Scene.SERVER_IP;
import static io.doppelwatch.engine.judge.Scene.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.doppelwatch.craft.Dns;
import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.event.Incident;
import io.doppelwatch.engine.event.Severity;
import io.doppelwatch.engine.net.Mac;
import io.doppelwatch.engine.observe.DnsSeen;
import io.doppelwatch.engine.registry.CommandLine;
import io.doppelwatch.engine.registry.Layer;
import io.doppelwatch.engine.registry.RegistryEntry;
import io.doppelwatch.engine.registry.RegistrySeen;
import io.doppelwatch.engine.registry.Scope;
import io.doppelwatch.engine.registry.Target;
import io.doppelwatch.engine.trust.Trust;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What files say over time, and where it meets the wire; what they say at one time the audit's cases show. */
class RegistryRulesTest {
    private static final Layer LAYER = new Layer(List.of("Host"), Scope.USER, "", true, "");
    private static final int UDP = 17;

    private static RegistryEntry hub(long seconds, int line, String url) {
        return entry(seconds, line, Target.Remote.of(url));
    }

    private static RegistryEntry entry(long seconds, int line, Target target) {
        return new RegistryEntry(
                LAYER, "mcp.json", line, "servers", START + seconds * SECOND, "hub", List.of(target), true, "", false);
    }

    private static Target program(String... words) {
        return Target.Program.of(new CommandLine(words[0], List.of(words).subList(1, words.length)));
    }

    private static RegistrySeen seen(RegistryEntry... entries) {
        return new RegistrySeen(List.of(entries), List.of());
    }

    private static Trust trust(Trust.Change... changes) {
        Trust.Service service = new Trust.Service(
                "hub.corp.test",
                List.of(),
                List.of(new Trust.Cidr(SERVER_IP, 128)),
                List.of(443),
                List.of(),
                List.of(),
                List.of(),
                "hub",
                List.of(changes));
        return new Trust(List.of(service), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), Map.of());
    }

    private static Scene read(Scene scene, RegistrySeen... seen) {
        for (RegistrySeen s : seen) {
            scene.judge.registries(s);
        }
        return scene;
    }

    private static void ask(Scene scene, String name) {
        scene.observe(new DnsSeen(
                scene.where(Scene.CLIENT, SERVER, CLIENT_IP, 40_000, SERVER_IP, 53, UDP, 64, 1),
                Dns.query(0x4242, name, Dns.A).bytes()));
    }

    @Test
    void anEntryThatNowCallsAnotherServerIsAChangeThatNeedsAnExplanation() {
        Scene scene = read(
                new Scene(), seen(hub(0, 3, "https://hub.corp.test/mcp")), seen(hub(60, 3, "https://hub.example/mcp")));

        assertThat(scene.findings()).singleElement().satisfies(f -> {
            assertThat(f.rule().id()).isEqualTo("registry-entry-changed");
            assertThat(f.severity()).isEqualTo(Severity.MEDIUM);
            assertThat(f.expected()).isEqualTo("https://hub.corp.test/mcp");
            assertThat(f.observed()).isEqualTo("https://hub.example/mcp");
            assertThat(f.where().timeNanos()).isEqualTo(START + 60 * SECOND);
        });
    }

    @Test
    void anUpdateOfOneProgramIsLowAndANewEntryIsInfo() {
        Scene scene = read(
                new Scene(),
                seen(entry(0, 3, program("npx", "tool@1.0.0"))),
                seen(entry(60, 3, program("npx", "tool@1.1.0"))));
        assertThat(scene.findings()).extracting(Finding::severity).containsExactly(Severity.LOW);

        Scene added = read(new Scene(), seen(), seen(hub(60, 3, "https://hub.corp.test/mcp")));
        assertThat(added.findings()).extracting(Finding::severity).containsExactly(Severity.INFO);
    }

    @Test
    void whatDidNotChangeIsNotToldAgain() {
        RegistrySeen same = seen(hub(0, 3, "http://hub.corp.test/mcp"));
        Scene scene = read(new Scene(), same, same, seen(hub(900, 4, "http://hub.corp.test/mcp/")));

        assertThat(scene.findings()).extracting(f -> f.rule().id()).containsOnly("registry-cleartext");
        assertThat(scene.findings())
                .as("told again only where the line is another")
                .hasSize(2);
    }

    @Test
    void anAnnouncedChangeIsNoFindingAndIsListed() {
        Trust.Change window = new Trust.Change(START, START + 3600 * SECOND, List.of("address"), "planned move");
        Scene scene = read(
                new Scene(trust(window)),
                seen(hub(0, 3, "https://hub.corp.test/mcp")),
                seen(hub(60, 3, "https://hub.example/mcp")));

        assertThat(scene.findings()).isEmpty();
        assertThat(scene.judge.windows())
                .singleElement()
                .satisfies(w -> assertThat(w.note()).isEqualTo("planned move"));

        Scene later = read(
                new Scene(trust(window)),
                seen(hub(0, 3, "https://hub.corp.test/mcp")),
                seen(hub(7200, 3, "https://hub.example/mcp")));
        assertThat(later.findings())
                .extracting(f -> f.rule().id())
                .containsExactly("registry-trusted-name-elsewhere", "registry-entry-changed");
    }

    @Test
    void aDoubleRegistrationAndTheFirstQuestionForItMeetInOneIncident() {
        Scene scene =
                read(new Scene(), seen(hub(0, 3, "https://hub.corp.test/mcp"), hub(0, 4, "https://hub.example/mcp")));
        scene.after(5);
        ask(scene, "HUB.example");
        ask(scene, "hub.corp.test");
        scene.end();

        assertThat(scene.findings())
                .extracting(f -> f.rule().id())
                .containsExactly("registry-duplicate-key", "registry-entry-used");
        Incident incident = scene.judge.incidents().get(0);
        assertThat(scene.judge.incidents()).hasSize(1);
        assertThat(incident.severity())
                .as("that it is used adds nothing to why it is in doubt")
                .isEqualTo(Severity.MEDIUM);
        assertThat(incident.subject()).isEqualTo("mcp:hub");
        assertThat(incident.victims()).containsExactly(CLIENT_IP);
        assertThat(incident.phases()).containsExactly(Incident.Phase.PREPARATION, Incident.Phase.CONNECTION);
        assertThat(incident.actions()).anyMatch(a -> a.contains("mcp.json line 4"));
    }

    @Test
    void aRegisteredImpostorAndHisHandshakeAreOneIncident() {
        Scene scene = read(new Scene(trust()), seen(hub(0, 3, "https://10.77.0.66/mcp")));
        scene.after(5);
        new Tls(scene, CLIENT_IP, 50_000, EVIL_IP, EVIL).clientHello("").serverHello(Tls.TLS_1_3);
        scene.end();

        assertThat(scene.findings())
                .extracting(f -> f.rule().id())
                .containsExactly("registry-trusted-name-elsewhere", "registry-bare-address", "registry-entry-used");
        assertThat(scene.judge.incidents()).singleElement().satisfies(i -> {
            assertThat(i.severity()).isEqualTo(Severity.HIGH);
            assertThat(i.subject()).isEqualTo("name:hub.corp.test");
        });
    }

    @Test
    void anEntryThatIsOnlyNotPinnedIsNotLookedForOnTheWire() {
        Scene scene = read(new Scene(), seen(hub(0, 3, "http://hub.example/mcp")));
        ask(scene, "hub.example");

        assertThat(scene.findings()).extracting(f -> f.rule().id()).containsExactly("registry-cleartext");
        assertThat(scene.findings().get(0).attacker().mac()).isEqualTo(Mac.NONE);
    }
}
