package io.shardbeat.sls;

import io.shardbeat.assignment.ShardId;
import io.shardbeat.coordinator.checkpoint.Checkpoint;
import java.util.Map;

/** Writes checkpoints as answers carry them. Clients read all four fields of each entry. */
final class CheckpointText {
    private CheckpointText() {}

    /** Appends a JSON array, in the map's order. */
    static void appendArray(StringBuilder out, Map<ShardId, Checkpoint> checkpoints) {
        out.append('[');
        int start = out.length();
        checkpoints.forEach((shard, checkpoint) -> {
            out.append(out.length() > start ? ",{\"shard\":" : "{\"shard\":").append(shard.number());
            out.append(",\"checkpoint\":");
            JsonText.append(out, checkpoint.value());
            out.append(",\"updateTime\":").append(checkpoint.updatedMicros());
            out.append(",\"consumer\":");
            JsonText.append(out, checkpoint.consumer());
            out.append('}');
        });
        out.append(']');
    }

    /** Appends a JSON object of such arrays by logstore. */
    static void appendObject(StringBuilder out, Map<String, ? extends Map<ShardId, Checkpoint>> byLogstore) {
        out.append('{');
        int start = out.length();
        byLogstore.forEach((logstore, checkpoints) -> {
            out.append(out.length() > start ? "," : "");
            JsonText.append(out, logstore);
            appendArray(out.append(':'), checkpoints);
        });
        out.append('}');
    }
}
