package io.shardbeat.testkit.memory;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.coordinator.BeatReply;
import io.shardbeat.coordinator.GroupStore;
import io.shardbeat.coordinator.Heartbeat;
import io.shardbeat.coordinator.SweepSchedule;
import io.shardbeat.group.ClientFamily;
import io.shardbeat.group.Grant;
import io.shardbeat.group.GroupDefaults;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupSnapshot;
import io.shardbeat.group.Lease;
import io.shardbeat.group.Member;
import io.shardbeat.group.plan.Plan;
import io.shardbeat.testkit.memory.MemoryGroup.Record;
import io.shardbeat.testkit.memory.MemoryPasses.Claimed;
import io.shardbeat.testkit.memory.MemoryPasses.Swept;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * The group store over {@link MemoryRedis}: the same steps in the same order as the Redis adapter, each of them carried
 * over a {@link Wire}, so that a simulation can let other things happen between any two.
 */
public final class MemoryGroupStore implements GroupStore {
    private static final long CLAIM_MILLIS = 5_000;
    private static final long RECHECK_MILLIS = 1_000;
    private static final int ENTRIES = 1_000;

    private final MemoryRedis redis;
    private final Wire wire;
    private final Settings settings;
    private final LongSupplier epochFloor;
    private final SweepSchedule looks;
    private final MemorySteadyBeats steady;
    /** What the claim script replied, by the claim's token. */
    private final Map<String, Claimed> claims = new HashMap<>();

    private int tokens;

    /**
     * @param defaults of the node
     * @param backupDelay how overdue an entry must be before a node that does not own the bucket takes it
     * @param fraction random numbers below 1 that tell claims of one millisecond apart
     * @param clock of the node, milliseconds
     */
    public record Settings(GroupDefaults defaults, Duration backupDelay, DoubleSupplier fraction, LongSupplier clock) {}

    public MemoryGroupStore(MemoryRedis redis, Wire wire, Settings settings) {
        this(redis, wire, settings, () -> 0);
    }

    /** @param epochFloor what no epoch that this node can have seen is above */
    public MemoryGroupStore(MemoryRedis redis, Wire wire, Settings settings, LongSupplier epochFloor) {
        this.epochFloor = epochFloor;
        this.redis = redis;
        this.wire = wire;
        this.settings = settings;
        this.looks = new SweepSchedule(1, settings.clock());
        this.steady = new MemorySteadyBeats(redis, wire, settings.defaults().fenceMargin(), settings.clock());
    }

    @Override
    public CompletionStage<BeatReply> beat(Heartbeat heartbeat) {
        return steady.beat(heartbeat);
    }

    /** The node's connection has ended, or the node. */
    public void disconnected() {
        steady.forget();
    }

    @Override
    public CompletionStage<Optional<BeatReply>> answer(Heartbeat heartbeat) {
        return wire.call(() -> Optional.ofNullable(redis.answer(heartbeat)));
    }

    @Override
    public CompletionStage<Optional<Claim>> claim(GroupId group) {
        double fraction = Math.floor(settings.fraction().getAsDouble() * 1000) / 1000;
        return wire.call(() -> Optional.ofNullable(redis.claim(group, CLAIM_MILLIS + fraction)))
                .thenCompose(claimed -> claimed.isEmpty()
                        ? CompletableFuture.completedFuture(Optional.empty())
                        : read(group, claimed.get()).thenApply(Optional::of));
    }

    private CompletionStage<Claim> read(GroupId group, Claimed claimed) {
        return wire.call(() -> redis.members(group))
                .thenCompose(members -> wire.call(() -> {
                            MemoryGroup now = redis.group(group);
                            return now == null ? claimed.group() : now.copy();
                        })
                        .thenCompose(rest -> wire.call(() -> members(group, members, rest))
                                .thenCompose(read -> timed(claim(group, claimed, rest, read)))));
    }

    /** TIME, where a lease may have ended since the claim. */
    private CompletionStage<Claim> timed(Claim claim) {
        return claim.snapshot().members().stream().allMatch(member -> member.lease() != null)
                ? CompletableFuture.completedFuture(claim)
                : wire.call(redis::now)
                        .thenApply(now -> new Claim(claim.snapshot().at(Instant.ofEpochMilli(now)), claim.token()));
    }

    private Claim claim(GroupId group, Claimed claimed, MemoryGroup rest, List<Member> members) {
        GroupSnapshot snapshot = snapshot(redis, group, settings.defaults(), new Read(claimed, rest, members));
        Claim claim = new Claim(snapshot, claimed.token() + "#" + ++tokens);
        claims.put(claim.token(), claimed);
        return claim;
    }

    private List<Member> members(GroupId group, Map<String, Record> records, MemoryGroup rest) {
        return members(redis, group, records, rest);
    }

    /** A group as a pass reads it that claims it and reads all of it at once. */
    public static GroupSnapshot readAtOnce(MemoryRedis redis, GroupId group, GroupDefaults defaults, Claimed claimed) {
        MemoryGroup now = redis.group(group);
        List<Member> members = members(redis, group, redis.members(group), now);
        return snapshot(redis, group, defaults, new Read(claimed, now, members));
    }

    /** What a pass has read: first its claim, then the rest. */
    private record Read(Claimed claimed, MemoryGroup rest, List<Member> members) {}

    private static GroupSnapshot snapshot(MemoryRedis redis, GroupId group, GroupDefaults defaults, Read read) {
        MemoryGroup claimed = read.claimed().group();
        Duration timeout = Duration.ofMillis(claimed.ttlMillis);
        Instant resumed = time(read.claimed().resumedMillis());
        Map<ShardId, Instant> fences = new HashMap<>();
        read.rest().fences.forEach((shard, until) -> fences.put(shard, Instant.ofEpochMilli(until)));
        return new GroupSnapshot(
                group,
                claimed.settings,
                defaults.policy(timeout, claimed.settings.overrides()),
                claimed.epoch,
                Instant.ofEpochMilli(read.claimed().nowMillis()),
                resumed == null ? null : resumed.plus(timeout),
                time(claimed.formingMillis),
                read.members(),
                List.copyOf(read.rest().handOvers.values()),
                fences,
                claimed.watch,
                redis.assignable(),
                claimed.wishes,
                claimed.rebuild,
                time(claimed.createdMillis));
    }

    /** 0 stands for none in what is stored. */
    private static Instant time(long millis) {
        return millis == 0 ? null : Instant.ofEpochMilli(millis);
    }

    private static List<Member> members(
            MemoryRedis redis, GroupId group, Map<String, Record> records, MemoryGroup rest) {
        Set<MemberId> departing = rest.wishes.departures().keySet();
        List<Member> members = new ArrayList<>();
        records.forEach((name, record) -> {
            Grant grant = new Grant(record.shards(), record.flag() == MemoryGroup.HANDING_OVER, record.confirmedAt());
            Lease read = redis.readLease(group, name);
            boolean departs = departing.contains(new MemberId(name));
            Lease lease = read == null || !departs ? read : read.endingAt(time(redis.leaseEnd(group, name)));
            boolean pending = record.flag() == MemoryGroup.PENDING;
            Long millis = rest.intervals.get(name);
            Duration interval = millis == null || millis == 0 ? null : Duration.ofMillis(millis);
            ClientFamily family = rest.families.getOrDefault(name, ClientFamily.UNKNOWN);
            members.add(new Member(new MemberId(name), grant, pending, lease, interval, family));
        });
        return members;
    }

    @Override
    public CompletionStage<CommitOutcome> commit(Claim claim, Plan plan) {
        Instant now = claim.snapshot().now();
        plan.nextDue().ifPresent(due -> looks.expect(0, Duration.between(now, due)));
        Claimed claimed = plan.more() ? claims.get(claim.token()) : claims.remove(claim.token());
        Claimed read = claimed.at(claim.snapshot().epoch()).read(claim.snapshot());
        return wire.call(() -> new CommitOutcome(redis.commit(claim.snapshot().id(), read, plan)))
                .whenComplete((outcome, failure) -> steady.changed());
    }

    @Override
    public CompletionStage<List<GroupId>> sweep(int bucket, Sweep sweep) {
        long overdue = sweep == Sweep.OWN ? 0 : settings.backupDelay().toMillis();
        looks.begin(0);
        return wire.call(() -> redis.sweep(overdue, ENTRIES, epochFloor.getAsLong()))
                .thenCompose(swept -> {
                    looks.expect(0, quiet(swept).plusMillis(overdue));
                    return sort(swept);
                })
                .whenComplete((due, failure) -> {
                    if (failure != null) {
                        looks.expect(0, Duration.ZERO);
                    }
                });
    }

    private static Duration quiet(Swept swept) {
        if (!swept.entries().isEmpty()) {
            return Duration.ZERO;
        }
        return swept.next().isEmpty()
                ? SweepSchedule.REGULAR
                : Duration.ofMillis((long) Math.ceil(swept.next().getAsDouble()) - swept.nowMillis());
    }

    @Override
    public boolean mayBeDue(int bucket) {
        return looks.isTimeFor(bucket);
    }

    private CompletionStage<List<GroupId>> sort(Swept swept) {
        Set<String> groups = new LinkedHashSet<>();
        List<String> leases = new ArrayList<>();
        for (String entry : swept.entries()) {
            if (entry.charAt(0) == 'g') {
                groups.add(entry.substring(1));
            } else {
                leases.add(entry);
            }
        }
        CompletionStage<Set<String>> looked = leases.isEmpty()
                ? CompletableFuture.completedFuture(Set.of())
                : wire.call(() -> redis.lookAtLeases(leases, RECHECK_MILLIS));
        return looked.thenApply(dueGroups -> {
            groups.addAll(dueGroups);
            return groups.stream().map(GroupId::parse).toList();
        });
    }

    @Override
    public int buckets() {
        return 1;
    }
}
