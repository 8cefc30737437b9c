// SPDX-License-Identifier: Apache-2.0
/**
 * Which names look like trusted ones. The door is {@link io.doppelwatch.engine.lookalike.Lookalikes}, which says so in a {@link
 * io.doppelwatch.engine.lookalike.Likeness}. ASCII names are compared here; ICU4J (UTS 39 skeletons, UTS 46) is asked
 * only for the first name of another script that could be one, as loading its data takes a good part of a second, and
 * nobody outside of this room touches it. May use: net, com.ibm.icu.
 */
package io.doppelwatch.engine.lookalike;
