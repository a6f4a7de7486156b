package io.shardbeat.http;

import java.net.URI;

/**
 * A server that requests are passed on to. Only settings name one, never a request.
 *
 * @param host its name or address; the name its certificate must have
 * @param port its port
 * @param tls whether it speaks HTTPS
 */
public record Upstream(String host, int port, boolean tls) {
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    /** @throws IllegalArgumentException when the address is not {@code http[s]://host[:port]} and nothing more */
    public static Upstream of(URI address) {
        boolean tls = "https".equals(address.getScheme());
        if (!(tls || "http".equals(address.getScheme())) || address.getHost() == null || !isBare(address)) {
            throw new IllegalArgumentException("expected http://host[:port] or https://host[:port], was " + address);
        }
        int standard = tls ? HTTPS_PORT : HTTP_PORT;
        return new Upstream(address.getHost(), address.getPort() < 0 ? standard : address.getPort(), tls);
    }

    private static boolean isBare(URI address) {
        boolean noPath = address.getRawPath().isEmpty() || address.getRawPath().equals("/");
        return noPath
                && address.getRawQuery() == null
                && address.getRawFragment() == null
                && address.getRawUserInfo() == null;
    }

    /** As in the settings. */
    @Override
    public String toString() {
        return (tls ? "https://" : "http://") + host + ":" + port;
    }
}
