// SPDX-License-Identifier: Apache-2.0
/**
 * The rooms put in a row: frames in, events out. The door is {@link io.doppelwatch.engine.pipeline.Sensor}.
 *
 * <p>Left of the facts a {@link io.doppelwatch.engine.pipeline.Tap} for each worker, every one with its own state
 * shards; right of them one thread that puts the facts in the order of the packets, judges and tells. May use every room
 * of the engine; no room uses it.
 */
package io.doppelwatch.engine.pipeline;
