// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.audit.read;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads configuration files. */
public final class Documents {
    private Documents() {}

    /** @throws IOException where the file cannot be opened or read at all */
    public static Document read(Path path, String file) throws IOException {
        Format format = Format.of(path.toString());
        int most = format == Format.TOML ? Limits.TOML_BYTES : Limits.BYTES;
        byte[] bytes;
        try (InputStream in = Files.newInputStream(path)) {
            bytes = in.readNBytes(most + 1);
        }
        if (bytes.length > most) {
            return failed(
                    file, "larger than " + (most >> 20) + " MB and was not read; audit the part that names servers");
        }
        return of(file, bytes, format);
    }

    /** Reads bytes, whatever is in them. */
    public static Document of(String file, byte[] bytes, Format format) {
        Charset charset = charset(bytes);
        String text;
        try {
            text = charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            return failed(file, "not " + charset.name() + " text");
        }
        if (text.startsWith("\ufeff")) {
            text = text.substring(1);
        }
        List<Problem> problems = new ArrayList<>();
        Node root = switch (format) {
            case JSON -> JsonReader.read(file, text, problems);
            case YAML -> YamlReader.read(file, text, problems);
            case TOML -> TomlReader.read(file, text, problems);
        };
        return new Document(file, root, List.copyOf(problems));
    }

    /** By the byte order mark, as PowerShell writes it; else UTF-8. */
    private static Charset charset(byte[] bytes) {
        if (bytes.length >= 2) {
            int mark = (bytes[0] & 0xff) << 8 | bytes[1] & 0xff;
            if (mark == 0xfeff) {
                return StandardCharsets.UTF_16BE;
            }
            if (mark == 0xfffe) {
                return StandardCharsets.UTF_16LE;
            }
        }
        return StandardCharsets.UTF_8;
    }

    private static Document failed(String file, String what) {
        return new Document(file, Node.NONE, List.of(new Problem(file, At.START, what)));
    }
}
