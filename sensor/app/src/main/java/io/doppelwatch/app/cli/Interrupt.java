// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends a run in good order on Ctrl-C or SIGTERM: asks it to stop, lets it write its summary, and leaves with its exit
 * status, as tcpdump does.
 */
final class Interrupt implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 30;

    private final CountDownLatch finished = new CountDownLatch(1);
    private final Thread hook;
    private volatile int status = UserError.FAILED;

    Interrupt(Runnable stop) {
        hook = new Thread(() -> onSignal(stop), "interrupt");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void onSignal(Runnable stop) {
        stop.run();
        try {
            if (finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                Runtime.getRuntime().halt(status);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Says that everything is written and flushed. */
    void finished(int status) {
        this.status = status;
        finished.countDown();
    }

    @Override
    public void close() {
        finished.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The hook is running: it will end the process.
        }
    }
}
