package io.shardbeat.ctl.cli.look;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** An answer without the parts that tables show. */
final class Heads {
    private Heads() {}

    static JsonNode without(JsonNode answer, String... parts) {
        if (!answer.isObject()) {
            return answer;
        }
        ObjectNode head = answer.deepCopy();
        return head.remove(List.of(parts));
    }
}
