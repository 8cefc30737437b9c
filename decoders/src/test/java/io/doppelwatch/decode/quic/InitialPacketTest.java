// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.quic;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppelwatch.craft.Bytes;
import io.doppelwatch.craft.QuicInitial;
import io.doppelwatch.decode.Fault;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The samples of RFC 9001, appendix A, and RFC 9369, appendix A; and what happens to packets that are not as they should be. */
class InitialPacketTest {
    private static final byte[] KEY_ID = Bytes.hex("8394c8f03e515708");

    /** RFC 9001, A.2: a CRYPTO frame with a ClientHello for example.com; the rest of 1162 bytes is PADDING. */
    private static final byte[] CLIENT_PAYLOAD = Arrays.copyOf(
            Bytes.hex("060040f1010000ed0303ebf8fa56f12939b9584a3896472ec40bb863cfd3e868"
                    + "04fe3a47f06a2b69484c00000413011302010000c000000010000e00000b6578"
                    + "616d706c652e636f6dff01000100000a00080006001d00170018001000070005"
                    + "04616c706e000500050100000000003300260024001d00209370b2c9caa47fba"
                    + "baf4559fedba753de171fa71f50f1ce15d43e994ec74d748002b000302030400"
                    + "0d0010000e0403050306030203080408050806002d00020101001c0002400100"
                    + "3900320408ffffffffffffffff05048000ffff07048000ffff08011001048000"
                    + "75300901100f088394c8f03e51570806048000ffff"),
            1162);

    /** RFC 9001, A.3: ACK and CRYPTO with a ServerHello. */
    private static final byte[] SERVER_PAYLOAD =
            Bytes.hex("02000000000600405a020000560303eefce7f7b37ba1d1632e96677825ddf739"
                    + "88cfc79825df566dc5430b9a045a1200130100002e00330024001d00209d3c94"
                    + "0d89690b84d08a60993c144eca684d1081287c834d5311bcf32bb9da1a002b00"
                    + "020304");

    private static final String SERVER_V1 = "cf000000010008f067a5502a4262b5004075c0d95a482cd0991cd25b0aac406a"
            + "5816b6394100f37a1c69797554780bb38cc5a99f5ede4cf73c3ec2493a1839b3"
            + "dbcba3f6ea46c5b7684df3548e7ddeb9c3bf9c73cc3f3bded74b562bfb19fb84"
            + "022f8ef4cdd93795d77d06edbb7aaf2f58891850abbdca3d20398c276456cbc4"
            + "2158407dd074ee";

    private static final String SERVER_V2 = "dc6b3343cf0008f067a5502a4262b5004075d92faaf16f05d8a4398c47089698"
            + "baeea26b91eb761d9b89237bbf87263017915358230035f7fd3945d88965cf17"
            + "f9af6e16886c61bfc703106fbaf3cb4cfa52382dd16a393e42757507698075b2"
            + "c984c707f0a0812d8cd5a6881eaf21ceda98f4bd23f6fe1a3e2c43edd9ce7ca8"
            + "4bed8521e2e140";

    private final LongHeader header = new LongHeader();
    private final PacketOpener opener = new PacketOpener();

    @Test
    void clientInitialOfRfc9001() {
        byte[] packet = QuicInitial.v1(KEY_ID).client(KEY_ID, new byte[0], 2, CLIENT_PAYLOAD);
        // The packet crafted here is the RFC's: its first bytes, and the tag over everything.
        assertThat(Bytes.hex(packet))
                .startsWith("c000000001088394c8f03e5157080000449e7b9aec34d1b1c98dd7689fb8ec11d242b123dc9b")
                .endsWith("e221af44860018ab0856972e194cd934")
                .hasSize(2 * 1200);
        assertThat(open(packet, keys(QuicVersion.V1).client())).isEqualTo(CLIENT_PAYLOAD);
        assertThat(opener.packetNumber()).isEqualTo(2);
        assertThat(header.type()).isEqualTo(LongHeader.Type.INITIAL);
        assertThat(header.destinationId()).isEqualTo(KEY_ID);
        assertThat(header.sourceId()).isEmpty();
    }

    @Test
    void serverInitialOfRfc9001() {
        assertThat(open(Bytes.hex(SERVER_V1), keys(QuicVersion.V1).server())).isEqualTo(SERVER_PAYLOAD);
        assertThat(opener.packetNumber()).isEqualTo(1);
        assertThat(header.destinationId()).isEmpty();
        assertThat(header.sourceId()).isEqualTo(Bytes.hex("f067a5502a4262b5"));
    }

    @Test
    void clientInitialOfRfc9369() {
        byte[] packet = QuicInitial.v2(KEY_ID).client(KEY_ID, new byte[0], 2, CLIENT_PAYLOAD);
        assertThat(Bytes.hex(packet))
                .startsWith("d76b3343cf088394c8f03e5157080000449ea0c95e82ffe67b6abcdb4298b485dd04de806071")
                .endsWith("a18b2faa745b6fe189cf772a9f84cbfc");
        assertThat(open(packet, keys(QuicVersion.V2).client())).isEqualTo(CLIENT_PAYLOAD);
    }

    @Test
    void serverInitialOfRfc9369() {
        assertThat(open(Bytes.hex(SERVER_V2), keys(QuicVersion.V2).server())).isEqualTo(SERVER_PAYLOAD);
    }

    @Test
    void retriesOfBothRfcs() {
        byte[] v1 = Bytes.hex("ff000000010008f067a5502a4262b5746f6b656e04a265ba2eff4d829058fb3f0f2496ba");
        byte[] v2 = Bytes.hex("cf6b3343cf0008f067a5502a4262b5746f6b656ec8646ce8bfe33952d955543665dcc7b6");
        for (byte[] retry : new byte[][] {v1, v2}) {
            assertThat(wrap(retry)).isEqualTo(Fault.NONE);
            assertThat(header.type()).isEqualTo(LongHeader.Type.RETRY);
            assertThat(header.sourceId()).isEqualTo(Bytes.hex("f067a5502a4262b5"));
            assertThat(header.end()).isEqualTo(retry.length);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ff000016, 7fbcdb0e7c66bbe9193a96cd21519ebd7a02644a",
        "faceb001, 7fbcdb0e7c66bbe9193a96cd21519ebd7a02644a",
        "ff000017, c3eef712c72ebb5a11a7d2432bb46365bef9f502",
        "ff00001c, c3eef712c72ebb5a11a7d2432bb46365bef9f502",
        "faceb002, c3eef712c72ebb5a11a7d2432bb46365bef9f502",
        "faceb00e, c3eef712c72ebb5a11a7d2432bb46365bef9f502",
        "ff00001d, afbfec289993d24c9e9786f19c6111e04390a899",
        "ff000020, afbfec289993d24c9e9786f19c6111e04390a899",
        "ff000021, 38762cf7f55934b34d179ae6a4c80cadccbb7f0a",
        "ff000022, 38762cf7f55934b34d179ae6a4c80cadccbb7f0a",
        "54303530, 7ff579e5acd072915580304c43a2367c60488310",
        "54303531, 7a4edef4e7ccee5fa4506c19124fc8ccda6e033d",
    })
    void everyOtherVersionHasItsSalt(String version, String salt) {
        int number = Integer.parseUnsignedInt(version, 16);
        byte[] packet =
                new QuicInitial(number, 0, salt, "quic", KEY_ID).client(KEY_ID, Bytes.hex("0102"), 7, CLIENT_PAYLOAD);
        assertThat(open(packet, keys(QuicVersion.of(number)).client())).isEqualTo(CLIENT_PAYLOAD);
    }

    @ParameterizedTest
    @CsvSource({"00000000", "ff000015", "ff000023", "51303530", "00000002", "fffffffe"})
    void versionsWithoutTlsOrKeysAreNotRead(String version) {
        int number = Integer.parseUnsignedInt(version, 16);
        assertThat(QuicVersion.of(number)).isNull();
        byte[] packet = Bytes.concat(new byte[] {(byte) 0xc0}, Bytes.hex(version), new byte[40]);
        assertThat(wrap(packet)).isEqualTo(Fault.UNSUPPORTED);
        assertThat(LongHeader.begins(Unpooled.wrappedBuffer(packet), 0, packet.length))
                .isFalse();
    }

    @Test
    void numbersThatForceNegotiationMayHaveKeysOfOneOrAnother() {
        assertThat(QuicVersion.of(0x1a2a3a4a)).isEqualTo(QuicVersion.FORCED);
        assertThat(QuicVersion.of(0xfafafafa)).isEqualTo(QuicVersion.FORCED);
        assertThat(QuicVersion.FORCED.keyVersions()).containsExactly(QuicVersion.V1, QuicVersion.DRAFT_29);
        assertThat(QuicVersion.V2.keyVersions()).containsExactly(QuicVersion.V2);
    }

    @Test
    void aPacketThatIsCutAfterItsIdsStillSaysThem() {
        byte[] packet = QuicInitial.v1(KEY_ID).client(KEY_ID, Bytes.hex("0102"), 2, CLIENT_PAYLOAD);
        assertThat(wrap(Arrays.copyOf(packet, 17))).isEqualTo(Fault.TRUNCATED);
        assertThat(header.hasIds()).isTrue();
        assertThat(header.sourceId()).isEqualTo(Bytes.hex("0102"));
        assertThat(wrap(Arrays.copyOf(packet, 16))).isEqualTo(Fault.TRUNCATED);
        assertThat(header.hasIds()).isFalse();
    }

    @Test
    void aTokenIsPassedOver() {
        byte[] packet = QuicInitial.v1(KEY_ID).client(KEY_ID, new byte[0], new byte[60], 0, CLIENT_PAYLOAD);
        assertThat(open(packet, keys(QuicVersion.V1).client())).isEqualTo(CLIENT_PAYLOAD);
    }

    @Test
    void coalescedPacketsFollowOneAnother() {
        byte[] one = QuicInitial.v1(KEY_ID).client(KEY_ID, new byte[0], 0, new byte[40]);
        byte[] both = Bytes.concat(one, one);
        assertThat(wrap(both)).isEqualTo(Fault.NONE);
        assertThat(header.end()).isEqualTo(one.length);
    }

    @Test
    void aChangedBitOrAnotherKeyOpensNothing() {
        byte[] packet = QuicInitial.v1(KEY_ID).client(KEY_ID, new byte[0], 2, CLIENT_PAYLOAD);
        assertThat(open(packet, keys(QuicVersion.V1).server())).isNull();
        for (int at : new int[] {0, 7, 18, 40, 1199}) {
            byte[] changed = packet.clone();
            changed[at] ^= 1;
            assertThat(open(changed, keys(QuicVersion.V1).client()))
                    .as("byte %d", at)
                    .isNull();
        }
        // Nothing is left behind that would spoil the next packet.
        assertThat(open(packet, keys(QuicVersion.V1).client())).isEqualTo(CLIENT_PAYLOAD);
    }

    @Test
    void everyPrefixIsTruncatedAndNothingThrows() {
        byte[] packet = QuicInitial.v1(KEY_ID).client(KEY_ID, Bytes.hex("0102"), 2, CLIENT_PAYLOAD);
        for (int n = 0; n < packet.length; n++) {
            assertThat(wrap(Arrays.copyOf(packet, n))).as("%d bytes", n).isEqualTo(Fault.TRUNCATED);
        }
    }

    @Test
    void tooShortForASampleOpensNothing() {
        for (int n = 0; n < 21; n++) {
            byte[] packet = Bytes.concat(Bytes.hex("c000000001000000"), new byte[] {(byte) n}, new byte[n]);
            assertThat(open(packet, keys(QuicVersion.V1).client())).isNull();
        }
    }

    @Test
    void lengthsThatPromiseTooMuch() {
        assertThat(wrap(Bytes.concat(Bytes.hex("c00000000115"), new byte[50]))).isEqualTo(Fault.BAD_LENGTH);
        assertThat(wrap(Bytes.concat(Bytes.hex("c0000000010000ffffffffffffffff"), new byte[50])))
                .isEqualTo(Fault.TRUNCATED);
        assertThat(wrap(Bytes.concat(Bytes.hex("c000000001000000ffffffffffffffff"), new byte[50])))
                .isEqualTo(Fault.TRUNCATED);
    }

    @Test
    void packetNumbersAreNearTheOneExpected() {
        assertThat(PacketOpener.number(0x9b32, 16, 0xa82f30eaL)).isEqualTo(0xa82f9b32L); // RFC 9000, A.3
        assertThat(PacketOpener.number(0, 8, -1)).isZero();
        assertThat(PacketOpener.number(255, 8, -1)).isEqualTo(255);
        assertThat(PacketOpener.number(0, 8, 255)).isEqualTo(256);
        assertThat(PacketOpener.number(254, 8, 256)).isEqualTo(254);
        assertThat(PacketOpener.number(0xffff_ffffL, 32, -1)).isEqualTo(0xffff_ffffL);
    }

    private static InitialKeys keys(QuicVersion version) {
        return InitialKeys.derive(version, KEY_ID);
    }

    private Fault wrap(byte[] packet) {
        return header.wrap(Unpooled.wrappedBuffer(packet), 0, packet.length);
    }

    /** The payload; null where it does not open. Read at an offset, as in a datagram. */
    private byte[] open(byte[] packet, Protection protection) {
        ByteBuf datagram = Unpooled.wrappedBuffer(Bytes.concat(new byte[5], packet));
        if (header.wrap(datagram, 5, packet.length) != Fault.NONE) {
            return null;
        }
        int length = opener.open(protection, header, -1);
        return length < 0 ? null : ByteBufUtil.getBytes(opener.plainText(), 0, length);
    }
}
