package io.shardbeat.group;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.assignment.ShardSet;
import io.shardbeat.assignment.StickyBalancedAssignor;
import io.shardbeat.catalog.Namespace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A group of one topic, written down as a pass reads it. A member is alive and reports its grant unless said otherwise. */
final class Fixture {
    static final String TOPIC = "clicks";
    static final long NOW = 1_000_000;
    static final long EPOCH = 900_000;
    static final Planner PLANNER = new Planner(new StickyBalancedAssignor());

    private final List<Member> members = new ArrayList<>();
    private final List<HandOver> handOvers = new ArrayList<>();
    private final Map<ShardId, Long> fences = new HashMap<>();
    private GroupShards shards = GroupShards.open(ShardSet.of(TOPIC));
    private GroupPolicy policy = new GroupPolicy(Duration.ofSeconds(20), Duration.ZERO, Duration.ZERO);
    private Watch watch = Watch.NONE;
    private Wishes wishes = Wishes.NONE;
    private long heldUntilMillis;
    private long rebuildEpoch;
    private long formingSinceMillis;
    private long createdMillis;

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

    Fixture initialDelay(Duration delay, long formingSince) {
        policy = new GroupPolicy(
                policy.sessionTimeout(), policy.fenceMargin(), policy.releaseMargin(), delay, policy.safeguards());
        formingSinceMillis = formingSince;
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

    Fixture expiryHeldUntil(long millis) {
        heldUntilMillis = millis;
        return this;
    }

    /** The store has lost writes; reports since this epoch are evidence. */
    Fixture rebuild(long epoch) {
        rebuildEpoch = epoch;
        return this;
    }

    Fixture created(long millis) {
        createdMillis = millis;
        return this;
    }

    Fixture wishes(Wishes wanted) {
        wishes = wanted;
        return this;
    }

    Fixture watch(Watch remembered) {
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
        handOvers.add(new HandOver(shard(shard), new MemberId(holder), to, sinceEpoch, NOW - 5_000));
        return this;
    }

    /** A hand-over of long ago or not, to {@code b}; comes before the members it concerns. */
    Fixture handOverFor(Duration time, int shard, String holder, boolean stuck) {
        handOvers.add(new HandOver(
                shard(shard), new MemberId(holder), new MemberId("b"), EPOCH - 100, NOW - time.toMillis(), stuck, 0));
        return this;
    }

    /** A hand-over from {@code a} to {@code b} of which {@code a} let go; comes before the members it concerns. */
    Fixture releasedAt(long millis, int shard) {
        handOvers.add(new HandOver(
                shard(shard), new MemberId("a"), new MemberId("b"), EPOCH - 100, NOW - 5_000, false, millis));
        return this;
    }

    Fixture fence(int shard, long untilMillis) {
        fences.put(shard(shard), untilMillis);
        return this;
    }

    GroupSnapshot snapshot() {
        return new GroupSnapshot(
                new GroupId(new Namespace("sls", "shop"), TOPIC, "billing"),
                new GroupSettings(20, false, List.of(TOPIC)),
                policy,
                EPOCH,
                NOW,
                heldUntilMillis,
                formingSinceMillis,
                List.copyOf(members),
                List.copyOf(handOvers),
                Map.copyOf(fences),
                watch,
                shards,
                wishes,
                rebuildEpoch,
                createdMillis);
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
