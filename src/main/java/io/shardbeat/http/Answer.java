package io.shardbeat.http;

import java.util.List;
import java.util.Map;

/**
 * What a dialect answers.
 *
 * @param status the HTTP status
 * @param contentType the value of {@code Content-Type}; none is sent where it is empty
 * @param headers further headers, written as they are
 * @param body the body; may be empty, must not be changed
 * @param isDistrust whether it says that the sender has not shown who it is; too many of them end a connection
 */
public record Answer(
        int status, String contentType, List<Map.Entry<String, String>> headers, byte[] body, boolean isDistrust) {

    /** One that is no distrust. */
    public Answer(int status, String contentType, List<Map.Entry<String, String>> headers, byte[] body) {
        this(status, contentType, headers, body, false);
    }

    /** The same, as a distrust. */
    public Answer distrusting() {
        return new Answer(status, contentType, headers, body, true);
    }
}
