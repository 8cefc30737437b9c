// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.cli;

import io.doppelwatch.app.capture.Interfaces;
import io.doppelwatch.app.capture.PcapException;
import io.doppelwatch.app.output.Text;
import java.util.ArrayList;
import java.util.List;

/** {@code interfaces}: what can be captured on. */
final class InterfacesCommand implements Command {

    @Override
    public List<String> synopsis() {
        return List.of("usage: doppelwatch interfaces");
    }

    @Override
    public String description() {
        return "Lists what can be captured on, the likeliest first.";
    }

    @Override
    public List<Flag> flags() {
        return List.of(Flag.VERBOSE, Flag.HELP);
    }

    @Override
    public String operand() {
        return "";
    }

    @Override
    public String operandDescription() {
        return "";
    }

    @Override
    public int run(Words words, List<String> filter, Console console) throws UserError {
        Command.noFilter(filter);
        return list(console);
    }

    static int list(Console console) throws UserError {
        List<Interfaces.Interface> interfaces;
        try {
            interfaces = Interfaces.list();
        } catch (PcapException e) {
            throw UserError.failed(e.getMessage(), e);
        }
        if (interfaces.isEmpty()) {
            throw UserError.failed("no interface can be captured on: run it as root, or give java CAP_NET_RAW");
        }
        int n = 1;
        for (Interfaces.Interface one : interfaces) {
            console.out().println(Text.terminal(line(n++, one)));
        }
        return Cli.DONE;
    }

    /** {@code 1. eth0 [up, running] 10.0.0.1 02:00:00:00:00:01 (description)}, after tcpdump's way. */
    private static String line(int number, Interfaces.Interface one) {
        List<String> flags = new ArrayList<>();
        if (one.up()) {
            flags.add("up");
        }
        if (one.running()) {
            flags.add("running");
        }
        if (one.loopback()) {
            flags.add("loopback");
        }
        StringBuilder s = new StringBuilder().append(number).append(". ").append(one.name());
        s.append(flags.isEmpty() ? "" : " [" + String.join(", ", flags) + "]");
        one.addresses().forEach(a -> s.append(' ').append(a));
        one.macs().forEach(m -> s.append(' ').append(m));
        return s.append(one.description().isEmpty() ? "" : " (" + one.description() + ")")
                .toString();
    }
}
