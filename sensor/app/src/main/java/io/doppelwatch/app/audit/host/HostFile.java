// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.audit.host;

import io.doppelwatch.engine.registry.Scope;
import java.util.List;
import java.util.Locale;

/**
 * One kind of file of one host.
 *
 * @param readers the programs that read it, its own first
 * @param ends how its path ends, slashes between, lower case
 * @param scope for whom it speaks; where it may lie in a home or in a project, {@link Scope#PROJECT}, and {@code home} is true
 * @param home whether in a home folder it is the user's
 * @param keys where the tables of servers are, dots between
 * @param ordered whether it is documented which scope wins
 * @param order what is known of it
 * @param common whether files of other purposes have this name too: without entries they are none of ours
 */
record HostFile(
        List<String> readers,
        List<String> ends,
        Scope scope,
        boolean home,
        Shape shape,
        List<String> keys,
        boolean ordered,
        String order,
        boolean common) {

    /** The end of its path that this path has; empty where it is none of these. */
    String endOf(String path) {
        String lower = "/" + path.toLowerCase(Locale.ROOT);
        for (String end : ends) {
            if (lower.endsWith("/" + end)) {
                return end;
            }
        }
        return "";
    }
}
