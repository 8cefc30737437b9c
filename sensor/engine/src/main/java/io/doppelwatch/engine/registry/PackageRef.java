// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.registry;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A package or image that is fetched when the server starts.
 *
 * @param runner what fetches it: {@code npx}, {@code uvx}, {@code docker run}, ...
 * @param name without version
 * @param version as written, empty where none is
 * @param pin how firmly
 */
public record PackageRef(String runner, String name, String version, Pin pin) {
    /** What another fetch may bring. */
    public enum Pin {
        /** The same: one version of a registry that keeps versions, or a digest. */
        FIRM,
        /** Another image under the same tag. */
        TAG,
        /** Whatever is the newest then. */
        NONE
    }

    private static final Pattern EXACT = Pattern.compile("v?\\d+(\\.\\d+)+([.+-]?[0-9A-Za-z.+-]+)?");
    private static final Pattern SEMVER = Pattern.compile("v?\\d+\\.\\d+\\.\\d+([-+][0-9A-Za-z.+-]+)?");
    private static final Pattern COMMIT = Pattern.compile(".*[@#][0-9a-f]{40}([#&].*)?");
    private static final Pattern DIGEST = Pattern.compile("(?<name>[^@]+)@sha256:[0-9a-f]{64}");
    private static final Pattern PYTHON = Pattern.compile(
            "(?s)(?<name>[A-Za-z0-9._-]++)(\\[[^\\]]*+\\])?\\s*+(?<op>==|===|@|>=|<=|~=|!=|>|<)?\\s*(?<version>.*)");

    private static final Set<String> NPM_VALUES = Set.of("-p", "--package", "-c", "--call", "--registry", "--cache");
    private static final Set<String> UV_VALUES = Set.of(
            "--from",
            "--with",
            "--with-editable",
            "-p",
            "--python",
            "-i",
            "--index-url",
            "--default-index",
            "--index",
            "--extra-index-url",
            "--directory",
            "--project",
            "--cache-dir",
            "--env-file");
    private static final Set<String> PIPX_VALUES =
            Set.of("--spec", "--python", "--index-url", "-i", "--pip-args", "--with");
    /** Options of docker run without a value; every other takes the next word. */
    private static final Set<String> DOCKER_PLAIN = Set.of(
            "-i",
            "-t",
            "-d",
            "-it",
            "-ti",
            "-dit",
            "-itd",
            "-P",
            "--rm",
            "--init",
            "--interactive",
            "--tty",
            "--detach",
            "--privileged",
            "--read-only",
            "--publish-all",
            "--no-healthcheck",
            "--quiet",
            "-q",
            "--sig-proxy",
            "--oom-kill-disable",
            "--disable-content-trust",
            "--use-api-socket");

    /** What a command line fetches; null where it fetches nothing. */
    public static @Nullable PackageRef of(CommandLine line) {
        CommandLine inner = line.inner();
        List<String> words = inner.arguments();
        String first = words.isEmpty() ? "" : words.get(0);
        return switch (inner.name()) {
            case "npx", "bunx", "pnpx" -> npm(inner.name(), words, 0);
            case "npm" -> first.equals("exec") || first.equals("x") ? npm("npm exec", words, 1) : null;
            case "pnpm", "yarn" -> first.equals("dlx") ? npm(inner.name() + " dlx", words, 1) : null;
            case "bun" -> first.equals("x") ? npm("bun x", words, 1) : null;
            case "uvx" -> python("uvx", words, 0, "--from", UV_VALUES);
            case "uv" ->
                words.size() > 1 && first.equals("tool") && words.get(1).equals("run")
                        ? python("uv tool run", words, 2, "--from", UV_VALUES)
                        : null;
            case "pipx" -> first.equals("run") ? python("pipx run", words, 1, "--spec", PIPX_VALUES) : null;
            case "docker", "podman", "nerdctl" -> container(inner.name(), words);
            case "deno" -> deno(words);
            default -> null;
        };
    }

    private static @Nullable PackageRef npm(String runner, List<String> words, int from) {
        String named = value(words, from, "--package", "-p");
        String spec = named != null ? named : operand(words, from, NPM_VALUES);
        return spec == null || isLocal(spec) ? null : npmSpec(runner, spec);
    }

    /** As npm reads it: {@code name@version}, {@code @scope/name@version}, an alias or a Git address. */
    public static PackageRef npmSpec(String runner, String spec) {
        if (spec.indexOf(':') > 0 || spec.indexOf('#') > 0) {
            int hash = spec.indexOf('#');
            String version = hash < 0 ? "" : spec.substring(hash + 1);
            return new PackageRef(
                    runner,
                    hash < 0 ? spec : spec.substring(0, hash),
                    version,
                    COMMIT.matcher(spec).matches() ? Pin.FIRM : Pin.NONE);
        }
        int at = spec.indexOf('@', 1);
        String version = at < 0 ? "" : spec.substring(at + 1);
        return new PackageRef(
                runner,
                at < 0 ? spec : spec.substring(0, at),
                version,
                SEMVER.matcher(version).matches() ? Pin.FIRM : Pin.NONE);
    }

    private static @Nullable PackageRef python(
            String runner, List<String> words, int from, String source, Set<String> values) {
        String named = value(words, from, source, source);
        String spec = named != null ? named : operand(words, from, values);
        return spec == null || isLocal(spec) ? null : pythonSpec(runner, spec);
    }

    /** PEP 508, and {@code name@version} as uv has it. */
    public static PackageRef pythonSpec(String runner, String spec) {
        Matcher m = PYTHON.matcher(spec);
        if (spec.contains("://") || !m.matches()) {
            return new PackageRef(runner, spec, "", COMMIT.matcher(spec).matches() ? Pin.FIRM : Pin.NONE);
        }
        String op = m.group("op") == null ? "" : m.group("op");
        boolean exact = (op.equals("==") || op.equals("===") || op.equals("@"))
                && EXACT.matcher(m.group("version")).matches();
        return new PackageRef(runner, m.group("name"), m.group("version"), exact ? Pin.FIRM : Pin.NONE);
    }

    private static @Nullable PackageRef container(String program, List<String> words) {
        int run = words.indexOf("run");
        if (run < 0 || run > 1) {
            return null;
        }
        for (int i = run + 1; i < words.size(); i++) {
            String word = words.get(i);
            if (!word.startsWith("-")) {
                return image(program + " run", word);
            }
            if (word.indexOf('=') < 0 && !DOCKER_PLAIN.contains(word)) {
                i++;
            }
        }
        return null;
    }

    /** {@code [registry[:port]/]name[:tag][@digest]}. */
    public static PackageRef image(String runner, String image) {
        Matcher digest = DIGEST.matcher(image);
        if (digest.matches()) {
            String name = digest.group("name");
            return new PackageRef(
                    runner, name.replaceFirst(":[^:/]+$", ""), image.substring(name.length() + 1), Pin.FIRM);
        }
        int colon = image.indexOf(':', image.lastIndexOf('/') + 1);
        String tag = colon < 0 ? "" : image.substring(colon + 1);
        return new PackageRef(
                runner,
                colon < 0 ? image : image.substring(0, colon),
                tag,
                tag.isEmpty() || tag.equals("latest") ? Pin.NONE : Pin.TAG);
    }

    private static @Nullable PackageRef deno(List<String> words) {
        for (String word : words) {
            if (word.startsWith("npm:") || word.startsWith("jsr:")) {
                return npmSpec("deno run", word.substring("npm:".length()));
            }
        }
        return null;
    }

    private static boolean isLocal(String spec) {
        return spec.startsWith(".")
                || spec.startsWith("/")
                || spec.startsWith("~")
                || spec.startsWith("file:")
                || spec.startsWith("$")
                || spec.matches("[A-Za-z]:[\\\\/].*");
    }

    private static @Nullable String value(List<String> words, int from, String name, String other) {
        for (int i = from; i < words.size(); i++) {
            String word = words.get(i);
            if (word.startsWith(name + "=")) {
                return word.substring(name.length() + 1);
            }
            if ((word.equals(name) || word.equals(other)) && i + 1 < words.size()) {
                return words.get(i + 1);
            }
            if (!word.startsWith("-")) {
                return null;
            }
        }
        return null;
    }

    private static @Nullable String operand(List<String> words, int from, Set<String> values) {
        for (int i = from; i < words.size(); i++) {
            String word = words.get(i);
            if (!word.startsWith("-")) {
                return word;
            }
            if (values.contains(word)) {
                i++;
            }
        }
        return null;
    }

    /** The name for people: a Git address may have a token in it. */
    public String shownName() {
        return Secrets.url(name);
    }

    /** {@code npx weather@1.2.3}, {@code docker run acme/weather:1.2}. */
    @Override
    public String toString() {
        boolean image = runner.equals("image") || runner.equals("oci") || runner.matches("(docker|podman|nerdctl) run");
        String separator = image && !version.startsWith("sha256:") ? ":" : "@";
        return runner + " " + shownName() + (version.isEmpty() ? "" : separator + version);
    }
}
