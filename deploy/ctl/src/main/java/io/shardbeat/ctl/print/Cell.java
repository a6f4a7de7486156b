package io.shardbeat.ctl.print;

import com.fasterxml.jackson.databind.JsonNode;
import io.shardbeat.ctl.text.Printable;
import io.shardbeat.ctl.text.Spans;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** One JSON value in one line. */
public final class Cell {
    /** What is not there, or not known. */
    public static final String NONE = "-";

    private static final int MOST_ITEMS = 20;

    private Cell() {}

    /** As it is: a list's items with commas, an object's fields as {@code name=value}. */
    public static String text(JsonNode value) {
        if (value.isMissingNode() || value.isNull() || (value.isContainerNode() && value.isEmpty())) {
            return NONE;
        }
        List<String> parts = new ArrayList<>();
        if (value.isArray()) {
            value.forEach(item -> parts.add(text(item)));
        } else if (value.isObject()) {
            value.properties().forEach(field -> parts.add(Printable.of(field.getKey()) + "=" + text(field.getValue())));
        } else {
            String text = value.asText();
            return text.isEmpty() ? "\"\"" : Printable.of(text);
        }
        int more = parts.size() - MOST_ITEMS;
        return more <= 0
                ? String.join(", ", parts)
                : String.join(", ", parts.subList(0, MOST_ITEMS)) + " and " + more + " more";
    }

    /** A time of day as its distance from now. */
    public static String age(JsonNode value, Instant now) {
        String age = value.isTextual() ? Spans.age(value.asText(), now) : null;
        return age == null ? text(value) : age;
    }

    public static String millis(JsonNode value) {
        return value.isNumber() ? Spans.text(Duration.ofMillis(value.asLong())) : text(value);
    }
}
