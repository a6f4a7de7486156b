package io.shardbeat.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.SocketAddress;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request's head as dialects see it, and what is wrong with it that HTTP libraries let pass. */
public final class RequestHead {
    private static final int LAST_CONTROL = 0x1F;
    private static final int DELETE = 0x7F;

    private RequestHead() {}

    public static RawRequest of(HttpServerRequest request) {
        return of(request, peer(request.remoteAddress()));
    }

    /** @param peer the address it came from, as {@link #peer} writes it */
    public static RawRequest of(HttpServerRequest request, String peer) {
        String target = request.uri();
        MultiMap headers = headers(request);
        if (!target.startsWith("/")) {
            headers = HostHeader.ofTarget(target, headers);
            target = originForm(target);
        }
        int query = target.indexOf('?');
        return new RawRequest(
                request.method().name(),
                query < 0 ? target : target.substring(0, query),
                query < 0 ? null : target.substring(query + 1),
                headers,
                new byte[0],
                peer);
    }

    /** Without a port: a client's next connection has another. */
    public static String peer(@Nullable SocketAddress address) {
        String host = address == null ? null : address.hostAddress();
        return host == null ? "" : host;
    }

    /** HTTP/2 says in {@code :authority} what both dialects look for in {@code Host}. */
    private static MultiMap headers(HttpServerRequest request) {
        if (request.version() == HttpVersion.HTTP_2 && request.authority() != null) {
            return MultiMap.caseInsensitiveMultiMap()
                    .addAll(request.headers())
                    .set("Host", request.authority().toString());
        }
        return request.headers();
    }

    /** {@code http://host/path} as sent to a proxy, cut down to {@code /path}. */
    private static String originForm(String target) {
        int authority = target.indexOf("://");
        if (authority < 0) {
            return "/" + target;
        }
        int path = target.indexOf('/', authority + 3);
        int query = target.indexOf('?', authority + 3);
        if (query >= 0 && (path < 0 || query < path)) {
            return "/" + target.substring(query);
        }
        return path < 0 ? "/" : target.substring(path);
    }

    /**
     * Why a request is refused.
     *
     * @param status the one HTTP has for it
     * @param why for the client
     */
    public record Flaw(int status, String why) {}

    /**
     * How long the two parts of a head may be, in bytes. Over HTTP/1 the decoder sees to it; over HTTP/2 it may only end
     * the connection, and other requests with it.
     */
    public record Lengths(int target, int headers) {}

    /** What is wrong with the head, or {@code null}. */
    public static @Nullable Flaw flaw(HttpServerRequest request, RawRequest head, Lengths most) {
        if (request.version() == HttpVersion.HTTP_2) {
            Flaw flaw = flawOfHttp2(request.uri(), request.headers(), most);
            return flaw != null ? flaw : flawOfHost(head);
        }
        String coding = head.header("Transfer-Encoding");
        if (coding != null && request.version() == HttpVersion.HTTP_1_0) {
            return new Flaw(400, "HTTP/1.0 has no Transfer-Encoding");
        }
        if (coding != null && !isChunkedAlone(request.headers().getAll("Transfer-Encoding"))) {
            return new Flaw(400, "the only Transfer-Encoding served is chunked");
        }
        if (request.headers().getAll("Host").size() > 1) {
            return new Flaw(400, "Host is there more than once");
        }
        return flawOfHost(head);
    }

    private static @Nullable Flaw flawOfHost(RawRequest head) {
        String host = head.header("Host");
        return host == null || HostHeader.mayBeHost(host)
                ? null
                : new Flaw(400, "Host is not a name or an address, with a port or without");
    }

    /** Twice is once too often: who reads the request next may count otherwise where it ends. */
    private static boolean isChunkedAlone(List<String> codings) {
        return codings.size() == 1 && codings.get(0).trim().equalsIgnoreCase("chunked");
    }

    private static @Nullable Flaw flawOfHttp2(String target, MultiMap headers, Lengths most) {
        if (target.length() > most.target) {
            return new Flaw(414, "the path is longer than " + most.target + " bytes");
        }
        if (hasControls(target) || target.indexOf(' ') >= 0) {
            return new Flaw(400, "the path has a blank or a control character in it");
        }
        int length = 0;
        for (Map.Entry<String, String> header : headers) {
            length += header.getKey().length() + header.getValue().length();
            if (hasControls(header.getKey()) || hasControls(header.getValue())) {
                return new Flaw(400, "a header has a control character in it");
            }
        }
        return length > most.headers ? new Flaw(431, "the headers are longer than " + most.headers + " bytes") : null;
    }

    /** What could end a line, or a text, for whoever reads it next. A tab may be in a value. */
    public static boolean hasControls(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= LAST_CONTROL && c != '\t' || c == DELETE) {
                return true;
            }
        }
        return false;
    }
}
