package io.shardbeat.redis.group;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.coordinator.GroupStore.Claim;
import io.shardbeat.coordinator.ShardSetCodec;
import io.shardbeat.group.GroupDefaults;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupPolicy;
import io.shardbeat.group.GroupSettings;
import io.shardbeat.group.GroupSnapshot;
import io.shardbeat.group.HandOver;
import io.shardbeat.group.Member;
import io.shardbeat.redis.catalog.RedisCatalogStore;
import io.shardbeat.redis.catalog.StoreLimits;
import io.shardbeat.redis.format.GroupKeys;
import io.shardbeat.redis.format.Keys;
import io.shardbeat.redis.format.Records;
import io.shardbeat.redis.format.SettingsRecord;
import io.shardbeat.redis.format.StoredNumber;
import io.shardbeat.redis.format.UnreadableRecordException;
import io.shardbeat.redis.link.ChunkedReads;
import io.shardbeat.redis.link.LuaScript;
import io.shardbeat.redis.link.RedisCall;
import io.shardbeat.redis.link.RedisPipeline;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.ResponseType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The read side of a pass, and of those who only look. The parts are read one after the other; what changes meanwhile
 * is caught by the commit's check of the epoch and of the leases. Epoch first, leases last.
 */
public final class GroupReader {
    private static final LuaScript CLAIM_GROUP = LuaScript.named("claim_group");
    private static final LuaScript SETTLE_GROUP = LuaScript.changingGroup("settle_group");
    private static final LuaScript LOOK_GROUP = LuaScript.named("look_group");

    /** A pass that takes longer than this in milliseconds (its node died) is repeated by somebody else. */
    private static final long CLAIM_MILLIS = 5_000;

    /** How often a look is repeated at the most because the group changed under it. */
    private static final int LOOKS = 3;

    private final RedisPipeline redis;
    private final ChunkedReads reads;
    private final AssignableReader assignable;
    private final SettingsRecord settingsRecord;
    private final Executor executor;
    private final GroupDefaults defaults;
    private final ReadBudget budget;

    /** @param executor where replies are decoded: a big group takes milliseconds, too long for an event loop */
    public GroupReader(
            RedisPipeline redis,
            RedisCatalogStore catalog,
            SettingsRecord settingsRecord,
            Executor executor,
            GroupDefaults defaults,
            StoreLimits limits) {
        this.redis = redis;
        this.reads = new ChunkedReads(redis);
        this.assignable = new AssignableReader(reads, catalog);
        this.settingsRecord = settingsRecord;
        this.executor = executor;
        this.defaults = defaults;
        this.budget = new ReadBudget(limits.groupBytes());
    }

    /** What groups have that say nothing else. */
    GroupDefaults defaults() {
        return defaults;
    }

    /** @param marked whether an earlier pass set the group apart */
    record ClaimedGroup(Claim claim, boolean marked) {}

    /** For a pass: moves the group's due entry on the way. Empty when there is no such group. */
    CompletionStage<Optional<ClaimedGroup>> claim(GroupId group, Supplier<ShardSetCodec> codec) {
        GroupKeys keys = new GroupKeys(group);
        double claimMillis = CLAIM_MILLIS + ThreadLocalRandom.current().nextInt(1000) / 1000.0;
        RedisCall call = CLAIM_GROUP.call(
                List.of(keys.group, keys.members, keys.handOvers, keys.fences, keys.due, keys.sweep, keys.damaged),
                keys.path,
                Double.toString(claimMillis),
                Long.toString(BucketSweeper.GAP_MILLIS));
        return redis.send(call)
                .thenComposeAsync(
                        reply -> {
                            if (reply == null) {
                                return CompletableFuture.completedFuture(Optional.empty());
                            }
                            if (reply.type() != ResponseType.MULTI) {
                                return settleAndClaim(keys, codec);
                            }
                            GroupHead head = new GroupHead(keys, codec.get(), reply);
                            return read(head)
                                    .thenApply(snapshot -> Optional.of(
                                            new ClaimedGroup(new Claim(snapshot, head.token()), head.isMarked())));
                        },
                        executor);
    }

    /** The store may have lost writes, and this pass is the first to hear of it. */
    private CompletionStage<Optional<ClaimedGroup>> settleAndClaim(GroupKeys keys, Supplier<ShardSetCodec> codec) {
        return redis.send(settle(keys))
                .thenComposeAsync(
                        reply -> reply != null && reply.toInteger() == 1
                                ? claim(keys.id, codec)
                                : CompletableFuture.completedFuture(Optional.empty()),
                        executor);
    }

    static RedisCall settle(GroupKeys keys) {
        return SETTLE_GROUP.call(List.of(keys.group, keys.due, keys.sweep, keys.history), keys.path);
    }

    /** For an onlooker: changes nothing. Empty when there is no such group. */
    CompletionStage<Optional<GroupSnapshot>> look(GroupId group, ShardSetCodec codec) {
        return look(group, codec, 1);
    }

    private CompletionStage<Optional<GroupSnapshot>> look(GroupId group, ShardSetCodec codec, int attempt) {
        GroupKeys keys = new GroupKeys(group);
        RedisCall call = LOOK_GROUP.call(List.of(keys.group, keys.members, keys.handOvers, keys.fences, keys.sweep));
        return redis.send(call)
                .thenComposeAsync(
                        reply -> reply == null
                                ? CompletableFuture.completedFuture(Optional.empty())
                                : read(new GroupHead(keys, codec, reply))
                                        .thenCompose(snapshot -> settled(snapshot, codec, attempt)),
                        executor);
    }

    /** No commit catches what changed during a look, so the epoch is asked for again; a restless group is shown torn. */
    private CompletionStage<Optional<GroupSnapshot>> settled(GroupSnapshot snapshot, ShardSetCodec codec, int attempt) {
        String key = new GroupKeys(snapshot.id()).group;
        return redis.send(RedisCall.of(Command.HGET, key, "epoch"))
                .thenComposeAsync(
                        epoch -> epoch == null || epoch.toLong() == snapshot.epoch() || attempt == LOOKS
                                ? CompletableFuture.completedFuture(
                                        epoch == null ? Optional.empty() : Optional.of(snapshot))
                                : look(snapshot.id(), codec, attempt + 1),
                        executor);
    }

    private CompletionStage<GroupSnapshot> read(GroupHead head) {
        ReadBudget.Share share = budget.share(head.group.path());
        return CompletableFuture.completedFuture(head)
                .thenCompose(found -> read(found, share::take))
                .thenCompose(snapshot -> timed(snapshot, head.keys))
                .whenComplete((snapshot, failure) -> share.release());
    }

    private CompletionStage<GroupSnapshot> read(GroupHead head, LongConsumer bytes) {
        GroupSettings settings = settingsRecord.settings(head.hash);
        var members = reads.hash(head.keys.members, head.members(), bytes).toCompletableFuture();
        var handOvers = reads.hash(head.keys.handOvers, head.handOvers(), bytes).toCompletableFuture();
        var fences = reads.hash(head.keys.fences, head.fences(), bytes).toCompletableFuture();
        GroupPolicy policy = defaults.policy(SettingsRecord.ttl(head.hash), settings.overrides());
        boolean observed = policy.fenceMargin().isAuto();
        var intervals = reads.hash(head.keys.intervals, observed ? 2 * head.members() : 0)
                .toCompletableFuture();
        var shards = assignable.read(head, settings).toCompletableFuture();
        var leaseEnds = leaseEnds(head).toCompletableFuture();
        return members.thenComposeAsync(records -> reads.values(leaseKeys(head, records), bytes), executor)
                .thenCombineAsync(
                        CompletableFuture.allOf(handOvers, fences, intervals, shards, leaseEnds),
                        (leases, done) -> head.snapshot(
                                settings,
                                policy,
                                members(
                                        head,
                                        settings,
                                        new MemberRecords(members.join(), leases, intervals.join(), leaseEnds.join())),
                                handOvers(handOvers.join()),
                                fences(fences.join()),
                                shards.join()),
                        executor);
    }

    /** A lease that is gone may have ended since the group was claimed: its member's fence begins no earlier than that. */
    private CompletionStage<GroupSnapshot> timed(GroupSnapshot snapshot, GroupKeys keys) {
        if (snapshot.members().stream().allMatch(member -> member.lease() != null)) {
            return CompletableFuture.completedFuture(snapshot);
        }
        RedisCall time = new RedisCall(Request.cmd(Command.TIME), null, keys.group);
        return redis.send(time)
                .thenApply(reply -> reply == null
                        ? snapshot
                        : snapshot.at(Instant.ofEpochMilli(
                                reply.get(0).toLong() * 1_000 + reply.get(1).toLong() / 1_000)));
    }

    /** When the leases of those end that are to be removed: the commit checks that none was renewed since. */
    private CompletionStage<Map<String, Instant>> leaseEnds(GroupHead head) {
        List<MemberId> departing = List.copyOf(head.wishes().departures().keySet());
        if (departing.isEmpty()) {
            return CompletableFuture.completedFuture(Map.of());
        }
        return redis.sendEach(departing.stream()
                        .map(member -> RedisWishStore.leaseEnd(head.keys, member))
                        .toList())
                .thenApply(ends -> {
                    Map<String, Instant> byMember = new HashMap<>();
                    for (int i = 0; i < departing.size(); i++) {
                        Instant end = RedisWishStore.end(ends.get(i).orThrow());
                        if (end != null) {
                            byMember.put(departing.get(i).name(), end);
                        }
                    }
                    return byMember;
                });
    }

    private static List<String> leaseKeys(GroupHead head, Map<String, byte[]> records) {
        return records.keySet().stream().map(member -> head.keys.lease(member)).toList();
    }

    /**
     * The members as they lie in Redis.
     *
     * @param leases in the order of the records' keys
     * @param intervals per member, with families, where the group keeps them
     */
    private record MemberRecords(
            Map<String, byte[]> records,
            List<byte @Nullable []> leases,
            Map<String, byte[]> intervals,
            Map<String, Instant> leaseEnds) {}

    private static List<Member> members(GroupHead head, GroupSettings settings, MemberRecords found) {
        Records format = new Records(head.group, head.codec);
        List<String> subscribed = head.codec.reportsSubscribe() ? List.of() : settings.topics();
        List<Member> members = new ArrayList<>(found.records().size());
        found.records().forEach((name, record) -> {
            byte[] lease = found.leases().get(members.size());
            members.add(new Member(
                    new MemberId(name),
                    format.grant(record),
                    Records.isPending(record),
                    lease == null
                            ? null
                            : format.lease(lease)
                                    .subscribedTo(subscribed)
                                    .endingAt(found.leaseEnds().get(name)),
                    interval(found.intervals().get(name)),
                    Records.family(found.intervals().get(Keys.familyField(name)))));
        });
        return members;
    }

    private static @Nullable Duration interval(byte @Nullable [] text) {
        long millis = number(text);
        return millis == 0 ? null : Duration.ofMillis(millis);
    }

    private static long number(byte @Nullable [] text) {
        try {
            return text == null ? 0 : StoredNumber.of(new String(text, StandardCharsets.US_ASCII));
        } catch (NumberFormatException e) {
            throw UnreadableRecordException.of("a number", text, e);
        }
    }

    private static List<HandOver> handOvers(Map<String, byte[]> hash) {
        List<HandOver> handOvers = new ArrayList<>(hash.size());
        hash.forEach((shard, value) -> handOvers.add(Records.handOver(shard, value)));
        return handOvers;
    }

    private static Map<ShardId, Instant> fences(Map<String, byte[]> hash) {
        Map<ShardId, Instant> fences = new HashMap<>();
        hash.forEach((shard, value) -> fences.put(Records.shard(shard), Instant.ofEpochMilli(number(value))));
        return fences;
    }
}
