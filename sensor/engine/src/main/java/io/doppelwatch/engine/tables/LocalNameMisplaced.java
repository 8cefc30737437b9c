// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.observe.Where;
import io.doppelwatch.engine.tables.LocalName.Protocol;
import io.doppelwatch.engine.trust.Trust;

/**
 * A claim to a name of the trust file that the trust file contradicts.
 *
 * @param name as claimed, lower case
 * @param told what was claimed: an address, or host and port
 * @param wrong the address at which the service may not be, of an MCP server's instance its sender's; {@link Ip#NONE} where only the sender is wrong
 * @param strangeMac true where the trust file gives the service MACs and the sender is none of them
 */
public record LocalNameMisplaced(
        Protocol protocol,
        Trust.Service service,
        String name,
        String told,
        Ip wrong,
        boolean strangeMac,
        Where where) {}
