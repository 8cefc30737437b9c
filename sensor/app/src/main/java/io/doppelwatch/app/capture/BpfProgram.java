// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.capture;

import io.netty.buffer.ByteBuf;

/**
 * A classic BPF program, run over a frame where it lies (S. McCanne, V. Jacobson: The BSD Packet Filter, 1993; the
 * semantics are those of libpcap's {@code bpf_filter}). A program is checked when it is made; after that no frame can
 * make it throw or run for ever, since jumps only go forward.
 */
final class BpfProgram {
    /** Words of scratch memory, BPF_MEMWORDS. */
    private static final int MEMORY = 16;

    // Loads: what (word, half, byte) and from where.
    private static final int LD_W_ABS = 0x20;
    private static final int LD_H_ABS = 0x28;
    private static final int LD_B_ABS = 0x30;
    private static final int LD_W_IND = 0x40;
    private static final int LD_H_IND = 0x48;
    private static final int LD_B_IND = 0x50;
    private static final int LD_IMM = 0x00;
    private static final int LD_MEM = 0x60;
    private static final int LD_LEN = 0x80;
    private static final int LDX_IMM = 0x01;
    private static final int LDX_MEM = 0x61;
    private static final int LDX_LEN = 0x81;
    private static final int LDX_MSH = 0xb1;
    private static final int ST = 0x02;
    private static final int STX = 0x03;
    // Arithmetic on the accumulator, with the operand or (| X) the index register.
    private static final int X = 0x08;
    private static final int ADD = 0x04;
    private static final int SUB = 0x14;
    private static final int MUL = 0x24;
    private static final int DIV = 0x34;
    private static final int OR = 0x44;
    private static final int AND = 0x54;
    private static final int LSH = 0x64;
    private static final int RSH = 0x74;
    private static final int NEG = 0x84;
    private static final int MOD = 0x94;
    private static final int XOR = 0xa4;
    private static final int JA = 0x05;
    private static final int JEQ = 0x15;
    private static final int JGT = 0x25;
    private static final int JGE = 0x35;
    private static final int JSET = 0x45;
    private static final int RET_K = 0x06;
    private static final int RET_A = 0x16;
    private static final int TAX = 0x07;
    private static final int TXA = 0x87;

    private final int[] codes;
    private final int[] whenTrue;
    private final int[] whenFalse;
    private final int[] operands;
    private final int[] memory = new int[MEMORY];

    /** struct bpf_insn: 16-bit code, 8-bit jump offsets, 32-bit operand. */
    record Instruction(int code, int jt, int jf, int k) {}

    /** @throws IllegalArgumentException for a program that libpcap's {@code bpf_validate} would not accept */
    BpfProgram(Instruction... program) {
        int length = program.length;
        codes = new int[length];
        whenTrue = new int[length];
        whenFalse = new int[length];
        operands = new int[length];
        for (int i = 0; i < length; i++) {
            codes[i] = program[i].code;
            whenTrue[i] = program[i].jt;
            whenFalse[i] = program[i].jf;
            operands[i] = program[i].k;
            if (!valid(program[i], length - i - 1)) {
                throw new IllegalArgumentException("BPF instruction " + i + " is not valid: " + program[i]);
            }
        }
        if (length == 0 || (codes[length - 1] != RET_K && codes[length - 1] != RET_A)) {
            throw new IllegalArgumentException("BPF program does not end with a return");
        }
    }

    /** @param after instructions that follow */
    private static boolean valid(Instruction in, int after) {
        return switch (in.code) {
            case LD_W_ABS,
                    LD_H_ABS,
                    LD_B_ABS,
                    LD_W_IND,
                    LD_H_IND,
                    LD_B_IND,
                    LD_IMM,
                    LD_LEN,
                    LDX_IMM,
                    LDX_LEN,
                    LDX_MSH,
                    ADD,
                    SUB,
                    MUL,
                    OR,
                    AND,
                    LSH,
                    RSH,
                    NEG,
                    XOR,
                    ADD | X,
                    SUB | X,
                    MUL | X,
                    DIV | X,
                    OR | X,
                    AND | X,
                    LSH | X,
                    RSH | X,
                    MOD | X,
                    XOR | X,
                    RET_K,
                    RET_A,
                    TAX,
                    TXA -> true;
            case LD_MEM, LDX_MEM, ST, STX -> in.k >= 0 && in.k < MEMORY;
            case DIV, MOD -> in.k != 0;
            case JA -> in.k >= 0 && in.k < after;
            case JEQ, JGT, JGE, JSET, JEQ | X, JGT | X, JGE | X, JSET | X -> in.jt < after && in.jf < after;
            default -> false;
        };
    }

    /**
     * Runs the program over a frame.
     *
     * @param captured bytes of the frame that are there, from {@code offset} on
     * @param original bytes it had on the wire
     * @return true where it returns anything but zero
     */
    boolean accepts(ByteBuf frame, int offset, int captured, int original) {
        int a = 0;
        int x = 0;
        for (int pc = 0; ; pc++) {
            int code = codes[pc];
            int k = operands[pc];
            switch (code) {
                case RET_K -> {
                    return k != 0;
                }
                case RET_A -> {
                    return a != 0;
                }
                case LD_W_ABS, LD_H_ABS, LD_B_ABS, LD_W_IND, LD_H_IND, LD_B_IND -> {
                    // Offsets and lengths are unsigned; a load outside the frame rejects it.
                    long at = (k & 0xffff_ffffL) + ((code & 0xe0) == LD_W_IND ? x & 0xffff_ffffL : 0);
                    int size = size(code);
                    if (at + size > captured) {
                        return false;
                    }
                    a = load(frame, offset + (int) at, size);
                }
                case LDX_MSH -> {
                    if ((k & 0xffff_ffffL) >= captured) {
                        return false;
                    }
                    x = (frame.getByte(offset + k) & 0xf) << 2;
                }
                case LD_IMM -> a = k;
                case LDX_IMM -> x = k;
                case LD_LEN -> a = original;
                case LDX_LEN -> x = original;
                case LD_MEM -> a = memory[k];
                case LDX_MEM -> x = memory[k];
                case ST -> memory[k] = a;
                case STX -> memory[k] = x;
                case JA -> pc += k;
                case JEQ, JGT, JGE, JSET -> pc += holds(code, a, k) ? whenTrue[pc] : whenFalse[pc];
                case JEQ | X, JGT | X, JGE | X, JSET | X -> pc += holds(code & ~X, a, x) ? whenTrue[pc] : whenFalse[pc];
                case TAX -> x = a;
                case TXA -> a = x;
                case DIV | X, MOD | X -> {
                    if (x == 0) {
                        return false;
                    }
                    a = arithmetic(code & ~X, a, x);
                }
                default -> a = arithmetic(code & ~X, a, (code & X) != 0 ? x : k);
            }
        }
    }

    private static int size(int code) {
        return switch (code & 0x18) {
            case 0x00 -> 4;
            case 0x08 -> 2;
            default -> 1;
        };
    }

    private static int load(ByteBuf frame, int at, int size) {
        return switch (size) {
            case 4 -> frame.getInt(at);
            case 2 -> frame.getUnsignedShort(at);
            default -> frame.getUnsignedByte(at);
        };
    }

    private static boolean holds(int jump, int a, int operand) {
        return switch (jump) {
            case JEQ -> a == operand;
            case JGT -> Integer.compareUnsigned(a, operand) > 0;
            case JGE -> Integer.compareUnsigned(a, operand) >= 0;
            default -> (a & operand) != 0;
        };
    }

    private static int arithmetic(int operation, int a, int operand) {
        return switch (operation) {
            case ADD -> a + operand;
            case SUB -> a - operand;
            case MUL -> a * operand;
            case DIV -> Integer.divideUnsigned(a, operand);
            case MOD -> Integer.remainderUnsigned(a, operand);
            case OR -> a | operand;
            case AND -> a & operand;
            case XOR -> a ^ operand;
            case LSH -> Integer.compareUnsigned(operand, 32) < 0 ? a << operand : 0;
            case RSH -> Integer.compareUnsigned(operand, 32) < 0 ? a >>> operand : 0;
            default -> -a; // NEG, the only one left
        };
    }
}
