// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.doppelwatch.app.output.EventType;
import io.doppelwatch.engine.budget.Budget;
import io.doppelwatch.engine.event.Severity;
import io.doppelwatch.engine.trust.Trust;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads settings and trust files. */
public final class ConfigFiles {
    /** Far more than a person writes; a wrong file named by mistake is not read to its end. */
    private static final int LARGEST = 4 << 20;

    private ConfigFiles() {}

    /** @throws InvalidFile with every mistake in it */
    public static Settings settings(Path file) throws IOException, InvalidFile {
        return checkSettings(file).orThrow();
    }

    /**
     * @param ruleIds every rule there is
     * @throws InvalidFile with every mistake in it
     */
    public static Trust trust(Path file, Set<String> ruleIds) throws IOException, InvalidFile {
        return checkTrust(file, ruleIds).orThrow();
    }

    /** Reads a settings file as far as it makes sense. */
    public static Checked<Settings> checkSettings(Path file) throws IOException {
        YamlTree tree = read(file);
        SchemaCheck.check(tree, "settings.schema.json");
        JsonNode root = tree.root();
        JsonNode capture = root.path("capture");
        JsonNode output = root.path("output");
        Path folder = file.toAbsolutePath().getParent();
        String trust = root.path("trust").asText("");
        String directory = output.path("directory").asText("");
        String eve = output.path("eve").asText("");
        Settings settings = new Settings(
                trust.isEmpty() || folder == null ? null : relative(folder, trust),
                registries(folder, texts(root.path("registries"))),
                texts(capture.path("interfaces")),
                capture.path("filter").asText(""),
                capture.path("workers").asInt(0),
                numbers(capture.path("dns-ports")),
                budget(tree, root.path("memory").path("total")),
                directory.isEmpty() ? null : Path.of(directory),
                eve.isEmpty() ? null : eve,
                events(output.path("events")),
                severity(root.path("fail-on").asText("")));
        return checked(settings, tree);
    }

    /** Reads a trust file as far as it makes sense. */
    public static Checked<Trust> checkTrust(Path file, Set<String> ruleIds) throws IOException {
        YamlTree tree = read(file);
        SchemaCheck.check(tree, "trust.schema.json");
        Trust trust = new TrustReader(tree, ruleIds).read();
        Path folder = file.toAbsolutePath().getParent();
        return checked(trust.withRegistries(registries(folder, trust.registries())), tree);
    }

    private static List<String> registries(@Nullable Path folder, List<String> named) {
        return folder == null
                ? named
                : named.stream().map(r -> relative(folder, r).toString()).toList();
    }

    private static <T> Checked<T> checked(T value, YamlTree tree) {
        List<Mistake> mistakes = new ArrayList<>(tree.mistakes());
        mistakes.sort(Comparator.comparingInt(Mistake::line));
        return new Checked<>(value, List.copyOf(mistakes));
    }

    private static YamlTree read(Path file) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(LARGEST + 1);
        }
        if (bytes.length > LARGEST) {
            YamlTree tree = YamlTree.read(file.toString(), "");
            tree.add(Place.ROOT, "expected at most " + LARGEST + " bytes, found more");
            return tree;
        }
        try {
            return YamlTree.read(
                    file.toString(),
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bytes))
                            .toString());
        } catch (CharacterCodingException e) {
            YamlTree tree = YamlTree.read(file.toString(), "");
            tree.add(Place.ROOT, "expected UTF-8 text, found other bytes");
            return tree;
        }
    }

    /** As shells and C compilers do: a path in a file counts from that file, so that both can move together. */
    private static Path relative(Path folder, String path) {
        return folder.resolve(path).normalize();
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        for (JsonNode node : list) {
            texts.add(node.asText());
        }
        return List.copyOf(texts);
    }

    private static List<Integer> numbers(JsonNode list) {
        List<Integer> numbers = new ArrayList<>();
        for (JsonNode node : list) {
            numbers.add(node.asInt());
        }
        return List.copyOf(numbers);
    }

    private static Budget budget(YamlTree tree, JsonNode total) {
        if (!total.isTextual()) {
            return Budget.STANDARD; // not there, or the schema has complained
        }
        OptionalLong bytes = Values.bytes(total.textValue());
        if (bytes.isEmpty() || bytes.getAsLong() < Budget.LEAST || bytes.getAsLong() > Budget.MOST) {
            tree.add(
                    Place.ROOT.key("memory").key("total"),
                    "expected a size from " + (Budget.LEAST >> 20) + " MB to " + (Budget.MOST >> 30)
                            + " GB, as 256 MB, found " + SchemaCheck.kind(total));
            return Budget.STANDARD;
        }
        return new Budget(bytes.getAsLong());
    }

    private static Set<EventType> events(JsonNode list) {
        EnumSet<EventType> types = EnumSet.noneOf(EventType.class);
        for (String name : texts(list)) {
            EventType.of(name).ifPresent(types::add);
        }
        return types.isEmpty() ? EventType.ALL : types;
    }

    private static @Nullable Severity severity(String text) {
        for (Severity severity : Severity.values()) {
            if (severity.text().equals(text)) {
                return severity;
            }
        }
        return null;
    }
}
