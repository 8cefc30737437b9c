// SPDX-License-Identifier: Apache-2.0
/**
 * The captures under {@code pcaps/}, as programs: each class tells one story, {@code PcapsTest} checks that the files are
 * what the stories give, byte for byte, and writes them anew with {@code -Ddoppelwatch.refresh=true} (see {@code
 * scripts/make-pcaps}).
 *
 * <p>A rule's captures are a {@link io.doppelwatch.craft.pcaps.RuleScene} in the list of its family ({@code ArpScenes},
 * {@code DnsScenes}, …); {@link io.doppelwatch.craft.pcaps.RuleScenes} has them all.
 *
 * <p>May use: {@link io.doppelwatch.craft}.
 */
package io.doppelwatch.craft.pcaps;
