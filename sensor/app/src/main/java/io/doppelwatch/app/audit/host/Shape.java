// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.audit.host;

/** How entries are written in a file. */
enum Shape {
    /** Tables of servers by name, under the keys the host has for them. */
    SERVERS,
    /** {@code ~/.claude.json}: the user's servers, and those of each project. */
    CLAUDE_STATE,
    /** Continue: a list, or under {@code experimental} in its older JSON form. */
    CONTINUE,
    /** {@code server.json} of the MCP registry, answers of its API, server cards. */
    RECORDS,
    /** Docker's catalogue: {@code registry} with an image or a remote a name. */
    DOCKER,
    /** MCPB manifests, one or a list of them. */
    BUNDLES,
    /** The draft catalogue of a domain: {@code entries} with identifier and URL. */
    CATALOGUE,
    /** Allow and deny lists only. */
    POLICY,
    /** Whatever of these it turns out to be. */
    ANY
}
