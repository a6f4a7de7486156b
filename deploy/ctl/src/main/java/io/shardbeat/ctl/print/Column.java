package io.shardbeat.ctl.print;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.function.Function;

/**
 * A column of a table.
 *
 * @param isWide whether only {@code -o wide} shows it
 * @param cell safe to print
 */
public record Column(String title, boolean isWide, Function<JsonNode, String> cell) {
    /** The field as it is. */
    public static Column of(String title, String field) {
        return new Column(title, false, row -> Cell.text(row.path(field)));
    }

    /** The field, a time of day, as its distance from now. */
    public static Column age(String title, String field, Instant now) {
        return new Column(title, false, row -> Cell.age(row.path(field), now));
    }

    /** The field, a number of milliseconds, as a duration. */
    public static Column millis(String title, String field) {
        return new Column(title, false, row -> Cell.millis(row.path(field)));
    }

    /** The same, for {@code -o wide} only. */
    public Column wide() {
        return new Column(title, true, cell);
    }
}
