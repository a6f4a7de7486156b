package io.shardbeat.http;

import io.vertx.core.MultiMap;

/** What a request names as its host. Sources: RFC 9110, 7.2; RFC 9112, 3.2; RFC 3986, 3.2. */
final class HostHeader {
    private static final int MAX_PORT = 65_535;

    /** What no name has, and what would be two hosts, or a host and more, for whoever reads it next. */
    private static final String FOREIGN = " \t,/\\@?#<>\"{}|^`[]";

    private HostHeader() {}

    /** The headers with the host that a target in absolute form names, which is the one that counts then. */
    static MultiMap ofTarget(String target, MultiMap headers) {
        int scheme = target.indexOf("://");
        if (scheme < 0) {
            return headers;
        }
        int start = scheme + 3;
        int end = start;
        while (end < target.length() && "/?#".indexOf(target.charAt(end)) < 0) {
            end++;
        }
        String host = target.substring(start, end);
        return host.isEmpty() || host.equals(headers.get("Host"))
                ? headers
                : MultiMap.caseInsensitiveMultiMap().addAll(headers).set("Host", host);
    }

    /** Whether it is a name or an address, with a port or without; none at all is for the dialects to judge. */
    static boolean mayBeHost(String value) {
        int end = value.startsWith("[") ? value.indexOf(']') + 1 : value.indexOf(':');
        int nameEnd = end < 0 ? value.length() : end;
        return isName(value, nameEnd) && isPort(value, nameEnd);
    }

    private static boolean isName(String value, int end) {
        if (value.startsWith("[")) {
            return end > 2 && value.substring(1, end - 1).matches("[0-9A-Fa-f:.]+");
        }
        for (int i = 0; i < end; i++) {
            if (FOREIGN.indexOf(value.charAt(i)) >= 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPort(String value, int start) {
        if (start == value.length()) {
            return true;
        }
        if (value.charAt(start) != ':' || value.length() - start > 6) {
            return false;
        }
        int port = 0;
        for (int i = start + 1; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < '0' || c > '9') {
                return false;
            }
            port = 10 * port + c - '0';
        }
        return port <= MAX_PORT;
    }
}
