package io.shardbeat.ctl.print;

import com.fasterxml.jackson.databind.JsonNode;
import io.shardbeat.ctl.text.NaturalOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A list's rows in an order that people find things in. */
public final class Rows {
    private Rows() {}

    /** By a name, in natural order. */
    public static List<JsonNode> by(String field, JsonNode list) {
        List<JsonNode> rows = new ArrayList<>();
        list.forEach(rows::add);
        rows.sort(Comparator.comparing(row -> row.path(field).asText(), NaturalOrder.INSTANCE));
        return rows;
    }
}
