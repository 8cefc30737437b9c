// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import io.doppelwatch.engine.observe.ArpSeen;

/** A MAC that has asked for {@link Host#askedFor} addresses in short order, and the request that made it so many. */
public record Sweep(ArpSeen seen, Host asker) {}
