// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import io.doppelwatch.engine.net.Ip;
import java.util.List;

/**
 * A server that the trust file does not name answered a client's recursive question.
 *
 * @param listed the resolvers it names
 */
public record ResolverUnlisted(Transaction transaction, Answer answer, List<Ip> listed) {}
