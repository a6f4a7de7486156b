package io.shardbeat.load.protocol;

/** What requests are signed with. */
public record AccessKey(String id, String secret) {
    /** Reads {@code id:secret}. */
    public static AccessKey parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 1 || colon == text.length() - 1) {
            throw new IllegalArgumentException("the access key must be id:secret"); // and is not repeated here
        }
        return new AccessKey(text.substring(0, colon), text.substring(colon + 1));
    }

    @Override
    public String toString() {
        return id + ":…";
    }
}
