package io.shardbeat.redis.group;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.coordinator.GroupStore.Claim;
import io.shardbeat.coordinator.GroupStore.CommitOutcome;
import io.shardbeat.coordinator.ShardSetCodec;
import io.shardbeat.group.GroupSnapshot;
import io.shardbeat.group.Member;
import io.shardbeat.group.plan.Plan;
import io.shardbeat.redis.format.GroupKeys;
import io.shardbeat.redis.format.HistoryRecord;
import io.shardbeat.redis.format.Millis;
import io.shardbeat.redis.format.Records;
import io.shardbeat.redis.format.SafeguardRecord;
import io.shardbeat.redis.format.WishesRecord;
import io.shardbeat.redis.link.LuaScript;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The write side of a pass: one script call that writes the plan or nothing. */
public final class PlanWriter {
    private static final LuaScript COMMIT_PLAN = LuaScript.changingGroup("commit_plan");

    private final CommitWay way;
    private final HistoryLimits limits;
    private final HistoryRecord history = new HistoryRecord();

    public PlanWriter(CommitWay way, HistoryLimits limits) {
        this.way = way;
        this.limits = limits;
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
        Stream.concat(removedFirst(plan), plan.endsRebuild() ? stay(claim, plan) : Stream.empty())
                .forEach(member -> keys.add(group.lease(member.name())));
        Object[] args = arguments(claim, plan, new Records(claim.snapshot().id(), codec));
        return way.send(COMMIT_PLAN.call(keys, args), plan.changesNothing())
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
        args.add(Millis.text(resumed(claim.snapshot())));
        args.add(Long.toString(BucketSweeper.GAP_MILLIS));
        args.add(plan.endsRebuild() ? "1" : "0");
        args.add(Long.toString(limits.retention().toMillis()));
        args.add(Long.toString(limits.groupBytes()));
        args.add(Integer.toString(plan.departed().size()));
        Map<MemberId, Member> members =
                plan.departed().isEmpty() ? Map.of() : claim.snapshot().membersById();
        plan.departed().forEach(member -> args.add(Millis.text(leaseEnd(members.get(member)))));
        addAll(args, removedFirst(plan).map(MemberId::name).toList());
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
            args.add(Millis.text(until));
        });
        addAll(args, groupFields(claim.snapshot(), plan));
        return args.toArray();
    }

    private static List<String> groupFields(GroupSnapshot before, Plan plan) {
        List<String> fields = new ArrayList<>(plan.watch() == null ? List.of() : SafeguardRecord.fields(plan.watch()));
        if (plan.wishes() != null) {
            fields.add(WishesRecord.FIELD);
            fields.add(WishesRecord.encode(plan.wishes()));
        }
        fields.addAll(StuckRecord.fields(before, plan));
        return fields;
    }

    /** The members that go, those that somebody wants removed ahead of the dead. */
    private static Stream<MemberId> removedFirst(Plan plan) {
        return Stream.concat(
                plan.departed().stream(),
                plan.expired().stream().filter(member -> !plan.departed().contains(member)));
    }

    private static Stream<MemberId> stay(Claim claim, Plan plan) {
        Set<MemberId> gone = Set.copyOf(plan.expired());
        return claim.snapshot().members().stream().map(Member::id).filter(member -> !gone.contains(member));
    }

    private static @Nullable Instant leaseEnd(@Nullable Member member) {
        return member == null || member.lease() == null ? null : member.lease().ends();
    }

    /** A pass that goes on keeps its claim: if this node dies, the group comes up again when that ends. */
    private static String nextDue(Claim claim, Plan plan) {
        if (plan.more()) {
            return claim.token();
        }
        return plan.nextDue().map(Millis::text).orElse("");
    }

    /** The end of the last service gap that the claim knew of; {@code null} when it knew of none. */
    private static @Nullable Instant resumed(GroupSnapshot snapshot) {
        Instant held = snapshot.expiryHeldUntil();
        return held == null ? null : held.minus(snapshot.policy().sessionTimeout());
    }

    private static void addAll(List<Object> args, List<String> values) {
        args.add(Integer.toString(values.size()));
        args.addAll(values);
    }

    private static List<String> shards(Collection<ShardId> shards) {
        return shards.stream().map(Records::shard).toList();
    }
}
