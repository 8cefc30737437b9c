// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import io.doppelwatch.engine.net.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One client's transaction: the last thing it asked, and what each server answered, at most {@link #KEPT} answers. */
public final class DhcpTransaction extends AgedEntry<DhcpTransaction> {
    static final int KEPT = 4;

    final Path path;
    final boolean v6;
    final int xid;
    final long client;

    private @Nullable DhcpMessage asked;
    private final List<DhcpMessage> answers = new ArrayList<>(2);

    DhcpTransaction(Path path, boolean v6, int xid, long client) {
        this.path = path;
        this.v6 = v6;
        this.xid = xid;
        this.client = client;
    }

    /** The client's last message; null where none was seen. */
    public @Nullable DhcpMessage asked() {
        return asked;
    }

    /** Answers so far, oldest first, a copy by a mirror port not counted twice. */
    public List<DhcpMessage> answers() {
        return answers;
    }

    void asks(DhcpMessage message) {
        asked = message;
    }

    void answered(DhcpMessage message) {
        for (DhcpMessage a : answers) {
            if (a.kind() == message.kind() && a.server().equals(message.server())) {
                return;
            }
        }
        if (answers.size() < KEPT) {
            answers.add(message);
        }
    }
}
