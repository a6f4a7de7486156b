package io.shardbeat.fuzz;

import io.shardbeat.http.RawRequest;
import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads any bytes as a request, as near to HTTP/1.1 as they come, so that a corpus is made of requests one can read: a
 * line with method and target, lines with headers, an empty line, the body. Bytes of the head become characters one to
 * one, as they do on the server.
 */
public final class RequestText {
    private final byte[] text;
    private int at;

    private RequestText(byte[] text) {
        this.text = text;
    }

    /** Never fails: what is missing is empty. */
    public static RawRequest parse(byte[] text) {
        return new RequestText(text).request();
    }

    private RawRequest request() {
        String[] line = line().split(" ", 2);
        String target = line.length > 1 ? line[1] : "/";
        int mark = target.indexOf('?');
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        for (String header = line(); !header.isEmpty(); header = line()) {
            int colon = header.indexOf(':');
            if (colon > 0) {
                headers.add(
                        header.substring(0, colon), header.substring(colon + 1).strip());
            }
        }
        return new RawRequest(
                line[0],
                mark < 0 ? target : target.substring(0, mark),
                mark < 0 ? null : target.substring(mark + 1),
                headers,
                Arrays.copyOfRange(text, at, text.length));
    }

    /** Without its end; empty where there is no more. */
    private String line() {
        int start = at;
        while (at < text.length && text[at] != '\n') {
            at++;
        }
        int end = at > start && text[at - 1] == '\r' ? at - 1 : at;
        at = Math.min(at + 1, text.length);
        return new String(text, start, end - start, StandardCharsets.ISO_8859_1);
    }
}
