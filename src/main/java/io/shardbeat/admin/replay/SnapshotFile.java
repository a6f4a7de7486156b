package io.shardbeat.admin.replay;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.shardbeat.group.GroupSnapshot;

/**
 * All that a pass looks at, as JSON: {@code {"format": 1, "snapshot": {…}}}. The snapshot has the fields of
 * {@link GroupSnapshot} and of what is in it, each by its name, so that none can be forgotten; shards are
 * {@code topic/number}, sets of them {@code {"topic": "0-9,12"}}, durations and times milliseconds.
 */
public final class SnapshotFile {
    private static final int FORMAT = 1;

    private static final ObjectMapper JSON = JsonMapper.builder()
            .visibility(PropertyAccessor.GETTER, Visibility.NONE)
            .visibility(PropertyAccessor.IS_GETTER, Visibility.NONE)
            .visibility(PropertyAccessor.FIELD, Visibility.ANY)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .propertyNamingStrategy(new TimeNames())
            .addModule(new CoreTypes())
            .build();

    private SnapshotFile() {}

    public static String encode(GroupSnapshot group) {
        ObjectNode root = JSON.createObjectNode();
        root.put("format", FORMAT);
        root.set("snapshot", TimeNames.withZeros(JSON.valueToTree(group)));
        return root.toString();
    }

    /** @throws IllegalArgumentException when the text is no snapshot; the message says why */
    public static GroupSnapshot decode(String text) {
        try {
            JsonNode root = JSON.readTree(text);
            if (root.path("format").asInt() != FORMAT) {
                throw new IllegalArgumentException("a snapshot has \"format\": " + FORMAT + ", this has "
                        + (root.has("format") ? root.get("format") : "none"));
            }
            if (!root.path("snapshot").isObject()) {
                throw new IllegalArgumentException("this has no snapshot");
            }
            return JSON.treeToValue(TimeNames.withoutZeros(root.path("snapshot")), GroupSnapshot.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("this is no snapshot: " + e.getOriginalMessage(), e);
        }
    }
}
