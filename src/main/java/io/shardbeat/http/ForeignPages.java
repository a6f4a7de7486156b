package io.shardbeat.http;

import org.jspecify.annotations.Nullable;

/**
 * Tells requests that a page of another site made somebody's browser send. A browser reaches what its user's machine
 * reaches, a node on the loopback address too; no client library sends these headers.
 *
 * <p>Source: Fetch Metadata Request Headers (W3C), and the Origin header of the Fetch standard.
 */
public final class ForeignPages {
    private ForeignPages() {}

    /** Whether one did. A user who follows a link or types an address is not a page: {@code none}. */
    public static boolean sent(@Nullable String site, @Nullable String origin, @Nullable String host) {
        if (site != null && !site.equals("none") && !site.equals("same-origin")) {
            return true;
        }
        return origin != null && !(host != null && isOf(origin, host));
    }

    static boolean sent(RawRequest head) {
        return sent(head.header("Sec-Fetch-Site"), head.header("Origin"), head.header("Host"));
    }

    /** Whatever the scheme: a proxy may have ended TLS. {@code Origin: null} is of nobody. */
    private static boolean isOf(String origin, String host) {
        int authority = origin.indexOf("://");
        return authority > 0 && origin.substring(authority + 3).equalsIgnoreCase(host);
    }
}
