package io.shardbeat.load.protocol;

/**
 * A request before it is signed.
 *
 * @param method in capitals
 * @param path needs no escaping
 * @param query as sent; names and values are plain ASCII that needs no escaping; {@code ""} for none
 * @param sortedQuery the same parameters by name
 * @param body {@code ""} for none
 */
record Request(String method, String path, String query, String sortedQuery, byte[] body) {
    private static final byte[] NOTHING = new byte[0];

    static Request without(String method, String path) {
        return new Request(method, path, "", "", NOTHING);
    }

    static Request of(String method, String path, String body) {
        return new Request(method, path, "", "", Digests.utf8(body));
    }

    /** The request line's target. */
    String target() {
        return query.isEmpty() ? path : path + "?" + query;
    }
}
