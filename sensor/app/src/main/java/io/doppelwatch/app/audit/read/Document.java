// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.audit.read;

import java.util.List;

/**
 * A file as far as it could be read.
 *
 * @param file as the user named it, or as it was found below what he named
 * @param root {@link Node#NONE} where nothing could be read
 */
public record Document(String file, Node root, List<Problem> problems) {}
