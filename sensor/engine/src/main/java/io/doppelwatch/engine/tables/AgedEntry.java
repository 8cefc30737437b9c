// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

/** An entry of an {@link AgedTable}. */
abstract class AgedEntry<E extends AgedEntry<E>> extends Entry<E> {
    boolean stands;
}
