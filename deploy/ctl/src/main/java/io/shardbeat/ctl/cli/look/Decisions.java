package io.shardbeat.ctl.cli.look;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** A history's decisions, each with the time and the epoch of its pass. */
final class Decisions {
    private Decisions() {}

    static List<JsonNode> of(JsonNode history) {
        List<JsonNode> rows = new ArrayList<>();
        for (JsonNode pass : history.path("passes")) {
            pass.path("decisions").forEach(decision -> {
                ObjectNode row = decision.deepCopy();
                row.set("at", pass.path("at"));
                row.set("epoch", pass.path("epoch"));
                rows.add(row);
            });
        }
        return rows;
    }

    /** How many decisions the node left out, since it keeps only the first of a pass. */
    static int leftOut(JsonNode history) {
        int missing = 0;
        for (JsonNode pass : history.path("passes")) {
            missing += Math.max(
                    0, pass.path("count").asInt() - pass.path("decisions").size());
        }
        return missing;
    }
}
