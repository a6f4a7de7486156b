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

    /**
     * The same, for a protocol that no page of ours speaks. A page can have its own host name resolve to this machine (DNS
     * rebinding), and is of the same site then: without a signature it is believed under a local name only.
     */
    public static boolean sent(RawRequest head) {
        String site = head.header("Sec-Fetch-Site");
        String origin = head.header("Origin");
        if (site == null && origin == null) {
            return false;
        }
        String host = head.header("Host");
        boolean isByPage = origin != null || !"none".equals(site);
        return sent(site, origin, host)
                || isByPage && head.header("Authorization") == null && !LocalNames.isLocal(String.valueOf(host));
    }

    /** Whatever the scheme: a proxy may have ended TLS. {@code Origin: null} is of nobody. */
    private static boolean isOf(String origin, String host) {
        int authority = origin.indexOf("://");
        return authority > 0 && origin.substring(authority + 3).equalsIgnoreCase(host);
    }
}
