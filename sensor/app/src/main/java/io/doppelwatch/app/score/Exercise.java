// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.score;

import java.io.IOException;
import java.io.InputStream;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What really happened in an exercise.
 *
 * @param scenario its name; empty where the truth does not say
 * @param tool what was attacked with
 */
public record Exercise(String scenario, String tool, List<Attack> attacks) {
    /** Far more than a person writes; a wrong file named by mistake is not read to its end. */
    private static final int LARGEST = 4 << 20;

    /**
     * Reads a truth file.
     *
     * @throws BadInput where it is none
     */
    public static Exercise read(Path file) throws IOException, BadInput {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(LARGEST + 1);
        }
        if (bytes.length > LARGEST) {
            throw new BadInput(file.toString(), "no truth file: it has more than " + LARGEST + " bytes");
        }
        return read(new String(bytes, StandardCharsets.UTF_8), file.toString());
    }

    private static Exercise read(String text, String file) throws BadInput {
        Map<String, @Nullable Object> root = JsonText.object(text, file);
        List<Attack> attacks = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (Object item : Field.list(root, "attacks", file)) {
            String where = file + ": attacks[" + attacks.size() + "]";
            Attack attack = attack(Field.asObject(item, where, "it"), attacks.size(), where);
            if (!ids.add(attack.id())) {
                throw new BadInput(where, "there is an attack '" + attack.id() + "' already");
            }
            attacks.add(attack);
        }
        return new Exercise(Field.text(root, "scenario", file), Field.text(root, "tool", file), List.copyOf(attacks));
    }

    private static Attack attack(Map<String, @Nullable Object> a, int index, String where) throws BadInput {
        String id = Field.text(a, "id", where);
        Map<String, @Nullable Object> attacker = Field.object(a, "attacker", where);
        Attack attack = new Attack(
                id.isEmpty() ? "attack " + (index + 1) : id,
                Field.text(a, "technique", where),
                Field.time(a, "start", RoundingMode.FLOOR, where),
                Field.time(a, "end", RoundingMode.CEILING, where),
                Field.address(Field.text(attacker, "mac", where)),
                Field.address(Field.text(attacker, "ip", where)),
                Field.subject(Field.text(a, "subject", where)),
                Field.texts(a, "rules", where));
        if (attack.endMicros() < attack.startMicros()) {
            throw new BadInput(where, "it ends before it starts");
        }
        if (attack.mac().isEmpty() && attack.ip().isEmpty() && attack.subject().isEmpty()) {
            throw new BadInput(where, "it names neither a subject nor an attacker, so nothing can detect it");
        }
        return attack;
    }
}
