package io.shardbeat.redis.directory;

import io.shardbeat.coordinator.GroupDirectory.Rebuilt;
import io.shardbeat.coordinator.StoreUnavailableException;
import io.shardbeat.group.GroupId;
import io.shardbeat.redis.catalog.NamespaceIndex;
import io.shardbeat.redis.format.CheckpointRecord;
import io.shardbeat.redis.format.Codecs;
import io.shardbeat.redis.format.GroupKeys;
import io.shardbeat.redis.format.Keys;
import io.shardbeat.redis.format.Records;
import io.shardbeat.redis.format.SettingsRecord;
import io.shardbeat.redis.format.StoredNumber;
import io.shardbeat.redis.format.WishesRecord;
import io.shardbeat.redis.link.ChunkedReads;
import io.shardbeat.redis.link.LuaScript;
import io.shardbeat.redis.link.RedisCall;
import io.shardbeat.redis.link.RedisPipeline;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Response;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;

/**
 * Has a group rebuilt by an operator: what of its records cannot be read goes, and who holds what is what the members
 * report, as after a loss of writes. So nobody is granted what another may be working on.
 */
final class GroupRepair {
    private static final LuaScript REBUILD_GROUP = LuaScript.changingGroup("rebuild_group");
    private static final int PAGE = 250;

    private final RedisPipeline redis;
    private final ChunkedReads reads;
    private final SettingsRecord settings;
    private final Codecs codecs;

    GroupRepair(RedisPipeline redis, SettingsRecord settings, Codecs codecs) {
        this.redis = redis;
        this.reads = new ChunkedReads(redis);
        this.settings = settings;
        this.codecs = codecs;
    }

    CompletionStage<Rebuilt> rebuild(GroupId group) {
        GroupKeys keys = new GroupKeys(group);
        return redis.send(RedisCall.of(Command.TYPE, keys.group)).thenCompose(type -> {
            String kind = String.valueOf(type);
            return kind.equals("hash")
                    ? rebuild(keys)
                    : CompletableFuture.completedFuture(kind.equals("none") ? Rebuilt.NO_GROUP : Rebuilt.SETTINGS_LOST);
        });
    }

    private CompletionStage<Rebuilt> rebuild(GroupKeys keys) {
        return redis.send(RedisCall.of(Command.HGETALL, keys.group)).thenCompose(reply -> {
            Map<String, String> hash = NamespaceIndex.hash(reply);
            Optional<List<String>> repaired = settings.repaired(keys.id, hash);
            return repaired.isEmpty()
                    ? CompletableFuture.completedFuture(Rebuilt.SETTINGS_LOST)
                    : dropFields(keys, hash)
                            .thenCompose(done -> dropUnreadable(keys))
                            .thenCompose(done -> begin(keys, repaired.get()));
        });
    }

    /** Of the group's own hash, what is no setting: it does without. */
    private CompletionStage<?> dropFields(GroupKeys keys, Map<String, String> hash) {
        List<String> command = new ArrayList<>(List.of(keys.group));
        for (String time : List.of("created", "orderedsince")) {
            if (hash.containsKey(time) && !isReadable(() -> StoredNumber.of(hash.get(time)))) {
                command.add(time);
            }
        }
        if (!isReadable(() -> WishesRecord.wishes(hash))) {
            command.add(WishesRecord.FIELD);
        }
        return command.size() == 1
                ? CompletableFuture.completedFuture(null)
                : redis.send(RedisCall.of(Command.HDEL, command.toArray()));
    }

    private CompletionStage<Rebuilt> begin(GroupKeys keys, List<String> fields) {
        List<Object> args = new ArrayList<>(List.of(keys.path));
        args.addAll(fields);
        return redis.send(REBUILD_GROUP.call(
                        List.of(
                                keys.group,
                                keys.due,
                                keys.sweep,
                                keys.damaged,
                                keys.members,
                                keys.handOvers,
                                keys.fences,
                                keys.intervals,
                                keys.finished,
                                keys.checkpoints),
                        args.toArray()))
                .thenApply(epoch -> epoch == null ? Rebuilt.NO_GROUP : Rebuilt.BEGUN);
    }

    private CompletionStage<Void> dropUnreadable(GroupKeys keys) {
        Records records = new Records(keys.id, codecs.of(keys.id));
        return drop(keys.members, (member, record) -> records.grant(record))
                .thenCompose(done -> drop(keys.handOvers, Records::handOver))
                .thenCompose(done -> drop(keys.fences, (shard, until) -> {
                    Records.shard(shard);
                    StoredNumber.of(text(until));
                }))
                .thenCompose(done -> drop(keys.intervals, (member, value) -> {
                    if (member.indexOf(Keys.SEPARATOR) < 0) { // behind it is what kind of client the member is
                        StoredNumber.of(text(value));
                    }
                }))
                .thenCompose(done -> drop(keys.finished, (shard, created) -> Records.shard(shard)))
                .thenCompose(done -> drop(keys.checkpoints, (shard, record) -> {
                    Records.shard(shard);
                    CheckpointRecord.decode(record);
                }))
                .thenCompose(
                        done -> reads.pages(Command.HSCAN, keys.members, PAGE, page -> dropLeases(keys, records, page)))
                .exceptionally(GroupRepair::whole);
    }

    /** Drops the fields of a hash that cannot be read. A key of another type goes as a whole, with the script. */
    private CompletionStage<Void> drop(String key, BiConsumer<String, byte[]> reader) {
        return reads.pages(Command.HSCAN, key, PAGE, page -> {
                    List<String> unreadable = new ArrayList<>(List.of(key));
                    for (int i = 0; i + 1 < page.size(); i += 2) {
                        if (!isReadable(page.get(i).toString(), page.get(i + 1).toBytes(), reader)) {
                            unreadable.add(page.get(i).toString());
                        }
                    }
                    return unreadable.size() == 1
                            ? CompletableFuture.completedFuture(null)
                            : redis.send(RedisCall.of(Command.HDEL, unreadable.toArray()))
                                    .thenApply(done -> null);
                })
                .exceptionally(GroupRepair::whole);
    }

    private CompletionStage<Void> dropLeases(GroupKeys keys, Records records, Response page) {
        List<String> leases = new ArrayList<>();
        for (int i = 0; i < page.size(); i += 2) {
            leases.add(keys.lease(page.get(i).toString()));
        }
        return reads.values(leases, bytes -> {}).thenCompose(values -> {
            List<RedisCall> removals = new ArrayList<>();
            for (int i = 0; i < leases.size(); i++) {
                byte[] value = values.get(i);
                if (value != null && !isReadable(leases.get(i), value, (key, lease) -> records.lease(lease))) {
                    removals.add(RedisCall.of(Command.UNLINK, leases.get(i)));
                }
            }
            return redis.sendAll(removals).thenApply(done -> null);
        });
    }

    private static boolean isReadable(String field, byte[] value, BiConsumer<String, byte[]> reader) {
        return isReadable(() -> reader.accept(field, value));
    }

    private static boolean isReadable(Runnable reader) {
        try {
            reader.run();
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }

    private static Void whole(Throwable failure) {
        if (StoreUnavailableException.isBehind(failure)) {
            throw StoreUnavailableException.damaged("a hash", failure);
        }
        return null;
    }

    private static String text(byte[] value) {
        return new String(value, StandardCharsets.US_ASCII);
    }
}
