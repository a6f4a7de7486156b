package io.shardbeat.http;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** What the HTTP edge itself has to say about the paths of operators, in the shape of the admin API. */
public final class OperatorAnswers {
    private OperatorAnswers() {}

    /** @param why without characters that JSON would escape, but for those that are left out here */
    public static Answer unreadable(int status, String why) {
        StringBuilder text = new StringBuilder();
        why.chars().filter(c -> c >= ' ' && c <= '~' && c != '"' && c != '\\').forEach(c -> text.append((char) c));
        String body = "{\"error\":\"Refused\",\"message\":\"" + text + "\"}";
        return new Answer(status, "application/json", List.of(), body.getBytes(StandardCharsets.UTF_8));
    }
}
