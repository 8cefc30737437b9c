// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.dns;

import io.doppelwatch.decode.CodedValues;
import io.netty.buffer.ByteBuf;

/**
 * The options of an OPT record (RFC 6891, 6.1.2) and the parameters of SVCB and HTTPS (RFC 9460, 2.2). Reusable; not
 * thread-safe.
 */
public final class DnsOptions extends CodedValues {
    /** EDNS option codes (IANA dns-parameters). */
    public static final int NSID = 3;

    public static final int CLIENT_SUBNET = 8;
    public static final int COOKIE = 10;
    public static final int KEEPALIVE = 11;
    public static final int PADDING = 12;
    public static final int EXTENDED_ERROR = 15;

    /** Points at the options of the OPT record the cursor stands on; at nothing for another type. */
    public DnsOptions ofOpt(DnsRecords records) {
        return records.type() == DnsCodes.OPT
                ? wrap(records.buffer(), records.rdataIndex(), records.rdataLength())
                : wrap(records.buffer(), 0, 0);
    }

    /** Points at a window the caller knows to be there. */
    DnsOptions wrap(ByteBuf buffer, int at, int size) {
        point(buffer, at, size);
        return this;
    }
}
