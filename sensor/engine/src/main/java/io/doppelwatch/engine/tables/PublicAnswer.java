// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.Path;
import io.doppelwatch.engine.observe.Where;

/** The last answer that gave a name a public address for a short time only: what a rebinding begins with. */
public final class PublicAnswer extends Entry<PublicAnswer> {
    final Path path;
    /** The name's hash, and the family of its address. */
    final long name;

    private Where where;
    private Ip address;

    PublicAnswer(Path path, long name, Where where, Ip address) {
        this.path = path;
        this.name = name;
        this.where = where;
        this.address = address;
    }

    public Where where() {
        return where;
    }

    public Ip address() {
        return address;
    }

    void again(Where now, Ip given) {
        where = now;
        address = given;
    }
}
