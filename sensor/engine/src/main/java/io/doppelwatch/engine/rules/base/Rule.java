// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.rules.base;

import io.doppelwatch.engine.event.Finding;
import io.doppelwatch.engine.event.RuleInfo;
import java.util.function.Consumer;

/**
 * Judges one kind of transition.
 *
 * @param <T> the transition it looks at
 */
public interface Rule<T> {
    RuleInfo info();

    /** Looks at a transition and tells what it finds, which most times is nothing. */
    void judge(T transition, Consumer<Finding> findings);
}
