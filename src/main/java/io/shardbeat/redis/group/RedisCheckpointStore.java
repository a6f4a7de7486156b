package io.shardbeat.redis.group;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.coordinator.StoreUnavailableException;
import io.shardbeat.coordinator.StoreUnavailableException.Reason;
import io.shardbeat.coordinator.checkpoint.Checkpoint;
import io.shardbeat.coordinator.checkpoint.CheckpointStore;
import io.shardbeat.coordinator.checkpoint.Holding;
import io.shardbeat.coordinator.checkpoint.Saver;
import io.shardbeat.group.Grant;
import io.shardbeat.group.GroupId;
import io.shardbeat.redis.format.CheckpointRecord;
import io.shardbeat.redis.format.Codecs;
import io.shardbeat.redis.format.GroupKeys;
import io.shardbeat.redis.format.Records;
import io.shardbeat.redis.format.StoredNumber;
import io.shardbeat.redis.link.ChunkedReads;
import io.shardbeat.redis.link.LuaScript;
import io.shardbeat.redis.link.RedisCall;
import io.shardbeat.redis.link.RedisPipeline;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Checkpoints in Redis, in the group's slot. */
public final class RedisCheckpointStore implements CheckpointStore {
    private static final LuaScript LOOK_MEMBER = LuaScript.named("look_member");
    private static final LuaScript DROP_CHECKPOINTS = LuaScript.named("drop_checkpoints");
    private static final LuaScript SAVE_CHECKPOINTS = LuaScript.named("save_checkpoints");

    /** How many checkpoints one script writes: a long one would stop every heartbeat behind it. */
    private static final int CHUNK = 500;

    private final RedisPipeline redis;
    private final ChunkedReads reads;
    private final Codecs codecs;
    private final int most;

    /** @param most how many shards one group may have checkpoints of */
    public RedisCheckpointStore(RedisPipeline redis, Codecs codecs, int most) {
        this.most = most;
        this.redis = redis;
        this.reads = new ChunkedReads(redis);
        this.codecs = codecs;
    }

    @Override
    public CompletionStage<Optional<Holding>> holding(GroupId group, MemberId member, Collection<ShardId> shards) {
        GroupKeys keys = new GroupKeys(group);
        return redis.send(LOOK_MEMBER.call(List.of(keys.group, keys.members, keys.sweep), member.name()))
                .thenCompose(reply -> {
                    if (reply == null) {
                        return CompletableFuture.completedFuture(Optional.empty());
                    }
                    if (reply.type() != ResponseType.MULTI) {
                        throw new StoreUnavailableException(
                                Reason.REBUILDING, "what " + member + " holds of " + group + " is not certain yet");
                    }
                    Grant grant = grant(group, reply.get(1).toBytes());
                    return handingOver(keys, member, grant, shards)
                            .thenApply(handingOver -> Optional.of(new Holding(
                                    StoredNumber.of(reply.get(0).toString()), grant.shards(), handingOver)));
                });
    }

    private Grant grant(GroupId group, byte[] record) {
        return new Records(group, codecs.of(group)).grant(record);
    }

    /** Read after the epoch: a write at that epoch finds these as they are here. */
    private CompletionStage<Set<ShardId>> handingOver(
            GroupKeys keys, MemberId member, Grant grant, Collection<ShardId> shards) {
        List<ShardId> asked = grant.handingOver()
                ? shards.stream()
                        .filter(shard -> !grant.shards().contains(shard))
                        .toList()
                : List.of();
        if (asked.isEmpty()) {
            return CompletableFuture.completedFuture(Set.of());
        }
        List<RedisCall> looks = asked.stream()
                .map(shard -> RedisCall.of(Command.HGET, keys.handOvers, Records.shard(shard)))
                .toList();
        return redis.sendAll(looks).thenApply(replies -> {
            Set<ShardId> own = new HashSet<>();
            for (int i = 0; i < asked.size(); i++) {
                Response reply = replies.get(i);
                String shard = Records.shard(asked.get(i));
                if (reply != null
                        && Records.handOver(shard, reply.toBytes()).holder().equals(member)) {
                    own.add(asked.get(i));
                }
            }
            return own;
        });
    }

    @Override
    public CompletionStage<Written> write(GroupId group, Map<ShardId, String> values, Saver saver, OptionalLong epoch) {
        GroupKeys keys = new GroupKeys(group);
        String expected = epoch.isPresent() ? Long.toString(epoch.getAsLong()) : "";
        List<String> fixed = List.of(
                expected,
                saver.consumer(),
                Long.toString(saver.sentAtSeconds()),
                saver.forced() ? "1" : "0",
                Integer.toString(most));
        return write(keys, List.copyOf(values.entrySet()), fixed, Set.of());
    }

    /** Also without any checkpoints: that tells whether the group is still as it was. */
    private CompletionStage<Written> write(
            GroupKeys keys, List<Map.Entry<ShardId, String>> left, List<String> fixed, Set<ShardId> olderBefore) {
        int size = Math.min(left.size(), CHUNK);
        List<Object> args = new ArrayList<>(fixed);
        left.subList(0, size).forEach(entry -> {
            args.add(Records.shard(entry.getKey()));
            args.add(entry.getValue());
        });
        return redis.send(SAVE_CHECKPOINTS.call(List.of(keys.group, keys.checkpoints), args.toArray()))
                .thenCompose(reply -> {
                    WriteOutcome outcome = outcome(reply);
                    Set<ShardId> older = new HashSet<>(olderBefore);
                    if (reply != null && outcome == WriteOutcome.WRITTEN) {
                        reply.forEach(shard -> older.add(Records.shard(shard.toString())));
                    }
                    return outcome == WriteOutcome.WRITTEN && size < left.size()
                            ? write(keys, left.subList(size, left.size()), fixed, older)
                            : CompletableFuture.completedFuture(new Written(outcome, older));
                });
    }

    @Override
    public CompletionStage<WriteOutcome> drop(GroupId group, Set<ShardId> shards, OptionalLong epoch) {
        GroupKeys keys = new GroupKeys(group);
        List<Object> args = new ArrayList<>();
        args.add(epoch.isPresent() ? Long.toString(epoch.getAsLong()) : "");
        shards.forEach(shard -> args.add(Records.shard(shard)));
        return redis.send(DROP_CHECKPOINTS.call(List.of(keys.group, keys.checkpoints), args.toArray()))
                .thenApply(reply -> {
                    if (reply == null) {
                        return WriteOutcome.NO_GROUP;
                    }
                    return reply.toInteger() == 1 ? WriteOutcome.WRITTEN : WriteOutcome.STALE;
                });
    }

    private static WriteOutcome outcome(@org.jspecify.annotations.Nullable Response reply) {
        if (reply == null) {
            return WriteOutcome.NO_GROUP;
        }
        if (reply.type() == ResponseType.MULTI) {
            return WriteOutcome.WRITTEN;
        }
        return reply.toLong() < 0 ? WriteOutcome.TOO_MANY : WriteOutcome.STALE;
    }

    @Override
    public CompletionStage<Map<ShardId, Checkpoint>> all(GroupId group) {
        String key = new GroupKeys(group).checkpoints;
        return reads.hash(key).thenApply(records -> {
            Map<ShardId, Checkpoint> all = new HashMap<>();
            records.forEach((shard, record) -> all.put(Records.shard(shard), CheckpointRecord.decode(record)));
            return all;
        });
    }

    @Override
    public CompletionStage<Map<ShardId, Checkpoint>> find(GroupId group, List<ShardId> shards) {
        if (shards.isEmpty()) {
            return CompletableFuture.completedFuture(Map.of());
        }
        List<Object> args = new ArrayList<>();
        args.add(new GroupKeys(group).checkpoints);
        shards.forEach(shard -> args.add(Records.shard(shard)));
        return redis.send(RedisCall.of(Command.HMGET, args.toArray())).thenApply(records -> {
            Map<ShardId, Checkpoint> found = new HashMap<>();
            for (int i = 0; records != null && i < shards.size(); i++) {
                Response record = records.get(i);
                if (record != null) {
                    found.put(shards.get(i), CheckpointRecord.decode(record.toBytes()));
                }
            }
            return found;
        });
    }
}
