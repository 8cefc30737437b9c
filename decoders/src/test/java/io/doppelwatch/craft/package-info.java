// SPDX-License-Identifier: Apache-2.0
/**
 * Makes packets, conversations and capture files for tests, {@code pcaps/} and the benchmark. Only ever right or wrong on
 * purpose: lengths and checksums are filled in, and a test that wants them wrong changes the bytes afterwards.
 *
 * <p>The doors: {@link io.doppelwatch.craft.Craft} for one frame, {@link io.doppelwatch.craft.TcpTalk} for a
 * conversation, {@link io.doppelwatch.craft.Dns} and {@link io.doppelwatch.craft.TlsTalk} for what is said in it, {@link
 * io.doppelwatch.craft.CaptureBytes} for files. Every module's tests see it through the test-jar of {@code decoders}.
 *
 * <p>May use: the JDK; BouncyCastle to make certificates. Nothing of ours, so that no test checks a decoder with itself.
 */
package io.doppelwatch.craft;
