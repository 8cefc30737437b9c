// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.cli;

import io.doppelwatch.app.capture.Interfaces;
import io.doppelwatch.app.capture.PcapException;
import io.doppelwatch.app.output.Text;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** {@code interfaces}: what can be captured on. */
@CommandLine.Command(
        synopsisHeading = "",
        customSynopsis = "usage: doppelwatch interfaces",
        description = "%nLists what can be captured on, the likeliest first.%n")
final class InterfacesCommand implements Command {
    @Option(
            names = {"-v", "--verbose"},
            description = "stack traces of errors")
    boolean verbose;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "this page")
    boolean help;

    @Override
    public int run(Console console) throws UserError {
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
