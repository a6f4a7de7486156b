package io.shardbeat.upstream;

import io.vertx.core.MultiMap;
import java.util.List;

/** Headers that concern one connection only, and are not passed on. Source: RFC 9110, 7.6.1. */
final class HopByHop {
    private static final List<String> NAMES = List.of(
            "Connection",
            "Keep-Alive",
            "Proxy-Authenticate",
            "Proxy-Authorization",
            "Proxy-Connection",
            "TE",
            "Trailer",
            "Upgrade");

    private HopByHop() {}

    /** Transfer-Encoding stays: the proxy library frames both messages anew by it. */
    static void removeFrom(MultiMap headers) {
        for (String value : headers.getAll("Connection")) {
            for (String name : value.split(",", -1)) {
                if (!name.isBlank() && !isFraming(name.trim())) {
                    headers.remove(name.trim());
                }
            }
        }
        NAMES.forEach(headers::remove);
    }

    private static boolean isFraming(String name) {
        return name.equalsIgnoreCase("Content-Length") || name.equalsIgnoreCase("Transfer-Encoding");
    }
}
