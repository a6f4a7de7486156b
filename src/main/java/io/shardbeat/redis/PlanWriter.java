package io.shardbeat.redis;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.coordinator.GroupStore.Claim;
import io.shardbeat.coordinator.GroupStore.CommitOutcome;
import io.shardbeat.coordinator.ShardSetCodec;
import io.shardbeat.group.GroupSnapshot;
import io.shardbeat.group.Plan;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** The write side of a pass: one script call that writes the plan or nothing. */
final class PlanWriter {
    private static final LuaScript COMMIT_PLAN = LuaScript.named("commit_plan");

    private final RedisPipeline redis;
    private final HistoryRecord history;

    PlanWriter(RedisPipeline redis, HistoryRecord history) {
        this.redis = redis;
        this.history = history;
    }

    CompletionStage<CommitOutcome> commit(Claim claim, Plan plan, ShardSetCodec codec) {
        GroupKeys group = new GroupKeys(claim.snapshot().id());
        List<String> keys = new ArrayList<>(List.of(
                group.group,
                group.members,
                group.handOvers,
                group.fences,
                group.due,
                group.history,
                group.sweep,
                group.intervals));
        plan.expired().forEach(member -> keys.add(group.lease(member.name())));
        Object[] args = arguments(claim, plan, new Records(claim.snapshot().id(), codec));
        return redis.send(COMMIT_PLAN.call(keys, args))
                .thenApply(reply ->
                        reply == null ? CommitOutcome.STALE : new CommitOutcome(Long.parseLong(reply.toString())));
    }

    private Object[] arguments(Claim claim, Plan plan, Records records) {
        List<Object> args = new ArrayList<>();
        args.add(claim.snapshot().id().path());
        args.add(Long.toString(claim.snapshot().epoch()));
        args.add(claim.token());
        args.add(nextDue(claim, plan));
        args.add(plan.changesNothing() ? "" : history.encode(plan.decisions()));
        args.add(Long.toString(resumedMillis(claim.snapshot())));
        args.add(Long.toString(BucketSweeper.GAP_MILLIS));
        args.add(plan.endsRebuild() ? "1" : "0");
        addAll(args, plan.expired().stream().map(MemberId::name).toList());
        args.add(Integer.toString(2 * plan.grants().size()));
        plan.grants().forEach((member, grant) -> {
            args.add(member.name());
            args.add(records.member(grant));
        });
        addAll(args, shards(plan.endedHandOvers()));
        args.add(Integer.toString(2 * plan.handOvers().size()));
        plan.handOvers().forEach(handOver -> {
            args.add(Records.shard(handOver.shard()));
            args.add(Records.handOver(handOver));
        });
        addAll(args, shards(plan.endedFences()));
        args.add(Integer.toString(2 * plan.fences().size()));
        plan.fences().forEach((shard, until) -> {
            args.add(Records.shard(shard));
            args.add(Long.toString(until));
        });
        addAll(args, plan.watch() == null ? List.of() : WatchRecord.fields(plan.watch()));
        return args.toArray();
    }

    /** A pass that goes on keeps its claim: if this node dies, the group comes up again when that ends. */
    private static String nextDue(Claim claim, Plan plan) {
        if (plan.more()) {
            return claim.token();
        }
        return plan.nextDueMillis().isPresent()
                ? Long.toString(plan.nextDueMillis().getAsLong())
                : "";
    }

    /** The end of the last service gap that the claim knew of. */
    private static long resumedMillis(GroupSnapshot snapshot) {
        return snapshot.expiryHeldUntilMillis()
                - snapshot.policy().sessionTimeout().toMillis();
    }

    private static void addAll(List<Object> args, List<String> values) {
        args.add(Integer.toString(values.size()));
        args.addAll(values);
    }

    private static List<String> shards(Collection<ShardId> shards) {
        return shards.stream().map(Records::shard).toList();
    }
}
