// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.audit.read;

import java.io.StringReader;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * YAML, composed into nodes and never constructed: no tag makes an object, and keys stay as often as they are written. Aliases
 * are followed, within the budget; the merge key {@code <<} gives what the table does not say itself.
 */
final class YamlReader {
    private static final String MERGE = "<<";

    private final String file;
    private final List<Problem> problems;
    private final Limits.Budget budget = new Limits.Budget();
    private boolean told;

    private YamlReader(String file, List<Problem> problems) {
        this.file = file;
        this.problems = problems;
    }

    static Node read(String file, String text, List<Problem> problems) {
        YamlReader reader = new YamlReader(file, problems);
        try {
            LoaderOptions options = new LoaderOptions();
            options.setCodePointLimit(Limits.BYTES);
            options.setNestingDepthLimit(Limits.DEPTH);
            Iterator<org.yaml.snakeyaml.nodes.Node> documents = new Yaml(new SafeConstructor(options))
                    .composeAll(new StringReader(text))
                    .iterator();
            if (!documents.hasNext()) {
                problems.add(new Problem(file, At.START, "nothing in it"));
                return Node.NONE;
            }
            Node root = reader.node(documents.next(), 0);
            if (documents.hasNext()) {
                At at = at(documents.next().getStartMark());
                problems.add(new Problem(file, at, "a second YAML document, which was not read"));
            }
            return root;
        } catch (MarkedYAMLException e) {
            // The message quotes the line, which may hold a token or password: only the problem is said.
            problems.add(new Problem(file, at(e.getProblemMark()), "not well-formed YAML: " + e.getProblem()));
        } catch (RuntimeException e) { // odd tags and broken escapes come out as other exceptions than its own
            problems.add(new Problem(file, At.START, "not well-formed YAML"));
        }
        return Node.NONE;
    }

    private Node node(org.yaml.snakeyaml.nodes.Node yaml, int depth) {
        At at = at(yaml.getStartMark());
        if (!budget.take() || depth > Limits.DEPTH) {
            if (!told) {
                told = true;
                problems.add(new Problem(
                        file,
                        at,
                        "more than " + Limits.NODES + " values or " + Limits.DEPTH + " levels; the rest was not read"));
            }
            return Node.NONE;
        }
        if (yaml instanceof MappingNode mapping) {
            Node table = Node.table(at);
            for (NodeTuple tuple : mapping.getValue()) {
                String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
                Node value = node(tuple.getValueNode(), depth + 1);
                if (key.equals(MERGE)) {
                    merge(table, mapping, value);
                } else {
                    table.put(key, at(tuple.getKeyNode().getStartMark()), value);
                }
            }
            return table;
        }
        if (yaml instanceof SequenceNode sequence) {
            Node list = Node.list(at);
            for (org.yaml.snakeyaml.nodes.Node item : sequence.getValue()) {
                list.add(node(item, depth + 1));
            }
            return list;
        }
        ScalarNode scalar = (ScalarNode) yaml;
        if (scalar.getTag().equals(Tag.STR)) {
            return Node.text(at, scalar.getValue());
        }
        return scalar.getTag().equals(Tag.NULL) ? Node.nothing(at) : Node.other(at, scalar.getValue());
    }

    /** https://yaml.org/type/merge.html: what the table says itself stands. */
    private static void merge(Node table, MappingNode own, Node merged) {
        for (Node.Member member : merged.members()) {
            boolean said = own.getValue().stream()
                    .anyMatch(t -> t.getKeyNode() instanceof ScalarNode scalar
                            && scalar.getValue().equals(member.key()));
            if (!said) {
                table.put(member.key(), member.at(), member.value());
            }
        }
    }

    private static At at(@Nullable Mark mark) {
        return mark == null ? At.START : new At(mark.getLine() + 1, mark.getColumn() + 1);
    }
}
