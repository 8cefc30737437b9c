// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.capture;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;

/**
 * The few functions of libpcap that turn an expression into a program. pcap4j has them too, but keeps the instructions
 * to itself and applies a program only to a copy of each packet.
 */
final class LibPcap {
    /** PCAP_NETMASK_UNKNOWN: an expression that needs the netmask is refused, as tcpdump does for files. */
    private static final int NETMASK_UNKNOWN = 0xffff_ffff;

    /** Does not change what matches, only how much of it a kernel would hand over. */
    private static final int SNAP_LENGTH = 262_144;

    private static final int OPTIMIZE = 1;
    private static final int INSTRUCTION = 8;

    private final Function openDead;
    private final Function compile;
    private final Function freeCode;
    private final Function getError;
    private final Function close;

    /** An expression that does not compile, in libpcap's words. */
    static final class SyntaxException extends Exception {
        private static final long serialVersionUID = 1L;

        SyntaxException(String message) {
            super(message);
        }
    }

    private LibPcap(NativeLibrary library) {
        openDead = library.getFunction("pcap_open_dead");
        compile = library.getFunction("pcap_compile");
        freeCode = library.getFunction("pcap_freecode");
        getError = library.getFunction("pcap_geterr");
        close = library.getFunction("pcap_close");
    }

    /** @param name the library's name without prefix and ending, {@code pcap} */
    static LibPcap load(String name) throws PcapException {
        try {
            return new LibPcap(NativeLibrary.getInstance(name));
        } catch (LinkageError e) {
            throw PcapException.missing(e);
        }
    }

    /** Compiles an expression for a link type, given as DLT_ value. */
    BpfProgram compile(String expression, int dlt) throws SyntaxException {
        Pointer handle = openDead.invokePointer(new Object[] {dlt, SNAP_LENGTH});
        // struct bpf_program: a length and, aligned as pointers are, the instructions.
        try (Memory program = new Memory(2L * Native.POINTER_SIZE)) {
            program.clear();
            if (compile.invokeInt(new Object[] {handle, program, expression, OPTIMIZE, NETMASK_UNKNOWN}) != 0) {
                throw new SyntaxException(getError.invokeString(new Object[] {handle}, false));
            }
            try {
                return instructions(program);
            } finally {
                freeCode.invokeVoid(new Object[] {program});
            }
        } finally {
            close.invokeVoid(new Object[] {handle});
        }
    }

    /** struct bpf_insn: code, two jump offsets, operand. */
    private static BpfProgram instructions(Pointer program) {
        int length = program.getInt(0);
        Pointer at = program.getPointer(Native.POINTER_SIZE);
        BpfProgram.Instruction[] instructions = new BpfProgram.Instruction[length];
        for (int i = 0; i < length; i++) {
            long offset = (long) i * INSTRUCTION;
            instructions[i] = new BpfProgram.Instruction(
                    at.getShort(offset) & 0xffff,
                    at.getByte(offset + 2) & 0xff,
                    at.getByte(offset + 3) & 0xff,
                    at.getInt(offset + 4));
        }
        return new BpfProgram(instructions);
    }
}
