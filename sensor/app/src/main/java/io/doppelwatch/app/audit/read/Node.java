// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.audit.read;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A value of a configuration file and where it stands. A table keeps every member in the order of the file, those of one
 * key too; asked for a key it gives the last of them, as nearly every parser does. What is not there is {@link #NONE},
 * of which nothing else is there either.
 */
public final class Node {
    /** What a value is. */
    public enum Kind {
        TABLE,
        LIST,
        TEXT,
        /** A number, a truth value, a date. */
        OTHER,
        NOTHING
    }

    public static final Node NONE = new Node(Kind.NOTHING, At.START, "");

    private final Kind kind;
    private final At at;
    private final String text;
    private final List<Member> members = new ArrayList<>(0);
    private final List<Node> items = new ArrayList<>(0);

    /** One key of a table with its value; {@code at} is the key's place. */
    public record Member(String key, At at, Node value) {}

    private Node(Kind kind, At at, String text) {
        this.kind = kind;
        this.at = at;
        this.text = text;
    }

    static Node table(At at) {
        return new Node(Kind.TABLE, at, "");
    }

    static Node list(At at) {
        return new Node(Kind.LIST, at, "");
    }

    static Node text(At at, String text) {
        return new Node(Kind.TEXT, at, text);
    }

    static Node other(At at, String text) {
        return new Node(Kind.OTHER, at, text);
    }

    static Node nothing(At at) {
        return new Node(Kind.NOTHING, at, "");
    }

    void put(String key, At at, Node value) {
        members.add(new Member(key, at, value));
    }

    void add(Node item) {
        items.add(item);
    }

    public At at() {
        return at;
    }

    public boolean isTable() {
        return kind == Kind.TABLE;
    }

    public boolean isList() {
        return kind == Kind.LIST;
    }

    public boolean isText() {
        return kind == Kind.TEXT;
    }

    public boolean isThere() {
        return kind != Kind.NOTHING;
    }

    /** Its text, or how the number or truth value is written; empty for everything else. */
    public String text() {
        return text;
    }

    /** True where it is the truth value {@code true}. */
    public boolean isTrue() {
        return kind == Kind.OTHER && text.equals("true");
    }

    /** Of a table, every key as it stands there. */
    public List<Member> members() {
        return members;
    }

    /** Of a list. */
    public List<Node> items() {
        return items;
    }

    /** The last value of a key. */
    public Node get(String key) {
        for (int i = members.size() - 1; i >= 0; i--) {
            if (members.get(i).key().equals(key)) {
                return members.get(i).value();
            }
        }
        return NONE;
    }

    /** The same table for a reader that takes the first of one key. */
    public Node withFirstOfKeys() {
        Node table = new Node(kind, at, text);
        Set<String> seen = new HashSet<>();
        for (Member member : members) {
            if (seen.add(member.key())) {
                table.members.add(member);
            }
        }
        return table;
    }

    /** The text of the first of these keys that has one. */
    public String text(String... keys) {
        for (String key : keys) {
            Node value = get(key);
            if (value.isText()) {
                return value.text;
            }
        }
        return "";
    }

    /** The texts of a list, numbers and truth values as they are written. */
    public List<String> texts() {
        List<String> texts = new ArrayList<>();
        for (Node item : items) {
            if (item.kind == Kind.TEXT || item.kind == Kind.OTHER) {
                texts.add(item.text);
            }
        }
        return texts;
    }
}
