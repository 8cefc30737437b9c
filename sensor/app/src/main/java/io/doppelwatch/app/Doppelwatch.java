// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app;

import io.doppelwatch.app.cli.Cli;
import io.doppelwatch.app.cli.Console;
import io.doppelwatch.app.cli.Version;
import io.netty.util.internal.logging.InternalLoggerFactory;
import java.util.List;

/** The program. */
public final class Doppelwatch {
    private Doppelwatch() {}

    public static void main(String[] args) {
        if (args.length == 1 && (args[0].equals("--version") || args[0].equals("-V"))) {
            // What scripts ask most often: answered before anything else is loaded.
            System.out.println(Version.line());
            return;
        }
        InternalLoggerFactory.setDefaultFactory(new NoLogging());
        Console console = Console.ofProcess();
        System.exit(console.end(Cli.run(List.of(args), console)));
    }
}
