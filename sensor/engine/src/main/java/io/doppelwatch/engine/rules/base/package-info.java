// SPDX-License-Identifier: Apache-2.0
/** What every rule is ({@link io.doppelwatch.engine.rules.base.Rule}) and how findings say things ({@link io.doppelwatch.engine.rules.base.Words}). May use: tables, trust, event, net. */
package io.doppelwatch.engine.rules.base;
