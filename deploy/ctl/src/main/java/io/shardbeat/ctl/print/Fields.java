package io.shardbeat.ctl.print;

import com.fasterxml.jackson.databind.JsonNode;
import io.shardbeat.ctl.text.Printable;
import java.io.PrintStream;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** One object, a line per field: {@code last heartbeat:  3s ago}. Lists of objects are left to tables. */
public final class Fields {
    private final Map<String, String> lines = new LinkedHashMap<>();
    private final Instant now;

    private Fields(Instant now) {
        this.now = now;
    }

    public static void print(JsonNode object, Instant now, PrintStream out) {
        Fields fields = new Fields(now);
        fields.add("", object);
        int width =
                fields.lines.keySet().stream().mapToInt(String::length).max().orElse(0);
        fields.lines.forEach((name, value) -> out.println(name + ":" + " ".repeat(width - name.length() + 2) + value));
    }

    private void add(String prefix, JsonNode object) {
        object.properties().forEach(field -> {
            JsonNode value = field.getValue();
            String name = prefix + words(field.getKey());
            if (value.isObject() && !value.isEmpty() && prefix.isEmpty()) {
                add(name + " ", value);
            } else if (!(value.isArray() && value.path(0).isObject())) {
                lines.put(name, shown(field.getKey(), value));
            }
        });
    }

    private String shown(String field, JsonNode value) {
        if (field.endsWith("Millis")) {
            return Cell.millis(value);
        }
        String age = Cell.age(value, now);
        String text = Cell.text(value);
        return age.equals(text) ? text : text + " (" + age + ")";
    }

    /** {@code lastHeartbeat} as {@code last heartbeat}; a unit that the value shows is left out. */
    private static String words(String field) {
        return Printable.of(field)
                .replaceFirst("Millis$", "")
                .replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ")
                .toLowerCase(Locale.ROOT);
    }
}
