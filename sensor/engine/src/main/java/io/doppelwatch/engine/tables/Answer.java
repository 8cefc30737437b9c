// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.observe.Where;
import java.util.List;

/**
 * One response, read. Made only where it may matter: for a second answer to one query, a trusted name, or an answer nobody
 * asked for.
 *
 * @param name what was asked, lower case, without a final dot
 * @param type of the question
 * @param rcode of the header
 * @param truncated the TC bit: the rest comes by TCP
 * @param addresses of the A and AAAA records in the answer section, sorted, each once
 * @param text the answer section in words: {@code A 10.0.0.1, A 10.0.0.2}, or the response code where it is empty
 * @param fault true where the message could not be read to its end
 */
public record Answer(
        Where where,
        String name,
        int type,
        int rcode,
        boolean truncated,
        List<Ip> addresses,
        String text,
        boolean fault) {

    public boolean sharesAddress(Answer other) {
        for (Ip ip : addresses) {
            if (other.addresses.contains(ip)) {
                return true;
            }
        }
        return false;
    }

    /** The same answer, told as one about another name in it. */
    public Answer about(String other) {
        return new Answer(where, other, type, rcode, truncated, addresses, text, fault);
    }
}
