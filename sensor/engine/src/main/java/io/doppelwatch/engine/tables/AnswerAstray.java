// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import org.jspecify.annotations.Nullable;

/**
 * A response with the id and name of an open question, from another server or to another port of the client.
 *
 * @param otherServer true where it came from another server; else it went to another port
 * @param genuine what the server asked answered, which is something else; null where it did not answer
 * @param asked the sender of {@code astray} as a DNS server that others, or this client, ask; null where it is none
 * @param resolver how the server that was asked answered before; null where nothing is known
 * @param otherWay true where it came from another MAC than the question was sent to
 * @param carrier the MAC it came from, as ARP knows it; null where it does not
 */
public record AnswerAstray(
        Transaction transaction,
        Answer astray,
        @Nullable Answer genuine,
        boolean otherServer,
        @Nullable Resolver asked,
        @Nullable Resolver resolver,
        boolean otherWay,
        @Nullable Host carrier) {}
