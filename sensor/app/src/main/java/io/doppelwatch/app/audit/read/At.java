// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.audit.read;

/** A place in a text, both from 1. */
public record At(int line, int column) {
    static final At START = new At(1, 1);
}
