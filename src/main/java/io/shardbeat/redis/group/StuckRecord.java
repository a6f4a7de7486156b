package io.shardbeat.redis.group;

import io.shardbeat.assignment.ShardId;
import io.shardbeat.group.GroupSnapshot;
import io.shardbeat.group.HandOver;
import io.shardbeat.group.plan.Plan;
import io.vertx.redis.client.Response;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How many hand-overs take longer than their limit, as a field of the group's hash: a listing reads no hand-over. */
final class StuckRecord {
    static final String FIELD = "stuck";

    private StuckRecord() {}

    /** Field and value when a plan changes it; else nothing. */
    static List<String> fields(GroupSnapshot before, Plan plan) {
        if (plan.handOvers().isEmpty() && plan.endedHandOvers().isEmpty()) {
            return List.of();
        }
        Set<ShardId> changed = new HashSet<>(plan.endedHandOvers());
        plan.handOvers().forEach(handOver -> changed.add(handOver.shard()));
        long kept = before.handOvers().stream()
                .filter(handOver -> handOver.stuck() && !changed.contains(handOver.shard()))
                .count();
        long stuck = kept + plan.handOvers().stream().filter(HandOver::stuck).count();
        return List.of(FIELD, Long.toString(stuck));
    }

    /** What cannot be read counts as none: a listing must not fail for it. */
    static int count(@Nullable Response field) {
        try {
            return field == null ? 0 : Integer.parseInt(field.toString());
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
