// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.output;

import com.fasterxml.jackson.core.JsonGenerator;
import io.doppelwatch.decode.icmp.IcmpError;
import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.observe.IcmpErrorSeen;
import java.io.IOException;

/** An ICMP error and the packet it quotes, in our own object: {@code {"type": "icmp_error", "message": "redirect", …}}. */
final class EveIcmpError {
    private static final int TCP = 6;
    private static final int UDP = 17;

    private EveIcmpError() {}

    static void write(JsonGenerator json, IcmpErrorSeen seen) throws IOException {
        json.writeStringField("type", "icmp_error");
        json.writeStringField("message", seen.where().protocol() == 1 ? name4(seen.type()) : name6(seen.type()));
        if (!seen.gateway().equals(Ip.NONE)) {
            json.writeStringField("gateway", seen.gateway().toString());
        }
        json.writeObjectFieldStart("quoted");
        json.writeStringField("src_ip", seen.source().toString());
        boolean ports = (seen.protocol() == TCP || seen.protocol() == UDP)
                && (seen.sourcePort() != 0 || seen.destinationPort() != 0);
        if (ports) {
            json.writeNumberField("src_port", seen.sourcePort());
        }
        json.writeStringField("dest_ip", seen.destination().toString());
        if (ports) {
            json.writeNumberField("dest_port", seen.destinationPort());
        }
        json.writeStringField("proto", EveHeader.protocol(seen.protocol()));
        json.writeEndObject();
    }

    /** RFC 792. */
    private static String name4(int type) {
        return switch (type) {
            case IcmpError.UNREACHABLE -> "destination_unreachable";
            case IcmpError.SOURCE_QUENCH -> "source_quench";
            case IcmpError.REDIRECT -> "redirect";
            case IcmpError.TIME_EXCEEDED -> "time_exceeded";
            default -> "parameter_problem";
        };
    }

    /** RFC 4443. */
    private static String name6(int type) {
        return switch (type) {
            case IcmpError.V6_UNREACHABLE -> "destination_unreachable";
            case 2 -> "packet_too_big";
            case 3 -> "time_exceeded";
            default -> "parameter_problem";
        };
    }
}
