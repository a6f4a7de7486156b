package io.shardbeat.redis.directory;

import io.shardbeat.catalog.Namespace;
import io.shardbeat.coordinator.Creation;
import io.shardbeat.coordinator.GroupDirectory;
import io.shardbeat.coordinator.StoreListener;
import io.shardbeat.coordinator.StoreUnavailableException;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupSettings;
import io.shardbeat.redis.catalog.GroupNames;
import io.shardbeat.redis.catalog.GroupWaker;
import io.shardbeat.redis.format.Codecs;
import io.shardbeat.redis.format.GroupKeys;
import io.shardbeat.redis.format.Nonce;
import io.shardbeat.redis.format.SettingsRecord;
import io.shardbeat.redis.link.LuaScript;
import io.shardbeat.redis.link.RedisCall;
import io.shardbeat.redis.link.RedisPipeline;
import io.shardbeat.redis.link.RedisPipeline.Ended;
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
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Which groups exist, in Redis. */
public final class RedisGroupDirectory implements GroupDirectory {
    private static final LuaScript CREATE_GROUP = LuaScript.changingGroup("create_group");
    private static final LuaScript DELETE_GROUP = LuaScript.changingGroup("delete_group");

    /** Each as late again as all before: 2.5 s in all, longer than a call to Redis may take. */
    private static final int LOOKS = 8;

    private static final long FIRST_LOOK_MILLIS = 10;

    private final RedisPipeline redis;
    private final GroupNames names;
    private final GroupWaker waker;
    private final DueIndexAdvance looks;
    private final SettingsRecord record;
    private final DeletedMembers deletedMembers;
    private final GroupRepair repair;
    private final StoreListener listener;

    public RedisGroupDirectory(
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
        this.looks = new DueIndexAdvance(redis);
        this.record = record;
    }

    @Override
    public CompletionStage<Creation> create(GroupId group, GroupSettings settings, int most) {
        return names.take(group, most)
                .thenCompose(owner -> owner.isEmpty()
                        ? CompletableFuture.completedFuture(Creation.TOO_MANY)
                        : create(group, settings, most, owner.get()));
    }

    private CompletionStage<Creation> create(GroupId group, GroupSettings settings, int most, GroupId owner) {
        if (owner.equals(group)) {
            return createHash(group, settings);
        }
        return comes(owner, 0)
                .thenCompose(there -> there
                        ? CompletableFuture.completedFuture(Creation.EXISTS)
                        : names.takeOver(group, owner)
                                .thenCompose(
                                        taken -> taken ? createHash(group, settings) : create(group, settings, most)));
    }

    /** Whether a group is there whose name is taken: another node may be about to create it, for as long as a call may take. */
    private CompletionStage<Boolean> comes(GroupId owner, int looks) {
        return find(owner).thenCompose(found -> {
            if (found.isPresent() || looks == LOOKS) {
                return CompletableFuture.completedFuture(found.isPresent());
            }
            Executor later =
                    CompletableFuture.delayedExecutor(FIRST_LOOK_MILLIS << looks, TimeUnit.MILLISECONDS, Runnable::run);
            return CompletableFuture.supplyAsync(() -> comes(owner, looks + 1), later)
                    .thenCompose(Function.identity());
        });
    }

    private CompletionStage<Creation> createHash(GroupId group, GroupSettings settings) {
        GroupKeys keys = new GroupKeys(group);
        List<Object> arguments = new ArrayList<>(List.of(Nonce.next()));
        arguments.addAll(record.fields(settings));
        return redis.send(CREATE_GROUP.call(List.of(keys.group, keys.sweep), arguments.toArray()))
                .thenCompose(reply -> isOne(reply)
                        ? names.keep(group).thenCompose(kept -> kept ? created() : undone(group))
                        : CompletableFuture.completedFuture(Creation.EXISTS));
    }

    private static CompletionStage<Creation> created() {
        return CompletableFuture.completedFuture(Creation.CREATED);
    }

    /** The name was taken off the list by a deletion, and by somebody else, under another spelling, from there. */
    private CompletionStage<Creation> undone(GroupId group) {
        return deleteKeys(group, Members.REMOVE).thenApply(done -> Creation.EXISTS);
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
        return names.leave(group)
                .thenCompose(name -> deleteKeys(group, members)
                        .thenCompose(deletion -> deletion == Deletion.HAS_MEMBERS
                                ? CompletableFuture.completedFuture(deletion)
                                : names.remove(group, name).thenApply(done -> deletion)));
    }

    private CompletionStage<Deletion> deleteKeys(GroupId group, Members members) {
        GroupKeys keys = new GroupKeys(group);
        RedisCall call =
                DELETE_GROUP.call(keys.forDeletion(), keys.path, members == Members.KEEP ? "1" : "0", Nonce.next());
        return redis.send(call)
                .thenApply(RedisGroupDirectory::deletion)
                .thenCompose(deletion -> deletion == Deletion.HAS_MEMBERS
                        ? CompletableFuture.completedFuture(deletion)
                        : deletedMembers.drop(keys).thenApply(done -> deletion));
    }

    @Override
    public CompletionStage<Void> deleteAll(Namespace namespace, String scope) {
        return names.takeLeave(namespace, scope)
                .thenCompose(groups -> CompletableFuture.allOf(groups.stream()
                        .map(group -> delete(group, Members.REMOVE).toCompletableFuture())
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
