package io.shardbeat.redis;

import io.shardbeat.catalog.Namespace;
import io.shardbeat.coordinator.GroupDirectory;
import io.shardbeat.coordinator.StoreListener;
import io.shardbeat.coordinator.StoreUnavailableException;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupSettings;
import io.shardbeat.redis.RedisPipeline.Ended;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Which groups exist, in Redis. */
final class RedisGroupDirectory implements GroupDirectory {
    private static final LuaScript CREATE_GROUP = LuaScript.named("create_group");
    private static final LuaScript DELETE_GROUP = LuaScript.named("delete_group");

    private final RedisPipeline redis;
    private final GroupNames names;
    private final GroupWaker waker;
    private final EarlierLooks looks;
    private final SettingsRecord record;
    private final DeletedMembers deletedMembers;
    private final GroupRepair repair;
    private final StoreListener listener;

    RedisGroupDirectory(
            RedisPipeline redis,
            GroupNames names,
            GroupWaker waker,
            SettingsRecord record,
            Codecs codecs,
            StoreListener listener) {
        this.deletedMembers = new DeletedMembers(redis);
        this.repair = new GroupRepair(redis, record, codecs);
        this.listener = listener;
        this.redis = redis;
        this.names = names;
        this.waker = waker;
        this.looks = new EarlierLooks(redis);
        this.record = record;
    }

    @Override
    public CompletionStage<Boolean> create(GroupId group, GroupSettings settings) {
        return names.claim(group).thenCompose(owner -> {
            if (owner.equals(group)) {
                return createHash(group, settings);
            }
            return find(owner)
                    .thenCompose(other -> other.isPresent()
                            ? CompletableFuture.completedFuture(false)
                            : names.overwrite(group).thenCompose(done -> createHash(group, settings)));
        });
    }

    private CompletionStage<Boolean> createHash(GroupId group, GroupSettings settings) {
        GroupKeys keys = new GroupKeys(group);
        return redis.send(CREATE_GROUP.call(
                        List.of(keys.group, keys.sweep), record.fields(settings).toArray()))
                .thenApply(RedisGroupDirectory::isOne);
    }

    @Override
    public CompletionStage<Optional<GroupSettings>> find(GroupId group) {
        return redis.send(read(group)).thenApply(this::settings).exceptionally(failure -> {
            throw StoreUnavailableException.damaged("the settings of " + group, failure);
        });
    }

    @Override
    public CompletionStage<Rebuilt> rebuild(GroupId group) {
        return repair.rebuild(group);
    }

    @Override
    public CompletionStage<Boolean> update(GroupId group, GroupSettings settings) {
        return waker.update(group, record.fields(settings))
                .thenCompose(leaseEnd -> leaseEnd.isEmpty()
                        ? CompletableFuture.completedFuture(false)
                        : looks.lookBy(leaseEnd.get(), new GroupKeys(group)).thenApply(done -> true));
    }

    @Override
    public CompletionStage<Deletion> delete(GroupId group, Members members) {
        return deleteKeys(group, members)
                .thenCompose(deletion -> deletion == Deletion.DELETED
                        ? names.remove(group).thenApply(done -> deletion)
                        : CompletableFuture.completedFuture(deletion));
    }

    private CompletionStage<Deletion> deleteKeys(GroupId group, Members members) {
        GroupKeys keys = new GroupKeys(group);
        RedisCall call = DELETE_GROUP.call(
                List.of(
                        keys.group,
                        keys.due,
                        keys.sweep,
                        keys.members,
                        keys.deletedMembers,
                        keys.damaged,
                        keys.handOvers,
                        keys.fences,
                        keys.intervals,
                        keys.history,
                        keys.checkpoints,
                        keys.finished),
                keys.path,
                members == Members.KEEP ? "1" : "0");
        return redis.send(call)
                .thenApply(RedisGroupDirectory::deletion)
                .thenCompose(deletion -> deletion == Deletion.HAS_MEMBERS
                        ? CompletableFuture.completedFuture(deletion)
                        : deletedMembers.drop(keys).thenApply(done -> deletion));
    }

    @Override
    public CompletionStage<Void> deleteAll(Namespace namespace, String scope) {
        return names.in(namespace, scope)
                .thenCompose(groups -> CompletableFuture.allOf(groups.stream()
                        .map(group -> deleteKeys(group, Members.REMOVE)
                                .thenCompose(deleted -> names.remove(group))
                                .toCompletableFuture())
                        .toArray(CompletableFuture<?>[]::new)));
    }

    @Override
    public CompletionStage<Map<GroupId, GroupSettings>> list(Namespace namespace, String scope) {
        return names.in(namespace, scope)
                .thenCompose(groups -> redis.sendEach(
                                groups.stream().map(RedisGroupDirectory::read).toList())
                        .thenApply(ends -> {
                            Map<GroupId, GroupSettings> found = new LinkedHashMap<>();
                            for (int i = 0; i < groups.size(); i++) {
                                GroupId group = groups.get(i);
                                readable(group, ends.get(i)).ifPresent(settings -> found.put(group, settings));
                            }
                            return found;
                        }));
    }

    /** A group whose settings cannot be read is left out of listings; the others are not concerned. */
    private Optional<GroupSettings> readable(GroupId group, Ended end) {
        try {
            return settings(end.orThrow());
        } catch (RuntimeException e) {
            listener.unreadable(group.path(), e);
            return Optional.empty();
        }
    }

    private static RedisCall read(GroupId group) {
        List<String> read = new ArrayList<>(List.of(new GroupKeys(group).group));
        read.addAll(SettingsRecord.READ);
        return RedisCall.of(Command.HMGET, read.toArray());
    }

    private Optional<GroupSettings> settings(@Nullable Response reply) {
        if (reply == null || reply.get(0) == null) {
            return Optional.empty();
        }
        Map<String, String> hash = new HashMap<>();
        for (int i = 0; i < SettingsRecord.READ.size(); i++) {
            Response value = reply.get(i);
            if (value != null) {
                hash.put(SettingsRecord.READ.get(i), value.toString());
            }
        }
        return Optional.of(record.settings(hash));
    }

    private static Deletion deletion(@Nullable Response reply) {
        if (reply == null) {
            return Deletion.HAS_MEMBERS;
        }
        return isOne(reply) ? Deletion.DELETED : Deletion.NO_GROUP;
    }

    private static boolean isOne(@Nullable Response reply) {
        return reply != null && reply.toInteger() == 1;
    }
}
