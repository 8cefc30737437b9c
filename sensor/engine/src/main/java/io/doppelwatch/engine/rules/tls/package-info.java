// SPDX-License-Identifier: Apache-2.0
/** Whether it is the right server: {@link io.doppelwatch.engine.rules.tls.TlsRules} lists them. May use: base, tables, trust, event, observe, net, stats, and values of the decoders. */
package io.doppelwatch.engine.rules.tls;
