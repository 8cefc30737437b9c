// SPDX-License-Identifier: Apache-2.0
/**
 * What is known about the network, in event time, by one thread.
 *
 * <p>{@link io.doppelwatch.engine.tables.Bindings} (who holds an address), {@link
 * io.doppelwatch.engine.tables.Hosts} (what one MAC says of itself). Every table has a hard cap and a stated policy
 * for what goes first; what was pushed out is counted. A table takes a fact and gives back a transition: what was
 * before and what is now. It judges nothing. May use: observe, net, stats and the decoders.
 */
package io.doppelwatch.engine.tables;
