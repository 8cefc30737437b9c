// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.tables;

import org.jspecify.annotations.Nullable;

/**
 * Responses with wrong ids for many names under one zone.
 *
 * @param zone the name above those asked for
 * @param names different ones, about
 * @param responses with wrong ids within a minute
 */
public record ZoneGuessed(
        Transaction transaction,
        Answer answer,
        String zone,
        int names,
        long responses,
        Sources.Loss loss,
        boolean otherWay,
        @Nullable Host carrier) {}
