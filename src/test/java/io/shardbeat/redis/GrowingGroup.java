package io.shardbeat.redis;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardSet;
import io.shardbeat.assignment.sticky.StickyBalancedAssignor;
import io.shardbeat.catalog.Namespace;
import io.shardbeat.group.Grant;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupPolicy;
import io.shardbeat.group.GroupSettings;
import io.shardbeat.group.GroupShards;
import io.shardbeat.group.GroupSnapshot;
import io.shardbeat.group.Lease;
import io.shardbeat.group.Member;
import io.shardbeat.group.plan.Plan;
import io.shardbeat.group.plan.Planner;
import io.shardbeat.group.safeguard.SafeguardState;
import io.shardbeat.group.shard.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A group in memory that obedient members join, some at a time. */
final class GrowingGroup {
    private final Planner planner = new Planner(new StickyBalancedAssignor());
    private final int shards;
    private List<Member> members = new ArrayList<>();
    private GroupSnapshot group;
    private long epoch = 1;

    GrowingGroup(int shards) {
        this.shards = shards;
    }

    int members() {
        return members.size();
    }

    /** What two passes decide: the one that sees the newcomers, and the one that completes its hand-overs. */
    List<List<Decision>> join(int newcomers) {
        List<Member> more = new ArrayList<>(members);
        for (int i = 0; i < newcomers; i++) {
            MemberId name = new MemberId(String.format("consumer-%05d.example.internal", more.size()));
            more.add(new Member(name, Grant.NOTHING, true, new Lease(ShardSet.EMPTY, epoch, 0)));
        }
        members = more;
        return List.of(pass(), pass());
    }

    private List<Decision> pass() {
        ShardSet all = ShardSet.of("logstore", IntStream.range(0, shards).toArray());
        GroupSnapshot before = group;
        group = new GroupSnapshot(
                new GroupId(new Namespace("sls", "p"), "logstore", "g"),
                new GroupSettings(20, false, List.of("logstore")),
                new GroupPolicy(Duration.ofSeconds(20), Duration.ZERO, Duration.ZERO),
                epoch,
                Instant.ofEpochMilli(1_000_000 + epoch),
                null,
                null,
                members,
                before == null ? List.of() : before.handOvers(),
                Map.of(),
                SafeguardState.NONE,
                GroupShards.open(all),
                0,
                null);
        Plan plan = planner.plan(group);
        group = plan.applyTo(group, ++epoch);
        members = new ArrayList<>(group.members().stream().map(this::obedient).toList());
        return plan.decisions();
    }

    private Member obedient(Member member) {
        return new Member(
                member.id(), member.grant(), false, new Lease(member.grant().shards(), epoch, epoch));
    }
}
