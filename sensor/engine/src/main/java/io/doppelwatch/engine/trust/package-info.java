// SPDX-License-Identifier: Apache-2.0
/**
 * Who is who, as the user says it: the typed form of the trust file. May use: net, event (for severities).
 */
package io.doppelwatch.engine.trust;
