// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.registry;

import io.doppelwatch.engine.net.Ip;
import io.doppelwatch.engine.net.IpText;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a URL points (RFC 3986). Query and fragment are left out, for they hold keys as often as not.
 *
 * @param scheme lower case
 * @param host lower case, without brackets and final dot
 * @param address where the host is an address, {@link Ip#NONE} where it is a name
 * @param port as written, or the scheme's own; 0 where neither is known
 * @param path empty for the root
 * @param userInfo whether something stands before an {@code @}
 */
public record Endpoint(String scheme, String host, Ip address, int port, String path, boolean userInfo) {
    /** RFC 3986, 3: the authority ends with the first slash, question mark or number sign, and user information with its last @. */
    private static final Pattern URL = Pattern.compile(
            "(?<scheme>[A-Za-z][A-Za-z0-9+.-]{0,30})://(?<authority>[^/?#\\\\]*)(?<path>[^?#]*).*", Pattern.DOTALL);

    private static final Pattern AUTHORITY = Pattern.compile(
            "(?:(?<user>.*)@)?(?:\\[(?<v6>[0-9A-Fa-f:.]+)(?:%[^\\]]*)?\\]|(?<host>[^:\\[\\]]*))(?::(?<port>\\d{0,5}))?");
    private static final Pattern NUMBER = Pattern.compile("0x[0-9a-f]{1,8}|\\d{1,10}");
    private static final long LAST_V4 = 0xffff_ffffL;
    private static final int LONGEST = 8192;

    /** Null where it is no URL with a host, or the host is only known when it runs ({@code ${HUB}}, {@code {tenant}}). */
    public static @Nullable Endpoint parse(String url) {
        Matcher m = URL.matcher(url.strip());
        if (url.length() > LONGEST || !m.matches()) {
            return null;
        }
        Matcher a = AUTHORITY.matcher(m.group("authority"));
        if (!a.matches()) {
            return null;
        }
        String scheme = m.group("scheme").toLowerCase(Locale.ROOT);
        String host = a.group("v6") != null ? a.group("v6") : a.group("host");
        host = host.toLowerCase(Locale.ROOT);
        host = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        if (host.isEmpty() || host.indexOf('{') >= 0 || host.indexOf('$') >= 0 || host.indexOf('%') >= 0) {
            return null;
        }
        String digits = a.group("port");
        int port = digits == null || digits.isEmpty() ? standardPort(scheme) : Integer.parseInt(digits);
        String path = m.group("path");
        while (path.endsWith("/")) {
            path = path.substring(0, path.length() - 1);
        }
        return port > 0xffff ? null : new Endpoint(scheme, host, address(host), port, path, a.group("user") != null);
    }

    /** Browsers and C libraries take {@code 3232235777} and {@code 0xc0a80101} for an IPv4 address (WHATWG URL, 3.5). */
    private static Ip address(String host) {
        Ip ip = IpText.parse(host);
        if (ip == null && NUMBER.matcher(host).matches()) {
            long n = host.startsWith("0x") ? Long.parseLong(host.substring(2), 16) : Long.parseLong(host);
            ip = n <= LAST_V4 ? Ip.v4((int) n) : null;
        }
        return ip == null ? Ip.NONE : ip;
    }

    private static int standardPort(String scheme) {
        return switch (scheme) {
            case "https", "wss" -> 443;
            case "http", "ws" -> 80;
            default -> 0;
        };
    }

    public boolean hasAddress() {
        return !address.equals(Ip.NONE);
    }

    /** True where what is said can be read and changed on its way. */
    public boolean isClear() {
        return scheme.equals("http") || scheme.equals("ws");
    }

    /** True where it does not leave the machine (RFC 6761, 6.3; RFC 1122, 3.2.1.3; RFC 4291, 2.5.3), or the containers on it. */
    public boolean isLoopback() {
        if (hasAddress()) {
            boolean v4 = address.isV4() && ((int) address.low() >>> 24 == 127 || (int) address.low() == 0);
            return v4 || address.high() == 0 && address.low() == 1;
        }
        return host.equals("localhost")
                || host.endsWith(".localhost")
                || host.equals("host.docker.internal")
                || host.equals("localhost.localdomain");
    }

    /** Scheme, host, port and path, the port left out where it is the scheme's own. */
    @Override
    public String toString() {
        String h = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return scheme + "://" + h + (port == standardPort(scheme) ? "" : ":" + port) + path;
    }
}
