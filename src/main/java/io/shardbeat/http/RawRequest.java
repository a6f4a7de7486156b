package io.shardbeat.http;

import io.vertx.core.MultiMap;
import org.jspecify.annotations.Nullable;

/**
 * A request as it came over the wire: nothing decoded, nothing normalised, because signatures are computed over these
 * very characters. An absolute-form target ({@code POST http://host/path}) has been cut down to its path and query.
 *
 * @param method the method as sent, for example {@code POST}
 * @param path the path as sent, percent-encoding included
 * @param query everything after {@code ?} as sent, or {@code null} when there was no {@code ?}
 * @param headers the headers; names compare ignoring case
 * @param body the body, empty when there was none; must not be changed
 * @param peer the address it came from, without a port; empty when not known
 */
public record RawRequest(
        String method, String path, @Nullable String query, MultiMap headers, byte[] body, String peer) {

    /** From nobody knows where. */
    public RawRequest(String method, String path, @Nullable String query, MultiMap headers, byte[] body) {
        this(method, path, query, headers, body, "");
    }

    /** The same request, its body read. */
    public RawRequest withBody(byte[] read) {
        return new RawRequest(method, path, query, headers, read, peer);
    }

    /**
     * The first header of this name, or {@code null}.
     *
     * @param name a constant, in any case
     */
    public @Nullable String header(String name) {
        return headers.get(HeaderNames.asOnTheWire(name));
    }
}
