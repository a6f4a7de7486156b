package io.shardbeat.redis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.shardbeat.assignment.MemberId;
import io.shardbeat.coordinator.GroupBrowser.Pass;
import io.shardbeat.group.Cause;
import io.shardbeat.group.Decision;
import io.shardbeat.group.Decision.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The decisions of one pass in the group's history: an entry of a stream, with the decisions as JSON. */
final class HistoryRecord {
    /** The history is for people: a reshuffle of 100,000 shards is told by its first moves and their number. */
    private static final int MAX_DECISIONS = 200;

    private final ObjectMapper json = new ObjectMapper();

    String encode(List<Decision> decisions) {
        ObjectNode root = json.createObjectNode();
        root.put("count", decisions.size());
        ArrayNode list = root.putArray("decisions");
        decisions.stream().limit(MAX_DECISIONS).forEach(decision -> list.add(node(decision)));
        return root.toString();
    }

    private ObjectNode node(Decision decision) {
        ObjectNode node = json.createObjectNode();
        node.put("kind", decision.kind().name());
        if (decision.shard() != null) {
            node.put("shard", Records.shard(decision.shard()));
        }
        put(node, "from", decision.from());
        put(node, "to", decision.to());
        if (decision.cause() != null) {
            node.put("cause", decision.cause().name());
        }
        return node;
    }

    private static void put(ObjectNode node, String field, @Nullable MemberId member) {
        if (member != null) {
            node.put(field, member.name());
        }
    }

    /**
     * An entry of the stream.
     *
     * @param id its id, which begins with the time
     * @param fields its fields, as commit_plan.lua wrote them
     */
    Pass decode(String id, Map<String, String> fields) {
        try {
            JsonNode root = json.readTree(SettingsRecord.required(fields, "decisions"));
            List<Decision> decisions = new ArrayList<>();
            root.path("decisions").forEach(node -> decision(node).ifPresent(decisions::add));
            return new Pass(
                    Long.parseLong(SettingsRecord.required(fields, "epoch")),
                    Long.parseLong(id.substring(0, id.indexOf('-'))),
                    root.path("count").asInt(),
                    decisions);
        } catch (JsonProcessingException e) {
            throw UnreadableRecordException.of(
                    "a pass", fields, new IllegalArgumentException("entry " + id + " is not JSON"));
        } catch (RuntimeException e) {
            throw UnreadableRecordException.of("a pass", fields, e);
        }
    }

    /** Empty for a kind that only a newer version knows: nodes of two versions share one store during an upgrade. */
    private static Optional<Decision> decision(JsonNode node) {
        String kind = node.path("kind").asText();
        String shard = node.path("shard").asText("");
        return Arrays.stream(Kind.values())
                .filter(known -> known.name().equals(kind))
                .findFirst()
                .map(known -> new Decision(
                        known,
                        shard.isEmpty() ? null : Records.shard(shard),
                        member(node, "from"),
                        member(node, "to"),
                        cause(node)));
    }

    private static @Nullable Cause cause(JsonNode node) {
        String name = node.path("cause").asText("");
        return Arrays.stream(Cause.values())
                .filter(known -> known.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    private static @Nullable MemberId member(JsonNode node, String field) {
        String name = node.path(field).asText("");
        return name.isEmpty() ? null : new MemberId(name);
    }
}
