package io.shardbeat.group.plan;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.assignment.ShardSet;
import io.shardbeat.assignment.sticky.StickyBalancedAssignor;
import io.shardbeat.catalog.Namespace;
import io.shardbeat.group.FenceMargin;
import io.shardbeat.group.Grant;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupOverrides;
import io.shardbeat.group.GroupPolicy;
import io.shardbeat.group.GroupSettings;
import io.shardbeat.group.GroupShards;
import io.shardbeat.group.GroupSnapshot;
import io.shardbeat.group.HandOver;
import io.shardbeat.group.Lease;
import io.shardbeat.group.Member;
import io.shardbeat.group.Safeguards;
import io.shardbeat.group.safeguard.SafeguardState;
import io.shardbeat.group.shard.Decision;
import io.shardbeat.group.wish.Wishes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A group of one topic, written down as a pass reads it. A member is alive and reports its grant unless said otherwise. */
public final class Fixture {
    static final String TOPIC = "clicks";
    static final Instant NOW = Instant.ofEpochMilli(1_000_000);
    static final long EPOCH = 900_000;
    static final Planner PLANNER = new Planner(new StickyBalancedAssignor());

    private final List<Member> members = new ArrayList<>();
    private final List<HandOver> handOvers = new ArrayList<>();
    private final Map<ShardId, Instant> fences = new HashMap<>();
    private GroupShards shards = GroupShards.open(ShardSet.of(TOPIC));
    private GroupPolicy policy = new GroupPolicy(Duration.ofSeconds(20), Duration.ZERO, Duration.ZERO);
    private SafeguardState watch = SafeguardState.NONE;
    private Wishes wishes = Wishes.NONE;
    private GroupSettings settings = new GroupSettings(20, false, List.of(TOPIC));
    private @Nullable Instant heldUntil;
    private long rebuildEpoch;
    private @Nullable Instant formingSince;
    private @Nullable Instant created;

    /** The topic has the shards 0 to {@code count - 1}. */
    Fixture shards(int count) {
        ShardSet.Builder all = new ShardSet.Builder().topic(TOPIC);
        for (int number = 0; number < count; number++) {
            all.add(TOPIC, number);
        }
        return catalog(all.build());
    }

    Fixture catalog(ShardSet all) {
        shards = GroupShards.open(all);
        return this;
    }

    /** Comes after the catalog it is of. */
    Fixture readOnly(int... numbers) {
        shards = new GroupShards(shards.all(), set(numbers));
        return this;
    }

    Fixture fenceMargin(Duration margin) {
        return fenceMargin(new FenceMargin(margin));
    }

    Fixture fenceMargin(FenceMargin margin) {
        policy = new GroupPolicy(
                policy.sessionTimeout(), margin, policy.releaseMargin(), policy.initialDelay(), policy.safeguards());
        return this;
    }

    Fixture releaseMargin(Duration margin) {
        policy = new GroupPolicy(
                policy.sessionTimeout(), policy.fenceMargin(), margin, policy.initialDelay(), policy.safeguards());
        return this;
    }

    Fixture initialDelay(Duration delay, Instant since) {
        policy = new GroupPolicy(
                policy.sessionTimeout(), policy.fenceMargin(), policy.releaseMargin(), delay, policy.safeguards());
        formingSince = since;
        return this;
    }

    Fixture safeguards(Safeguards safeguards) {
        policy = new GroupPolicy(
                policy.sessionTimeout(),
                policy.fenceMargin(),
                policy.releaseMargin(),
                policy.initialDelay(),
                safeguards);
        return this;
    }

    Fixture expiryHeldUntil(Instant then) {
        heldUntil = then;
        return this;
    }

    /** The store has lost writes; reports since this epoch are evidence. */
    Fixture rebuild(long epoch) {
        rebuildEpoch = epoch;
        return this;
    }

    Fixture created(Instant then) {
        created = then;
        return this;
    }

    Fixture overrides(GroupOverrides own) {
        settings = settings.withOverrides(own);
        return this;
    }

    Fixture wishes(Wishes wanted) {
        wishes = wanted;
        return this;
    }

    Fixture watch(SafeguardState remembered) {
        watch = remembered;
        return this;
    }

    Fixture alive(String name, int... granted) {
        return member(name, set(granted), new Lease(set(granted), EPOCH, 0));
    }

    /** Its lease is gone. */
    Fixture silent(String name, int... granted) {
        return member(name, set(granted), null);
    }

    /** It joined, and no pass has seen it yet. */
    Fixture joined(String name) {
        return add(new Member(new MemberId(name), Grant.NOTHING, true, new Lease(set(), EPOCH, 0)));
    }

    Fixture member(String name, ShardSet granted, @Nullable Lease lease) {
        boolean handing = handOvers.stream().anyMatch(h -> h.holder().name().equals(name));
        return add(new Member(new MemberId(name), new Grant(granted, handing), false, lease));
    }

    Fixture add(Member member) {
        members.add(member);
        return this;
    }

    /** Comes before the members it concerns. */
    Fixture handOver(int shard, String holder, @Nullable String next, long sinceEpoch) {
        MemberId to = next == null ? null : new MemberId(next);
        handOvers.add(new HandOver(shard(shard), new MemberId(holder), to, sinceEpoch, NOW.minusMillis(5_000)));
        return this;
    }

    /** A hand-over of long ago or not, to {@code b}; comes before the members it concerns. */
    Fixture handOverFor(Duration time, int shard, String holder, boolean stuck) {
        handOvers.add(new HandOver(
                shard(shard),
                new MemberId(holder),
                new MemberId("b"),
                EPOCH - 100,
                NOW.minusMillis(time.toMillis()),
                stuck,
                null));
        return this;
    }

    /** A hand-over from {@code a} to {@code b} of which {@code a} let go; comes before the members it concerns. */
    Fixture releasedAt(Instant then, int shard) {
        handOvers.add(new HandOver(
                shard(shard), new MemberId("a"), new MemberId("b"), EPOCH - 100, NOW.minusMillis(5_000), false, then));
        return this;
    }

    Fixture fence(int shard, Instant until) {
        fences.put(shard(shard), until);
        return this;
    }

    GroupSnapshot snapshot() {
        return new GroupSnapshot(
                new GroupId(new Namespace("sls", "shop"), TOPIC, "billing"),
                settings,
                policy,
                EPOCH,
                NOW,
                heldUntil,
                formingSince,
                List.copyOf(members),
                List.copyOf(handOvers),
                Map.copyOf(fences),
                watch,
                shards,
                wishes,
                rebuildEpoch,
                created);
    }

    Plan plan() {
        return PLANNER.plan(snapshot());
    }

    static ShardId shard(int number) {
        return new ShardId(TOPIC, number);
    }

    static ShardSet set(int... numbers) {
        return ShardSet.of(TOPIC, numbers);
    }

    /** The shards a plan grants a member, which must be one whose grant changes. */
    static ShardSet granted(Plan plan, String member) {
        Grant grant = plan.grants().get(new MemberId(member));
        if (grant == null) {
            throw new AssertionError("the grant of " + member + " does not change in " + plan);
        }
        return grant.shards();
    }

    static List<Decision.Kind> kinds(Plan plan) {
        return plan.decisions().stream().map(Decision::kind).toList();
    }
}
