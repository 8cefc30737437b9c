// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.event;

/** Who wants to know. Called by one thread, in order. */
public interface EventSink {
    void accept(Event event);
}
