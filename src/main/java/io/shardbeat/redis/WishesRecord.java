package io.shardbeat.redis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.group.Wishes;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What operators want, in the field {@code wishes} of the group's hash, which is not there when they want nothing:
 * {@code {"weights":{"<member>":2},"pins":{"<shard>":"<member>"},"drained":["<member>"]}}. Each part may be absent; parts
 * that only a newer version knows are left alone.
 */
final class WishesRecord {
    static final String FIELD = "wishes";

    private static final ObjectMapper JSON = new ObjectMapper();

    private WishesRecord() {}

    /** @param hash the group's */
    static Wishes wishes(Map<String, String> hash) {
        String text = hash.get(FIELD);
        if (text == null || text.isEmpty()) {
            return Wishes.NONE;
        }
        try {
            return wishes(JSON.readTree(text));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the wishes of a group are not JSON: " + text, e);
        }
    }

    private static Wishes wishes(JsonNode root) {
        Map<MemberId, Integer> weights = new HashMap<>();
        root.path("weights")
                .fields()
                .forEachRemaining(each ->
                        weights.put(new MemberId(each.getKey()), each.getValue().asInt()));
        Map<ShardId, MemberId> pins = new HashMap<>();
        root.path("pins")
                .fields()
                .forEachRemaining(each -> pins.put(
                        Records.shard(each.getKey()),
                        new MemberId(each.getValue().asText())));
        Set<MemberId> drained = new HashSet<>();
        root.path("drained").forEach(each -> drained.add(new MemberId(each.asText())));
        return new Wishes(weights, pins, drained);
    }

    static String encode(Wishes wishes) {
        ObjectNode root = JSON.createObjectNode();
        ObjectNode weights = root.putObject("weights");
        wishes.weights().forEach((member, weight) -> weights.put(member.name(), weight));
        ObjectNode pins = root.putObject("pins");
        wishes.pins().forEach((shard, member) -> pins.put(Records.shard(shard), member.name()));
        ArrayNode drained = root.putArray("drained");
        wishes.drained().forEach(member -> drained.add(member.name()));
        return root.toString();
    }
}
