package io.shardbeat.redis.format;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.shardbeat.catalog.KeyRange;
import io.shardbeat.catalog.Lineage;
import io.shardbeat.catalog.Reshard;
import io.shardbeat.catalog.Topic;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a topic is written in Redis: JSON with {@code name}, {@code declared}, {@code first} shards, {@code created} and,
 * where there are any, {@code steps} (parents {@code p}, cuts {@code c}, time {@code t}), {@code tags},
 * {@code settings} and {@code ends}.
 */
public final class TopicRecord {
    private static final ObjectMapper JSON = new ObjectMapper();

    private TopicRecord() {}

    public static String encode(Topic topic) {
        Lineage lineage = topic.lineage();
        ObjectNode node = JSON.createObjectNode()
                .put("name", topic.name())
                .put("declared", topic.declared())
                .put("first", lineage.first())
                .put("created", Millis.of(lineage.created()));
        if (!lineage.steps().isEmpty()) {
            ArrayNode steps = node.putArray("steps");
            lineage.steps().forEach(step -> encode(step, steps.addObject()));
        }
        if (!topic.tags().isEmpty()) {
            node.set("tags", texts(topic.tags()));
        }
        if (!topic.settings().isEmpty()) {
            node.set("settings", texts(topic.settings()));
        }
        if (!topic.ends().isEmpty()) {
            ObjectNode ends = node.putObject("ends");
            topic.ends().forEach((shard, cursor) -> ends.put(shard.toString(), cursor));
        }
        return node.toString();
    }

    private static void encode(Reshard step, ObjectNode into) {
        ArrayNode parents = into.putArray("p");
        step.parents().forEach(parents::add);
        if (!step.cuts().isEmpty()) {
            ArrayNode cuts = into.putArray("c");
            step.cuts().forEach(cut -> cuts.add(KeyRange.hex(cut)));
        }
        into.put("t", Millis.of(step.at()));
    }

    public static Topic decode(String id, byte[] json) {
        try {
            return topic(id, tree(new String(json, StandardCharsets.UTF_8)));
        } catch (RuntimeException e) {
            throw UnreadableRecordException.of("a topic", json, e);
        }
    }

    /** A number that is none is not taken for 0: a topic would lose its shards. */
    private static Topic topic(String id, JsonNode node) {
        List<Reshard> steps = new ArrayList<>();
        node.path("steps").forEach(step -> steps.add(step(step)));
        Map<Integer, String> ends = new TreeMap<>();
        node.path("ends")
                .properties()
                .forEach(end ->
                        ends.put(Integer.valueOf(end.getKey()), end.getValue().asText()));
        return new Topic(
                id,
                node.path("name").asText(id),
                texts(node.path("tags")),
                texts(node.path("settings")),
                intOf(node.path("declared")),
                new Lineage(intOf(node.path("first")), timeOf(node.path("created")), steps),
                ends);
    }

    private static Reshard step(JsonNode node) {
        List<Integer> parents = new ArrayList<>();
        node.path("p").forEach(parent -> parents.add(intOf(parent)));
        List<BigInteger> cuts = new ArrayList<>();
        node.path("c").forEach(cut -> cuts.add(new BigInteger(cut.asText(), 16)));
        return new Reshard(parents, cuts, timeOf(node.path("t")));
    }

    private static Instant timeOf(JsonNode node) {
        return Instant.ofEpochMilli(longOf(node));
    }

    private static int intOf(JsonNode node) {
        return Math.toIntExact(longOf(node));
    }

    private static long longOf(JsonNode node) {
        if (!node.isIntegralNumber()) {
            throw new IllegalArgumentException("a number is " + node);
        }
        return StoredNumber.of(node.asText());
    }

    /** A map of texts as JSON. */
    public static ObjectNode texts(Map<String, String> map) {
        ObjectNode node = JSON.createObjectNode();
        new TreeMap<>(map).forEach(node::put);
        return node;
    }

    private static Map<String, String> texts(JsonNode node) {
        Map<String, String> map = new TreeMap<>();
        node.properties()
                .forEach(entry -> map.put(entry.getKey(), entry.getValue().asText()));
        return map;
    }

    /** The reverse of {@link #texts(Map)}. */
    public static Map<String, String> texts(String json) {
        try {
            return texts(tree(json));
        } catch (RuntimeException e) {
            throw UnreadableRecordException.of("tags", json.getBytes(StandardCharsets.UTF_8), e);
        }
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the stored catalog is not JSON: " + e.getOriginalMessage(), e);
        }
    }
}
