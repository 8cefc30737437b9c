// SPDX-License-Identifier: Apache-2.0
/** Words nobody outside can guess, for hashes of keys an attacker chooses. Uses nothing of ours. */
package io.doppelwatch.engine.random;
