// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.doppelwatch.app.capture.BpfProgram.Instruction;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

class BpfProgramTest {
    @Test
    void arithmeticIsUnsignedAndLoadsOutsideRejectTheFrame() {
        // ld len; div #2; ret a
        assertThat(run(new byte[1], 1, op(0x80, 0), op(0x34, 2), op(0x16, 0))).isFalse();
        assertThat(run(new byte[1], 2, op(0x80, 0), op(0x34, 2), op(0x16, 0))).isTrue();
        // ld #-1; div #2 is 0x7fffffff; jge #0x80000000
        assertThat(run(new byte[0], 0, op(0, -1), op(0x34, 2), jump(0x35, 0x80000000, 0, 1), op(6, 1), op(6, 0)))
                .isFalse();
        // ldx #0xffffffff; ldb [x + 1]: does not wrap round to byte 0
        assertThat(run(new byte[] {1}, 1, op(1, -1), op(0x50, 1), op(6, 1))).isFalse();
        // ldx #0; div x
        assertThat(run(new byte[0], 0, op(1, 0), op(0x3c, 0), op(6, 1))).isFalse();
        // lsh #32 is zero
        assertThat(run(new byte[0], 0, op(0, 1), op(0x64, 32), op(0x16, 0))).isFalse();
        // neg, xor, mod, scratch memory, tax and txa: -(-5) ^ 5 == 0
        assertThat(run(
                        new byte[0],
                        0,
                        op(0, -5),
                        op(0x84, 0),
                        op(2, 3),
                        op(0x61, 3),
                        op(0, 5),
                        op(0xac, 0),
                        op(0x16, 0)))
                .isFalse();
        assertThat(run(new byte[0], 0, op(0, 7), op(0x94, 4), op(7, 0), op(0, 0), op(0x87, 0), op(0x16, 0)))
                .isTrue();
        // ldx 4*([0]&0xf); txa; jeq #20
        assertThat(run(new byte[] {0x45}, 1, op(0xb1, 0), op(0x87, 0), jump(0x15, 20, 0, 1), op(6, 1), op(6, 0)))
                .isTrue();
        assertThat(run(new byte[] {0x45}, 1, op(0xb1, 1), op(6, 1))).isFalse();
        // ja +1
        assertThat(run(new byte[0], 0, op(5, 1), op(6, 0), op(6, 1))).isTrue();
    }

    @Test
    void programThatCouldLeaveItselfIsRefused() {
        refused();
        refused(op(0x80, 0));
        refused(op(5, 1), op(6, 0));
        refused(op(5, -1), op(6, 0));
        refused(jump(0x15, 0, 1, 0), op(6, 0));
        refused(op(0x60, 16), op(6, 0));
        refused(op(2, -1), op(6, 0));
        refused(op(0x34, 0), op(6, 0));
        refused(op(0xffff, 0), op(6, 0));
    }

    private static void refused(Instruction... program) {
        assertThatIllegalArgumentException().isThrownBy(() -> new BpfProgram(program));
    }

    private static boolean run(byte[] frame, int original, Instruction... program) {
        return new BpfProgram(program).accepts(Unpooled.wrappedBuffer(frame), 0, frame.length, original);
    }

    private static Instruction op(int code, int k) {
        return new Instruction(code, 0, 0, k);
    }

    private static Instruction jump(int code, int k, int jt, int jf) {
        return new Instruction(code, jt, jf, k);
    }
}
