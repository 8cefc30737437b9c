// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode;

/** Why a decoder gave up on bytes. A fault is a value, counted and visible, never an exception. */
public enum Fault {
    /** Nothing wrong. */
    NONE,
    /** The bytes end before the field does: a cut capture, or a length that promises too much. */
    TRUNCATED,
    /** A length or count contradicts the room it has, such as an inner length beyond the outer one. */
    BAD_LENGTH,
    /** A field has a value its specification forbids here. */
    BAD_VALUE,
    /** A reference leads back to itself or forward, such as a DNS compression loop. */
    LOOP,
    /** Nested deeper, or repeated more often, than this decoder follows. */
    TOO_DEEP,
    /** Longer than the specification, or our own stated bound, allows. */
    TOO_LONG,
    /** Well-formed, but of a version or kind this decoder does not read. */
    UNSUPPORTED
}
