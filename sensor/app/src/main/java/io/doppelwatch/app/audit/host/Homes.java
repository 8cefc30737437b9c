// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app.audit.host;

import java.util.List;

/** Which folders are homes, also in a copy of another machine's disk. Paths here have slashes between, whatever the system. */
final class Homes {
    private final String own;

    /** @param own the home of whoever runs the program */
    Homes(String own) {
        this.own = slashes(own);
    }

    boolean isHome(String folder) {
        if (folder.equals(own) || folder.equals("/root")) {
            return true;
        }
        int last = folder.lastIndexOf('/');
        int before = last <= 0 ? -1 : folder.lastIndexOf('/', last - 1);
        String parent = last <= 0 ? "" : folder.substring(before + 1, last);
        return parent.equals("home") || parent.equals("Users");
    }

    /** The home a path lies in; empty where in none. */
    String around(String path) {
        for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
            if (isHome(path.substring(0, slash))) {
                return path.substring(0, slash);
            }
        }
        return "";
    }

    /**
     * A project's folder as a file in a home names it, as it lies here: {@code /home/ann/src} of a disk that is mounted at
     * {@code /mnt} is {@code /mnt/home/ann/src}.
     */
    static String project(String named, String home) {
        String path = slashes(named);
        List<String> parts = List.of(home.split("/"));
        if (parts.size() >= 2) {
            String tail = "/" + parts.get(parts.size() - 2) + "/" + parts.get(parts.size() - 1) + "/";
            int at = (path + "/").indexOf(tail);
            if (at >= 0) {
                return home + path.substring(Math.min(path.length(), at + tail.length() - 1));
            }
        }
        return path;
    }

    static String slashes(String path) {
        String p = path.replace('\\', '/');
        return p.length() > 1 && p.endsWith("/") ? p.substring(0, p.length() - 1) : p;
    }
}
