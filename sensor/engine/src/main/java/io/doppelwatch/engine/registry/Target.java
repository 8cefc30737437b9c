// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.registry;

import org.jspecify.annotations.Nullable;

/** What an entry makes its reader call or start. */
public sealed interface Target {
    /** Equal for targets that are the same server; may hold secrets, never shown. */
    String key();

    /** For people, without secrets. */
    String shown();

    /** Where it is called, null where it is not known or it only runs here. */
    default @Nullable Endpoint endpoint() {
        return null;
    }

    /** The package or image that is fetched and run; null where there is none. */
    default @Nullable PackageRef fetched() {
        return null;
    }

    /**
     * A server that is called.
     *
     * @param url as written
     * @param endpoint null where the host is not known before it runs
     */
    record Remote(String url, @Nullable Endpoint endpoint) implements Target {
        public static Remote of(String url) {
            return new Remote(url, Endpoint.parse(url));
        }

        @Override
        public String key() {
            return endpoint == null ? url : endpoint.toString();
        }

        @Override
        public String shown() {
            return endpoint == null ? Secrets.url(url) : endpoint.toString();
        }
    }

    /**
     * A program that is started.
     *
     * @param bridged the server it only passes on to; null for a server of its own
     */
    record Program(
            CommandLine line,
            @Nullable PackageRef fetched,
            @Nullable Remote bridged) implements Target {
        public static Program of(CommandLine line) {
            return new Program(line, PackageRef.of(line), Bridge.of(line));
        }

        @Override
        public String key() {
            return bridged == null ? line.toString() : bridged.key();
        }

        @Override
        public String shown() {
            return Secrets.line(line);
        }

        @Override
        public @Nullable Endpoint endpoint() {
            return bridged == null ? null : bridged.endpoint();
        }
    }

    /** A package a registry offers, which nobody has started yet. */
    record Offered(PackageRef fetched) implements Target {
        /** A registry offers many versions of one server. */
        @Override
        public String key() {
            return fetched.runner() + " " + fetched.name();
        }

        @Override
        public String shown() {
            return fetched.toString();
        }
    }
}
