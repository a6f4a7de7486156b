package io.shardbeat.sls.group;

import com.fasterxml.jackson.databind.JsonNode;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.catalog.Names;
import io.shardbeat.group.GroupId;
import io.shardbeat.sls.call.Call;
import io.shardbeat.sls.wire.CallRefused;
import io.shardbeat.sls.wire.Excerpt;
import io.shardbeat.sls.wire.JsonBody;
import io.shardbeat.sls.wire.SlsError;
import java.util.Base64;

/** The body of a call that saves a checkpoint. */
final class CheckpointFields {
    /** Far above any cursor, which is a number in base64. */
    private static final int LONGEST_CHECKPOINT = 1024;

    private final JsonBody fields;

    private CheckpointFields(JsonBody fields) {
        this.fields = fields;
    }

    static CheckpointFields parse(byte[] body) {
        return new CheckpointFields(JsonBody.parse(body, SlsError.JSON_INFO_INVALID));
    }

    /** Which shard it is of; the body names the logstore where the group belongs to the project. */
    ShardId shard(GroupId group) {
        return new ShardId(group.scope().isEmpty() ? logstore() : group.scope(), number());
    }

    private String logstore() {
        JsonNode logstore = fields.get("logstore");
        if (!logstore.isTextual() || !Names.isValid(logstore.textValue())) {
            throw fields.invalid("logstore", "the name of a logstore");
        }
        return logstore.textValue();
    }

    private int number() {
        JsonNode shard = fields.get("shard");
        if (!shard.isIntegralNumber()
                || !shard.canConvertToLong()
                || shard.longValue() < 0
                || shard.longValue() > Call.LARGEST_SHARD_ID) {
            throw fields.invalid("shard", "a shard id of 0 to " + Call.LARGEST_SHARD_ID);
        }
        if (!shard.canConvertToInt()) {
            throw new CallRefused(SlsError.SHARD_NOT_EXIST, "shard " + Excerpt.of(shard.asText()) + " does not exist.");
        }
        return shard.intValue();
    }

    /** What a cursor looks like; what it points to is not looked at. */
    String checkpoint() {
        JsonNode checkpoint = fields.get("checkpoint");
        if (!checkpoint.isTextual()) {
            throw fields.invalid("checkpoint", "a string");
        }
        if (!isCursor(checkpoint.textValue())) {
            throw new CallRefused(
                    SlsError.INVALID_SHARD_CHECK_POINT,
                    "shard checkpoint " + Excerpt.of(checkpoint.textValue())
                            + " is not encoded by base64, expected a cursor of at most " + LONGEST_CHECKPOINT
                            + " characters");
        }
        return checkpoint.textValue();
    }

    private static boolean isCursor(String text) {
        try {
            return text.length() <= LONGEST_CHECKPOINT && Base64.getDecoder().decode(text) != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
