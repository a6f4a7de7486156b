package io.shardbeat.client.wire;

import java.util.Map;

/**
 * An HTTP answer.
 *
 * @param headers by their lower-case names
 * @param sentAt when its request was sent, nanoseconds of the {@link Ticker}
 */
public record Answer(int status, Map<String, String> headers, String body, long sentAt) {
    /** For calls of SLS, which know no other good status. */
    public boolean isGood() {
        return status == 200;
    }

    /** For calls of the admin API. */
    public boolean isDone() {
        return status / 100 == 2;
    }

    /** The {@code errorCode} of an error's body; the status where there is none. */
    public String errorCode() {
        try {
            if (Json.read(body) instanceof Map<?, ?> error && error.get("errorCode") instanceof String code) {
                return code;
            }
        } catch (IllegalArgumentException e) {
            return "status " + status + " without an errorCode";
        }
        return "status " + status + " without an errorCode";
    }
}
