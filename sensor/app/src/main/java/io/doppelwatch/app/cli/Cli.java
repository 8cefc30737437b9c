// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.cli;

import io.doppelwatch.app.output.Text;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;

/** From words to a verb, and from what went wrong to one line and an exit status. */
public final class Cli {
    static final int DONE = 0;
    /** Done, and a finding reached {@code --fail-on}. */
    static final int FOUND = 3;

    private Cli() {}

    /** Runs the program and gives its exit status; nothing is thrown. */
    public static int run(List<String> arguments, Console console) {
        try {
            return dispatch(arguments, console);
        } catch (UserError e) {
            say(console.err(), Text.oneLine(e.getMessage()));
            traceIfAsked(arguments, console, e);
            return e.status();
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            // A defect of ours (or memory). The user gets a line all the same, and the means to report it.
            say(
                    console.err(),
                    e instanceof OutOfMemoryError
                            ? "out of memory; give it more with JAVA_TOOL_OPTIONS=-Xmx4g"
                            : "internal error: " + Text.oneLine(e.toString())
                                    + "; run it again with -v for the stack trace and report it");
            traceIfAsked(arguments, console, e);
            return UserError.FAILED;
        }
    }

    /** One line on standard error, with the program's name before it. */
    static void say(PrintStream err, String line) {
        err.println("doppelwatch: " + line);
    }

    private static void traceIfAsked(List<String> arguments, Console console, Throwable e) {
        if (arguments.contains("-v") || arguments.contains("--verbose")) {
            e.printStackTrace(console.err());
        }
    }

    private static int dispatch(List<String> arguments, Console console) throws UserError {
        if (arguments.isEmpty()) {
            help(console.err());
            return UserError.USAGE;
        }
        String first = arguments.get(0);
        if (first.equals("--help") || first.equals("-h") || first.equals("help")) {
            help(console.out());
            return DONE;
        }
        if (first.equals("--version") || first.equals("-V")) {
            console.out().println(Version.line());
            return DONE;
        }
        Optional<Verb> verb = Verb.of(first);
        if (verb.isPresent()) {
            return run("doppelwatch " + first, verb.get().command(), arguments.subList(1, arguments.size()), console);
        }
        if (first.startsWith("-")) {
            return run("doppelwatch", new ClassicCommand(), arguments, console);
        }
        if (Verb.isLater(first)) {
            throw UserError.usage("this version does not have the verb '" + first + "' (see doppelwatch --help)");
        }
        throw UserError.usage("there is no verb '" + first + "' (see doppelwatch --help; to read a capture: doppelwatch"
                + " replay FILE)");
    }

    private static int run(String name, Command command, List<String> arguments, Console console) throws UserError {
        int split = arguments.indexOf("--");
        List<String> own = split < 0 ? arguments : arguments.subList(0, split);
        List<String> filter = split < 0 ? List.of() : arguments.subList(split + 1, arguments.size());
        Optional<Words> words = Words.plain(command.flags(), own);
        if (words.isEmpty()
                || !words.get().others().isEmpty() && command.operand().isEmpty()) {
            Usage usage = new Usage(command, name);
            words = usage.read(own);
            if (words.isEmpty()) {
                usage.print(console.out(), console.outTerminal().colour());
                return DONE;
            }
        }
        return command.run(words.get(), filter, console);
    }

    private static void help(PrintStream out) {
        out.println("doppelwatch - tells when a server is being impersonated, from what the network shows");
        out.println();
        out.println("usage: doppelwatch VERB [options] [arguments]");
        out.println();
        for (Verb verb : Verb.values()) {
            String left = verb.text() + " " + verb.arguments();
            out.println("  " + left + " ".repeat(Math.max(1, 32 - left.length())) + verb.summary());
        }
        out.println();
        out.println("without a verb, as tcpdump and Suricata have it:");
        out.println("  doppelwatch -r FILE [options] [BPF]     replay");
        out.println("  doppelwatch -i IFACE [options] [BPF]    watch");
        out.println("  doppelwatch -D                          interfaces");
        out.println();
        out.println("doppelwatch VERB --help    the options of a verb");
        out.println("doppelwatch --version      the version");
        out.println();
        out.println("exit status: 0 done, 1 it could not do its work, 2 wrong usage or configuration,");
        out.println(
                "             3 done, and a finding reached --fail-on, or the score is below --min-recall or --min-precision");
    }
}
