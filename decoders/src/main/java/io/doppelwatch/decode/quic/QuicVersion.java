// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.quic;

import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Versions whose Initial packets carry TLS and can be opened, by what their keys are made with (RFC 9001, 5.2; RFC 9369,
 * 3.3). Several version numbers share one line.
 */
public enum QuicVersion {
    /** Draft 22, and Facebook's mvfst of its time. */
    DRAFT_22("7fbcdb0e7c66bbe9193a96cd21519ebd7a02644a", "quic"),
    /** Drafts 23 to 28, and mvfst of their time. */
    DRAFT_23("c3eef712c72ebb5a11a7d2432bb46365bef9f502", "quic"),
    /** Drafts 29 to 32. */
    DRAFT_29("afbfec289993d24c9e9786f19c6111e04390a899", "quic"),
    /** RFC 9001, and drafts 33 and 34 before it. */
    V1("38762cf7f55934b34d179ae6a4c80cadccbb7f0a", "quic"),
    /** RFC 9369. */
    V2("0dede3def700a6db819381be6e269dcbf9bd2ed9", "quicv2"),
    /** Google's T050. */
    T050("7ff579e5acd072915580304c43a2367c60488310", "quic"),
    /** Google's T051. */
    T051("7a4edef4e7ccee5fa4506c19124fc8ccda6e033d", "quic"),
    /**
     * A number reserved to force version negotiation (RFC 9000, 15). Its keys are made as those of a version the sender
     * does not name; see {@link #keyVersions}.
     */
    FORCED("38762cf7f55934b34d179ae6a4c80cadccbb7f0a", "quic");

    private final byte[] salt;
    private final String prefix;

    QuicVersion(String salt, String prefix) {
        this.salt = HexFormat.of().parseHex(salt);
        this.prefix = prefix;
    }

    /**
     * Looks a version number up.
     *
     * @param version the 32 bits after the first byte of a long header
     * @return null where it is not one of these; version negotiation (0) is not
     */
    public static @Nullable QuicVersion of(int version) {
        return switch (version) {
            case 0x00000001 -> V1;
            case 0x6b3343cf -> V2;
            case 0xfaceb001 -> DRAFT_22;
            case 0xfaceb002, 0xfaceb00e -> DRAFT_23;
            case 0x54303530 -> T050;
            case 0x54303531 -> T051;
            default ->
                (version & 0x0f0f0f0f) == 0x0a0a0a0a
                        ? FORCED
                        : (version & 0xffffff00) == 0xff000000 ? ofDraft(version & 0xff) : null;
        };
    }

    private static @Nullable QuicVersion ofDraft(int draft) {
        if (draft < 22 || draft > 34) {
            return null;
        }
        return draft == 22 ? DRAFT_22 : draft <= 28 ? DRAFT_23 : draft <= 32 ? DRAFT_29 : V1;
    }

    /** By whose rules keys may have been made, the likeliest first: its own, but for {@link #FORCED}. */
    public List<QuicVersion> keyVersions() {
        return this == FORCED ? List.of(V1, DRAFT_29) : List.of(this);
    }

    /** Google's framing from before there were IETF frames. */
    boolean isGoogleFramed() {
        return this == T050 || this == T051;
    }

    byte[] salt() {
        return salt.clone();
    }

    /** The label that a key of this version is derived by: {@code key}, {@code iv} or {@code hp} with its prefix. */
    String label(String what) {
        return prefix + ' ' + what;
    }
}
