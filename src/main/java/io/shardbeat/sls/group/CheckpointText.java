package io.shardbeat.sls.group;

import io.shardbeat.assignment.ShardId;
import io.shardbeat.coordinator.checkpoint.Checkpoint;
import io.shardbeat.sls.wire.JsonText;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
            out.append(",\"updateTime\":").append(micros(checkpoint.updated()));
            out.append(",\"consumer\":");
            JsonText.append(out, checkpoint.consumer());
            out.append('}');
        });
        out.append(']');
    }

    private static long micros(@Nullable Instant time) {
        return time == null ? 0 : ChronoUnit.MICROS.between(Instant.EPOCH, time);
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
