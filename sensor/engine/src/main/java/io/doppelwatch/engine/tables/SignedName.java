// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Path;
import io.doppelwatch.engine.observe.Where;

/** A name and type that one server answers with signatures. */
public final class SignedName extends Entry<SignedName> {
    final Path path;
    final Ip server;
    final long question;
    private Where last;
    private long times = 1;

    SignedName(Path path, Ip server, long question, Where first) {
        this.path = path;
        this.server = server;
        this.question = question;
        last = first;
    }

    /** The last answer that was signed. */
    public Where last() {
        return last;
    }

    /** Signed answers. */
    public long times() {
        return times;
    }

    void again(Where now) {
        last = now;
        times++;
    }
}
