// SPDX-License-Identifier: Apache-2.0
/**
 * The captures under {@code pcaps/}, as programs: each class tells one story, {@code PcapsTest} checks that the files are
 * what the stories give, byte for byte, and writes them anew with {@code -Ddoppelwatch.refresh=true} (see {@code
 * scripts/make-pcaps}).
 *
 * <p>May use: {@link io.doppelwatch.craft}.
 */
package io.doppelwatch.craft.pcaps;
