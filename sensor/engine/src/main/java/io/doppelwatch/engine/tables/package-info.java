// SPDX-License-Identifier: Apache-2.0
/**
 * What is known about the network, in event time, by one thread.
 *
 * <p>{@link io.doppelwatch.engine.tables.Bindings} (who holds an address), {@link io.doppelwatch.engine.tables.Hosts}
 * (what one MAC says of itself), {@link io.doppelwatch.engine.tables.Transactions} (a DNS question and every answer to
 * it), {@link io.doppelwatch.engine.tables.Resolvers} (how one server's answers arrive), {@link
 * io.doppelwatch.engine.tables.Handshakes} (both directions of TLS), {@link io.doppelwatch.engine.tables.Identities}
 * (what a service showed so far), {@link io.doppelwatch.engine.tables.Certificates} (each read once), {@link
 * io.doppelwatch.engine.tables.Sources} (what "nobody asked" is worth); of mDNS, LLMNR and NBNS {@link
 * io.doppelwatch.engine.tables.LocalMessage} (what a message says of names), {@link io.doppelwatch.engine.tables.LocalNames}
 * (who owns a name), {@link io.doppelwatch.engine.tables.LocalSpeakers} (what one MAC says of names), {@link
 * io.doppelwatch.engine.tables.LocalQuestions} (what somebody asked everybody for), {@link
 * io.doppelwatch.engine.tables.DeniedNames} (what DNS says does not exist). DHCP has {@link io.doppelwatch.engine.tables.DhcpServers}, {@link
 * io.doppelwatch.engine.tables.DhcpTransactions}, {@link io.doppelwatch.engine.tables.DhcpClients} and {@link
 * io.doppelwatch.engine.tables.Leases}. Every table has a hard cap and a stated policy
 * for what goes first; what was pushed out is counted; attacker-chosen keys are hashed with a secret ({@link
 * io.doppelwatch.engine.tables.KeyHash}), and nothing is ever told in the order of hashes. A table takes a fact and gives
 * back a transition: what was before and what is now. It judges nothing. May use: observe, event, trust, net, stats and
 * the decoders.
 */
package io.doppelwatch.engine.tables;
