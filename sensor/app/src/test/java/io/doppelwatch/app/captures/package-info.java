// SPDX-License-Identifier: Apache-2.0
/** Our own captures, judged: every rule by its two, as they are and as a mirror port may show them. */
package io.doppelwatch.app.captures;
