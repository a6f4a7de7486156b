package io.shardbeat.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.SocketAddress;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request's head as dialects see it, and what is wrong with it that HTTP libraries let pass. */
final class RequestHead {
    private static final int LAST_CONTROL = 0x1F;
    private static final int DELETE = 0x7F;

    private RequestHead() {}

    static RawRequest of(HttpServerRequest request) {
        String target = request.uri();
        if (!target.startsWith("/")) {
            target = originForm(target);
        }
        int query = target.indexOf('?');
        return new RawRequest(
                request.method().name(),
                query < 0 ? target : target.substring(0, query),
                query < 0 ? null : target.substring(query + 1),
                headers(request),
                new byte[0],
                peer(request));
    }

    /** Without a port: a client's next connection has another. */
    private static String peer(HttpServerRequest request) {
        SocketAddress address = request.remoteAddress();
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
    record Flaw(int status, String why) {}

    /**
     * How long the two parts of a head may be, in bytes. Over HTTP/1 the decoder sees to it; over HTTP/2 it may only end
     * the connection, and other requests with it.
     */
    record Lengths(int target, int headers) {}

    /** What is wrong with the head, or {@code null}. */
    static @Nullable Flaw flaw(HttpServerRequest request, RawRequest head, Lengths most) {
        if (request.version() == HttpVersion.HTTP_2) {
            return flawOfHttp2(request.uri(), request.headers(), most);
        }
        String coding = head.header("Transfer-Encoding");
        if (coding != null && request.version() == HttpVersion.HTTP_1_0) {
            return new Flaw(400, "HTTP/1.0 has no Transfer-Encoding");
        }
        if (coding != null && !coding.trim().equalsIgnoreCase("chunked")) {
            return new Flaw(400, "the only Transfer-Encoding served is chunked");
        }
        if (head.headers().getAll("Host").size() > 1) {
            return new Flaw(400, "Host is there more than once");
        }
        return null;
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
    static boolean hasControls(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= LAST_CONTROL && c != '\t' || c == DELETE) {
                return true;
            }
        }
        return false;
    }
}
