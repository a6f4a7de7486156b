package io.shardbeat.redis.format;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.group.shard.Cause;
import io.shardbeat.group.shard.Decision;
import io.shardbeat.group.shard.Decision.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decisions that differ in their shard only are one run. What was decided of one shard keeps its order: if a run would put
 * a decision before an earlier one of its shard, a new run begins.
 */
final class DecisionRuns {
    /** What the decisions of a run share. The topic is {@code null} where they are about members or the group. */
    record Likeness(
            Kind kind,
            @Nullable Cause cause,
            @Nullable MemberId from,
            @Nullable MemberId to,
            @Nullable String topic) {}

    /** @param numbers of the shards; empty where there are none */
    record Run(Likeness of, List<Integer> numbers) {
        int[] sorted() {
            return numbers.stream().mapToInt(Integer::intValue).sorted().toArray();
        }
    }

    final List<Run> runs = new ArrayList<>();
    private final Map<Likeness, Integer> latest = new LinkedHashMap<>();
    private final Map<ShardId, Integer> lastOf = new HashMap<>();

    DecisionRuns(List<Decision> decisions) {
        decisions.forEach(this::add);
    }

    private void add(Decision decision) {
        ShardId shard = decision.shard();
        Likeness likeness = new Likeness(
                decision.kind(),
                decision.cause(),
                decision.from(),
                decision.to(),
                shard == null ? null : shard.topic());
        if (shard == null) {
            runs.add(new Run(likeness, List.of()));
            return;
        }
        int run = latest.getOrDefault(likeness, -1);
        if (run <= lastOf.getOrDefault(shard, -1)) {
            run = runs.size();
            runs.add(new Run(likeness, new ArrayList<>()));
            latest.put(likeness, run);
        }
        runs.get(run).numbers().add(shard.number());
        lastOf.put(shard, run);
    }
}
