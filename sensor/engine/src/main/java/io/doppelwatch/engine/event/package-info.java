// SPDX-License-Identifier: Apache-2.0
/**
 * What the engine tells the outside, in time order: {@link io.doppelwatch.engine.event.Event}. May use: observe, net.
 */
package io.doppelwatch.engine.event;
