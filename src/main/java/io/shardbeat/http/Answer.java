package io.shardbeat.http;

import java.nio.charset.StandardCharsets;
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
 * @param outcome what it says, for metrics: CLS answers everything with status 200
 */
public record Answer(
        int status,
        String contentType,
        List<Map.Entry<String, String>> headers,
        byte[] body,
        boolean isDistrust,
        Outcome outcome) {

    /** What is shorter is none. */
    private static final int SHORTEST_ID = 8;

    /** One that says that all is well. */
    public Answer(int status, String contentType, List<Map.Entry<String, String>> headers, byte[] body) {
        this(status, contentType, headers, body, false, Outcome.OK);
    }

    /** The id that it carries; {@code -} where it has none. */
    public String requestId() {
        for (Map.Entry<String, String> header : headers) {
            if (header.getKey().endsWith("requestid")) {
                return header.getValue();
            }
        }
        return "-";
    }

    /** The same, by another id: in its header, and where its body repeats it. */
    public Answer named(String id) {
        String before = requestId();
        List<Map.Entry<String, String>> renamed = headers.stream()
                .map(header -> header.getValue().equals(before) ? Map.entry(header.getKey(), id) : header)
                .toList();
        String text = new String(body, StandardCharsets.ISO_8859_1);
        int at = before.length() < SHORTEST_ID ? -1 : text.lastIndexOf(before);
        byte[] other = at < 0
                ? body
                : (text.substring(0, at) + id + text.substring(at + before.length()))
                        .getBytes(StandardCharsets.ISO_8859_1);
        return new Answer(status, contentType, renamed, other, isDistrust, outcome);
    }

    /** The same, as a distrust. */
    public Answer distrusting() {
        return new Answer(status, contentType, headers, body, true, outcome);
    }

    /** The same, as one that says something else. */
    public Answer saying(Outcome other) {
        return other == outcome ? this : new Answer(status, contentType, headers, body, isDistrust, other);
    }
}
