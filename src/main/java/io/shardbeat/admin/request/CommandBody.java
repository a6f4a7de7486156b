package io.shardbeat.admin.request;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.configuration.DurationConverter;
import io.shardbeat.group.wish.Note;
import io.shardbeat.group.wish.Pause;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The JSON body of a command, read strictly: what is not known is refused, not ignored. */
public final class CommandBody {
    /** What is forgotten is over in a week. */
    public static final Duration LONGEST = Duration.ofDays(7);

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final int MOST_CHARACTERS = 20_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode root;

    private CommandBody(JsonNode root) {
        this.root = root;
    }

    /** @param fields beside {@code reason}, which every command takes */
    public static CommandBody read(@Nullable String body, String... fields) {
        List<String> known = new ArrayList<>(Arrays.asList(fields));
        known.add("reason");
        JsonNode root = parse(body == null ? "" : body);
        root.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw refused("the body has a field that is not known here; it may have " + String.join(", ", known));
            }
        });
        return new CommandBody(root);
    }

    private static JsonNode parse(String body) {
        if (body.length() > MOST_CHARACTERS) {
            throw refused("the body must have at most " + MOST_CHARACTERS + " characters");
        }
        try {
            JsonNode root = body.isBlank() ? JSON.createObjectNode() : JSON.readTree(body);
            if (root.isObject()) {
                return root;
            }
        } catch (JsonProcessingException e) {
            // Told below, as what is JSON but no object is.
        }
        throw refused("the body must be a JSON object");
    }

    /** @param parameter takes its place where a client cannot send a body */
    String reason(@Nullable String parameter) {
        return reason(text("reason"), parameter);
    }

    static String reason(@Nullable String inBody, @Nullable String parameter) {
        String reason = inBody == null ? parameter : inBody;
        if (reason == null || reason.isBlank() || reason.length() > Note.LONGEST_WHY) {
            throw refused("every change takes a reason, {\"reason\": \"...\"} with 1 to " + Note.LONGEST_WHY
                    + " characters, or ?reason=...");
        }
        return reason;
    }

    @Nullable String text(String field) {
        JsonNode value = root.get(field);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            throw refused(field + " must be a text");
        }
        return value.asText();
    }

    public String required(String field) {
        String value = text(field);
        if (value == null || value.isEmpty()) {
            throw refused("the body needs " + field);
        }
        return value;
    }

    public int whole(String field, int least, int most) {
        JsonNode value = root.get(field);
        if (value == null
                || !value.isIntegralNumber()
                || !value.canConvertToInt()
                || value.asInt() < least
                || value.asInt() > most) {
            throw refused(field + " must be a number from " + least + " to " + most);
        }
        return value.asInt();
    }

    /** A number or a text, as text; {@code null} when there is none. */
    public @Nullable String value(String field) {
        JsonNode value = root.get(field);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isTextual() && !value.isIntegralNumber()) {
            throw refused(field + " must be a text or a whole number");
        }
        return value.asText();
    }

    public @Nullable Duration time(String field) {
        return duration(field, text(field));
    }

    public static @Nullable Duration duration(String name, @Nullable String text) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        try {
            Duration time = DurationConverter.parseDuration(text);
            if (time != null && time.compareTo(SHORTEST) >= 0 && time.compareTo(LONGEST) <= 0) {
                return time;
            }
        } catch (RuntimeException e) {
            // Told below, as a time out of range is.
        }
        throw refused(name + " must be a time from 1s to 7d, as in 90s, 10m or 2h");
    }

    public @Nullable Instant instant(String field) {
        String text = text(field);
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw refused(field + " must be a time as in 2026-11-29T23:00:00Z");
        }
    }

    public Pause.Mode mode() {
        String mode = text("mode");
        return switch (mode == null ? "balance" : mode) {
            case "balance" -> Pause.Mode.BALANCE;
            case "all" -> Pause.Mode.ALL;
            default -> throw refused("mode must be balance or all");
        };
    }

    public static AdminException refused(String message) {
        return new AdminException(AdminError.INVALID_ARGUMENT, message);
    }
}
