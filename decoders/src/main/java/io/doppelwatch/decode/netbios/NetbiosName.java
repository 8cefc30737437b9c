// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.netbios;

import io.doppelwatch.decode.Fault;
import io.doppelwatch.decode.dns.DnsName;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Locale;

/**
 * A NetBIOS name in a message (RFC 1001, 14.1; RFC 1002, 4.1): a domain name whose first label holds sixteen bytes, each
 * written as two letters from A to P, and whose other labels are the scope, usually none. Fifteen bytes are the name,
 * padded with spaces; the sixteenth says what it names.
 *
 * <p>A first label that is not of the form is {@link Fault#BAD_VALUE}. Reusable; not thread-safe.
 */
public final class NetbiosName {
    /** Bytes of a name without its suffix. */
    static final int LENGTH = 15;

    private static final int ENCODED = 32;

    private final byte[] name = new byte[LENGTH + 1];
    /** The name as one label and a root, to be hashed as every other host's name is. */
    private final byte[] label = new byte[LENGTH + 2];

    private final ByteBuf labelBuffer = Unpooled.wrappedBuffer(label);
    private final DnsName asLabel = new DnsName();
    private String scope = "";
    private DnsName wire = asLabel;
    private Fault fault = Fault.TRUNCATED;

    NetbiosName() {}

    /** Reads a domain name; it has to stay where it is as long as this is asked for its scope. */
    NetbiosName read(DnsName from) {
        wire = from;
        scope = "";
        fault = from.fault();
        if (fault == Fault.NONE && !decode(from.buffer(), from.firstLabel(), from.firstLabelLength())) {
            fault = Fault.BAD_VALUE;
        }
        return this;
    }

    /** Reads sixteen bytes as a node status lists them (RFC 1002, 4.2.18), which the caller knows to be there. */
    NetbiosName readPlain(ByteBuf buffer, int at) {
        wire = asLabel;
        scope = "";
        fault = Fault.NONE;
        buffer.getBytes(at, name);
        return this;
    }

    NetbiosName clear() {
        fault = Fault.TRUNCATED;
        return this;
    }

    private boolean decode(ByteBuf buffer, int at, int n) {
        if (n != ENCODED) {
            return false;
        }
        for (int i = 0; i < name.length; i++) {
            int high = buffer.getUnsignedByte(at + 2 * i) - 'A';
            int low = buffer.getUnsignedByte(at + 2 * i + 1) - 'A';
            if (high < 0 || high > 15 || low < 0 || low > 15) {
                return false;
            }
            name[i] = (byte) (high << 4 | low);
        }
        return true;
    }

    public boolean ok() {
        return fault == Fault.NONE;
    }

    public Fault fault() {
        return fault;
    }

    /** What the name names, 0 to 255: 0x00 workstation, 0x20 file server, 0x1b domain master, 0x1c domain controllers. */
    public int suffix() {
        return ok() ? name[LENGTH] & 0xff : 0;
    }

    public boolean hasScope() {
        return ok() && wire.labels() > 1;
    }

    /** The labels behind the name, with dots between; empty without. */
    public String scope() {
        if (scope.isEmpty() && hasScope()) {
            scope = wire.toString().substring(ENCODED + 1);
        }
        return scope;
    }

    /** Hash of the name without its padding and suffix; the same as of a domain name's first label that reads the same. */
    public long hash(long seed) {
        int n = ok() ? length() : 0;
        label[0] = (byte) n;
        System.arraycopy(name, 0, label, 1, n);
        label[1 + n] = 0;
        return asLabel.wrap(labelBuffer, 0, n + 2, 0).firstLabelHash(seed);
    }

    private int length() {
        int n = LENGTH;
        while (n > 0 && (name[n - 1] == ' ' || name[n - 1] == 0)) {
            n--;
        }
        return n;
    }

    /** The name without its padding, {@code \DDD} for what is not printable ASCII; empty for a faulty one. */
    @Override
    public String toString() {
        if (!ok()) {
            return "";
        }
        int n = length();
        StringBuilder s = new StringBuilder(n);
        for (int i = 0; i < n; i++) {
            int b = name[i] & 0xff;
            if (b >= ' ' && b < 0x7f && b != '\\') {
                s.append((char) b);
            } else {
                s.append(String.format(Locale.ROOT, "\\%03d", b));
            }
        }
        return s.toString();
    }
}
