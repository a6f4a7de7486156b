package io.shardbeat.ctl.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.shardbeat.ctl.text.Json;
import io.shardbeat.ctl.text.Printable;
import java.io.IOException;

/** Tells answers from refusals, and says both sides of a refusal: what was asked, and what came back. */
final class Refusals {
    private static final int LONGEST_MESSAGE = 1_000;

    private Refusals() {}

    static JsonNode check(String what, int status, byte[] bytes) {
        JsonNode body;
        try {
            body = Json.read(bytes);
        } catch (IOException e) {
            throw failure(what, status, "", "an answer that is no JSON: is the admin API at this address?");
        }
        if (status >= 200 && status < 300) {
            return body;
        }
        String word = body.path("error").asText("");
        String message = body.path("message").asText("");
        throw failure(
                what, status, word, word.isEmpty() && message.isEmpty() ? "no reason given" : word + ": " + message);
    }

    private static Failure failure(String what, int status, String word, String said) {
        String text = Printable.of(said);
        String shown = text.length() > LONGEST_MESSAGE ? text.substring(0, LONGEST_MESSAGE) + "..." : text;
        boolean isAnswer = status >= 200 && status < 300;
        return new Failure(
                isAnswer ? ExitCode.REFUSED : ExitCode.ofStatus(status),
                word,
                "cannot " + Printable.of(what) + ": " + status + " " + shown);
    }
}
