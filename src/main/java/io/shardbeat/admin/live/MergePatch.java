package io.shardbeat.admin.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.Map.Entry;
import org.jspecify.annotations.Nullable;

/** What differs between two documents, as a JSON Merge Patch (RFC 7386): objects field by field, all else as a whole. */
final class MergePatch {
    private MergePatch() {}

    /**
     * @param before what the other side has; fields that are {@code null} count as absent, as in a patch they must
     * @return {@code null} when nothing differs
     */
    static @Nullable ObjectNode between(ObjectNode before, ObjectNode after) {
        if (before == after) {
            return null;
        }
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        for (Entry<String, JsonNode> field : after.properties()) {
            JsonNode value = field.getValue();
            JsonNode old = before.get(field.getKey());
            if (value == old || value.isNull()) {
                continue;
            }
            if (value instanceof ObjectNode object && old instanceof ObjectNode other) {
                ObjectNode inner = between(other, object);
                if (inner != null) {
                    patch.set(field.getKey(), inner);
                }
            } else if (!value.equals(old)) {
                patch.set(field.getKey(), value);
            }
        }
        for (Entry<String, JsonNode> field : before.properties()) {
            JsonNode value = after.get(field.getKey());
            if (!field.getValue().isNull() && (value == null || value.isNull())) {
                patch.putNull(field.getKey());
            }
        }
        return patch.isEmpty() ? null : patch;
    }

    /** The same without fields that are {@code null}: they would tell a reader of a patch to remove something. */
    static ObjectNode bare(ObjectNode node) {
        for (Iterator<JsonNode> fields = node.iterator(); fields.hasNext(); ) {
            JsonNode value = fields.next();
            if (value.isNull()) {
                fields.remove();
            } else if (value instanceof ObjectNode inner) {
                bare(inner);
            }
        }
        return node;
    }

    /** The first of an array: what many streams carry is bounded. */
    static void shorten(JsonNode array, int most) {
        if (array instanceof ArrayNode list) {
            while (list.size() > most) {
                list.remove(list.size() - 1);
            }
        }
    }
}
