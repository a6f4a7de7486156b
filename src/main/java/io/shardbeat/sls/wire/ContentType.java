package io.shardbeat.sls.wire;

import io.shardbeat.http.RawRequest;

/**
 * Checks what kind of body a request says it has. Only where there is one: Java sends {@code application/x-protobuf},
 * and sometimes {@code 0}, with requests that have none.
 */
public final class ContentType {
    private static final String JSON = "application/json";

    private ContentType() {}

    /** A body of no stated type passes: whether it is JSON shows when it is read. */
    public static void check(RawRequest request) {
        if (request.body().length == 0) {
            return;
        }
        String type = request.header("Content-Type");
        if (type != null && !type.isEmpty() && !isJson(type)) {
            throw new CallRefused(
                    SlsError.INVALID_CONTENT_TYPE,
                    "Content-Type " + Excerpt.of(type) + " is unsupported, expected " + JSON);
        }
    }

    /** Parameters such as a charset may follow. */
    private static boolean isJson(String type) {
        return type.regionMatches(true, 0, JSON, 0, JSON.length())
                && (type.length() == JSON.length() || " ;".indexOf(type.charAt(JSON.length())) >= 0);
    }
}
