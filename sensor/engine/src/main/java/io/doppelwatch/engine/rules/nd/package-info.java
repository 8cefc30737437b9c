// SPDX-License-Identifier: Apache-2.0
/** Rules about IPv6 Neighbour Discovery, router advertisements and redirects. The door is {@link io.doppelwatch.engine.rules.nd.NdRules}. May use: rules.base, tables, trust, event, observe, net. */
package io.doppelwatch.engine.rules.nd;
