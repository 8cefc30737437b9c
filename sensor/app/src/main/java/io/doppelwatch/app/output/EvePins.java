// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.output;

import com.fasterxml.jackson.core.JsonGenerator;
import io.doppelwatch.engine.event.CertificateView;
import io.doppelwatch.engine.event.PinCoverage;
import io.doppelwatch.engine.event.PinVerdict;
import io.doppelwatch.engine.event.WindowUse;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** What is said of pins: the verdict on one handshake, how much was seen of each service, and which windows were used. */
final class EvePins {
    private EvePins() {}

    /** {@code "pin": {"service": …, "verdict": "not observable", "reason": "encrypted"}}. */
    static void verdict(JsonGenerator json, PinVerdict verdict) throws IOException {
        json.writeObjectFieldStart("pin");
        EveHeader.string(json, "service", verdict.service());
        json.writeStringField("verdict", verdict.state().text());
        if (!verdict.view().isVisible()) {
            json.writeStringField("reason", verdict.view().text());
        }
        if (!verdict.matched().isEmpty()) {
            json.writeStringField("matched", verdict.matched());
        }
        if (!verdict.window().isEmpty()) {
            EveHeader.string(json, "window", verdict.window());
        }
        json.writeEndObject();
    }

    static void coverage(JsonGenerator json, List<PinCoverage> services) throws IOException {
        if (services.isEmpty()) {
            return;
        }
        json.writeArrayFieldStart("pinned_services");
        for (PinCoverage service : services) {
            json.writeStartObject();
            EveHeader.string(json, "service", service.service());
            json.writeNumberField("sessions", service.sessions());
            json.writeNumberField("match", service.match());
            json.writeNumberField("mismatch", service.mismatch());
            json.writeObjectFieldStart("not_observable");
            for (Map.Entry<CertificateView, Long> reason : service.unseen().entrySet()) {
                json.writeNumberField(reason.getKey().text(), reason.getValue());
            }
            json.writeEndObject();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    static void windows(JsonGenerator json, List<WindowUse> windows, EveTime time) throws IOException {
        if (windows.isEmpty()) {
            return;
        }
        json.writeArrayFieldStart("change_windows");
        for (WindowUse window : windows) {
            json.writeStartObject();
            EveHeader.string(json, "service", window.service());
            EveHeader.string(json, "note", window.note());
            json.writeStringField("from", time.text(window.fromNanos()));
            json.writeStringField("until", time.text(window.untilNanos()));
            json.writeStringField("allowed", window.what());
            EveHeader.string(json, "change", window.change());
            json.writeNumberField("times", window.times());
            json.writeStringField("first", time.text(window.first().timeNanos()));
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
