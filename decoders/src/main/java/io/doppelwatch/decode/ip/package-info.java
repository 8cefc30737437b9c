// SPDX-License-Identifier: Apache-2.0
/**
 * IPv4, IPv6, UDP, TCP and the tunnels over them: what is where in their headers.
 *
 * <p>Each class names the fields of one header and reads them from a buffer at the header's offset. It checks no length:
 * that is done once by who walks, {@code io.doppelwatch.engine.dissect}, which also knows what follows what. Uses nothing
 * of ours.
 */
package io.doppelwatch.decode.ip;
