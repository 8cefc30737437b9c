// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.observe;

import io.doppelwatch.decode.Fault;
import io.doppelwatch.decode.tls.CertificateList;
import io.doppelwatch.decode.tls.ClientHello;
import io.doppelwatch.decode.tls.ServerHello;
import io.doppelwatch.decode.tls.Tls;
import io.doppelwatch.engine.dissect.Packet;
import io.doppelwatch.engine.stats.Counter;
import io.doppelwatch.engine.stats.Counters;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** Makes facts of handshake messages, however they were put together. */
final class HandshakeFacts {
    private final Facts facts;
    private final Counters counters;

    HandshakeFacts(Facts facts, Counters counters) {
        this.facts = facts;
        this.counters = counters;
    }

    /** True for the messages that become facts, and are therefore worth keeping until they are whole. */
    static boolean matters(int type) {
        return type == Tls.CLIENT_HELLO || type == Tls.SERVER_HELLO || type == Tls.CERTIFICATE;
    }

    Where where(Packet at) {
        return facts.where(at);
    }

    /** @return the hello as it was stated */
    ClientHelloSeen clientHello(ByteBuf buffer, int offset, int length, Packet at) {
        ClientHelloSeen seen = new ClientHelloSeen(facts.where(at), copy(buffer, offset, length));
        facts.add(seen);
        note(new ClientHello().wrap(buffer, offset, length));
        return seen;
    }

    /** @return true where only ciphertext follows in this direction */
    boolean serverHello(ByteBuf buffer, int offset, int length, Packet at) {
        return serverHello(copy(buffer, offset, length), false, at);
    }

    /**
     * States a hello that was kept.
     *
     * @param keyed whether what follows it is decrypted
     * @return true where only ciphertext follows in this direction
     */
    boolean serverHello(byte[] body, boolean keyed, Packet at) {
        facts.add(new ServerHelloSeen(facts.where(at), body, 0, keyed));
        ServerHello hello = new ServerHello();
        note(hello.wrap(Unpooled.wrappedBuffer(body), 0, body.length));
        int version = hello.selectedVersion();
        boolean newest = version >= Tls.TLS_1_3 && version < Tls.DTLS_1_3;
        return newest && !hello.isHelloRetryRequest();
    }

    /** States a fact made elsewhere. */
    void add(Observation fact) {
        facts.add(fact);
    }

    /** Counts a message that contradicts itself. */
    void malformed() {
        counters.increment(Counter.TLS_MALFORMED_MESSAGE);
    }

    /** @param whole false where the message was cut: then a list without even a leaf is none */
    void certificates(ByteBuf buffer, int offset, int length, CertificateSeen.Side side, boolean whole, Packet at) {
        CertificateList list = new CertificateList();
        note(list.wrap(buffer, offset, length, CertificateList.Form.TLS_1_2));
        if (whole || list.count() > 0) {
            facts.add(new CertificateSeen(facts.where(at), side, list.copies()));
        }
    }

    /** States certificates that were encrypted; gives them back. */
    CertificateSeen decrypted(
            ByteBuf buffer,
            int offset,
            int length,
            CertificateSeen.Side side,
            CertificateList.Form form,
            CertificateSeen.Form what,
            Packet at) {
        CertificateList list = new CertificateList();
        note(list.wrap(buffer, offset, length, form));
        CertificateSeen seen = new CertificateSeen(facts.where(at), side, list.copies(), what, true);
        facts.add(seen);
        return seen;
    }

    void alert(int level, int description, Packet at) {
        facts.add(new TlsAlertSeen(facts.where(at), level, description));
    }

    private void note(Fault fault) {
        if (fault != Fault.NONE) {
            counters.increment(Counter.TLS_MALFORMED_MESSAGE);
        }
    }

    static byte[] copy(ByteBuf buffer, int offset, int length) {
        byte[] bytes = new byte[length];
        buffer.getBytes(offset, bytes);
        return bytes;
    }
}
