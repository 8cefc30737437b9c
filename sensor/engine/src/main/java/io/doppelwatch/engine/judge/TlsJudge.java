// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.judge;

import io.doppelwatch.decode.tls.ClientHello;
import io.doppelwatch.decode.tls.ServerHello;
import io.doppelwatch.decode.tls.Tls;
import io.doppelwatch.decode.x509.CertificateInfo;
import io.doppelwatch.engine.budget.Budget;
import io.doppelwatch.engine.budget.Share;
import io.doppelwatch.engine.event.CertificateView;
import io.doppelwatch.engine.event.Event;
import io.doppelwatch.engine.event.EventSink;
import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.event.PinCoverage;
import io.doppelwatch.engine.event.PinVerdict;
import io.doppelwatch.engine.event.TlsSession;
import io.doppelwatch.engine.net.Mac;
import io.doppelwatch.engine.observe.CertificateSeen;
import io.doppelwatch.engine.observe.CertificateVerifySeen;
import io.doppelwatch.engine.observe.Observation;
import io.doppelwatch.engine.observe.Where;
import io.doppelwatch.engine.rules.base.Rule;
import io.doppelwatch.engine.rules.tls.TlsRules;
import io.doppelwatch.engine.stats.Counters;
import io.doppelwatch.engine.tables.Binding;
import io.doppelwatch.engine.tables.Bindings;
import io.doppelwatch.engine.tables.Certificates;
import io.doppelwatch.engine.tables.Handshakes;
import io.doppelwatch.engine.tables.Hosts;
import io.doppelwatch.engine.tables.Identities;
import io.doppelwatch.engine.tables.KeyHash;
import io.doppelwatch.engine.tables.TlsSeen;
import io.doppelwatch.engine.trust.Trust;
import io.doppelwatch.engine.trust.TrustIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** TLS handshakes, put together, held against pins and against what their name showed before. */
final class TlsJudge {
    private final TrustIndex known;
    private final TlsRules rules;
    private final Bindings bindings;
    private final Hosts hosts;
    private final ResolutionJudge resolutions;
    private final EventSink out;
    private final Consumer<Finding> findings;
    private final Handshakes handshakes;
    private final Certificates certificates;
    private final Identities identities = new Identities();
    private final Pins pins;
    private final Proofs proofs;

    TlsJudge(
            TrustIndex known,
            TlsRules rules,
            Bindings bindings,
            Hosts hosts,
            ResolutionJudge resolutions,
            Budget budget,
            KeyHash keys,
            Counters counters,
            EventSink out,
            Consumer<Finding> findings) {
        this.known = known;
        this.rules = rules;
        this.bindings = bindings;
        this.hosts = hosts;
        this.resolutions = resolutions;
        this.out = out;
        this.findings = findings;
        certificates =
                new Certificates(budget.entries(Share.CERTIFICATES), budget.bytes(Share.CERTIFICATES), keys, counters);
        handshakes = new Handshakes(
                budget.entries(Share.TLS_HANDSHAKES),
                budget.bytes(Share.TLS_HANDSHAKES),
                keys,
                counters,
                this::finished);
        proofs = new Proofs(counters);
        pins = new Pins(known.trust(), counters);
    }

    /** Takes a hello, a certificate, or what a server proves its key with. */
    void add(Observation o) {
        if (o instanceof CertificateVerifySeen proof) {
            proofs.add(proof);
            return;
        }
        handshakes.add(o);
    }

    void advance(long nowNanos) {
        handshakes.advance(nowNanos);
    }

    void end() {
        handshakes.end();
    }

    /** How much was seen of each pinned service. */
    List<PinCoverage> pins() {
        return pins.coverage();
    }

    private void finished(TlsSession session) {
        if (known.names().isEmpty()) {
            out.accept(new Event.Tls(session));
            return;
        }
        ClientHello client = session.clientHello() == null
                ? null
                : ClientHello.of(session.clientHello().body());
        ServerHello server = session.serverHello() == null
                ? null
                : ServerHello.of(session.serverHello().body());
        Where where = session.where();
        String name = serverName(client);
        if (!name.isEmpty() && server != null) {
            resolutions.connected(name, where);
        }
        CertificateView view = session.certificateView();
        Trust.Service service = service(name, where);
        if (service == null) {
            out.accept(new Event.Tls(session, hiddenName(client, where)));
            return;
        }
        List<CertificateInfo> chain = chain(session.serverCertificate());
        PinVerdict verdict = pins.judge(service, chain, view, where.timeNanos());
        out.accept(new Event.Tls(session, verdict));
        // Turned to the client's view, the destination is the server.
        long mac = where.destinationMac();
        Binding binding = bindings.find(where.path(), where.destinationIp());
        TlsSeen seen = new TlsSeen(
                session,
                client,
                server,
                name,
                chain,
                view,
                service,
                verdict,
                identities.find(service.name()),
                hosts.find(where.path(), mac),
                binding != null && mac != Mac.NONE && binding.mac() == mac);
        tell(rules.handshakes(), seen);
        if (seen.answered()) {
            boolean hidden = chain.isEmpty();
            identities.add(
                    service.name(),
                    seen.server(),
                    hidden ? "" : chain.get(0).spkiSha256(),
                    hidden ? "" : chain.get(0).sha256(),
                    where);
        }
    }

    /** Whose handshake this should be; null where it is none of the trust file's services. */
    private Trust.@Nullable Service service(String name, Where where) {
        if (!name.isEmpty()) {
            return known.serviceNamed(name);
        }
        Trust.Service at = known.serviceAt(where.destinationIp());
        return at != null && at.ports().contains(where.destinationPort()) ? at : null;
    }

    /**
     * The verdict where a hello asks a pinned service's machine for another name and may hold a second name inside (ECH):
     * which of the two it is with, nobody outside can say.
     */
    private @Nullable PinVerdict hiddenName(@Nullable ClientHello client, Where where) {
        Trust.Service at = known.serviceAt(where.destinationIp());
        boolean hides = client != null && client.has(Tls.ENCRYPTED_CLIENT_HELLO);
        return hides && at != null && at.ports().contains(where.destinationPort())
                ? pins.judge(at, List.of(), CertificateView.NAME_HIDDEN, where.timeNanos())
                : null;
    }

    private List<CertificateInfo> chain(@Nullable CertificateSeen seen) {
        if (seen == null) {
            return List.of();
        }
        List<CertificateInfo> chain = new ArrayList<>(seen.chain().size());
        for (byte[] der : seen.chain()) {
            chain.add(certificates.info(der));
        }
        return chain;
    }

    private static String serverName(@Nullable ClientHello client) {
        if (client == null) {
            return "";
        }
        String sni = client.sni().toLowerCase(Locale.ROOT);
        return sni.endsWith(".") ? sni.substring(0, sni.length() - 1) : sni;
    }

    private <T> void tell(List<Rule<T>> asked, T transition) {
        for (Rule<T> rule : asked) {
            rule.judge(transition, findings);
        }
    }
}
