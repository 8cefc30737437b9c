// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app;

import io.netty.util.internal.logging.AbstractInternalLogger;
import io.netty.util.internal.logging.InternalLogger;
import io.netty.util.internal.logging.InternalLoggerFactory;

/**
 * Keeps Netty from looking for a logging system: all it has to say is how it found its memory, and the search loads two of
 * them at every start.
 */
final class NoLogging extends InternalLoggerFactory {
    @Override
    protected InternalLogger newInstance(String name) {
        return new Silent(name);
    }

    private static final class Silent extends AbstractInternalLogger {
        private static final long serialVersionUID = 1;

        Silent(String name) {
            super(name);
        }

        @Override
        public boolean isTraceEnabled() {
            return false;
        }

        @Override
        public void trace(String message) {}

        @Override
        public void trace(String format, Object a) {}

        @Override
        public void trace(String format, Object a, Object b) {}

        @Override
        public void trace(String format, Object... all) {}

        @Override
        public void trace(String message, Throwable cause) {}

        @Override
        public boolean isDebugEnabled() {
            return false;
        }

        @Override
        public void debug(String message) {}

        @Override
        public void debug(String format, Object a) {}

        @Override
        public void debug(String format, Object a, Object b) {}

        @Override
        public void debug(String format, Object... all) {}

        @Override
        public void debug(String message, Throwable cause) {}

        @Override
        public boolean isInfoEnabled() {
            return false;
        }

        @Override
        public void info(String message) {}

        @Override
        public void info(String format, Object a) {}

        @Override
        public void info(String format, Object a, Object b) {}

        @Override
        public void info(String format, Object... all) {}

        @Override
        public void info(String message, Throwable cause) {}

        @Override
        public boolean isWarnEnabled() {
            return false;
        }

        @Override
        public void warn(String message) {}

        @Override
        public void warn(String format, Object a) {}

        @Override
        public void warn(String format, Object a, Object b) {}

        @Override
        public void warn(String format, Object... all) {}

        @Override
        public void warn(String message, Throwable cause) {}

        @Override
        public boolean isErrorEnabled() {
            return false;
        }

        @Override
        public void error(String message) {}

        @Override
        public void error(String format, Object a) {}

        @Override
        public void error(String format, Object a, Object b) {}

        @Override
        public void error(String format, Object... all) {}

        @Override
        public void error(String message, Throwable cause) {}
    }
}
