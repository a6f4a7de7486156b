package io.shardbeat.redis.catalog;

import io.shardbeat.catalog.Namespace;
import io.shardbeat.group.GroupId;
import io.shardbeat.redis.format.GroupKeys;
import io.shardbeat.redis.link.LuaScript;
import io.shardbeat.redis.link.RedisPipeline;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Makes groups due when something outside of them changed. */
public final class GroupWaker {
    private static final LuaScript UPDATE_GROUP = LuaScript.changingGroup("update_group");

    private final RedisPipeline redis;
    private final GroupNames names;

    public GroupWaker(RedisPipeline redis, GroupNames names) {
        this.redis = redis;
        this.names = names;
    }

    /** Wakes every group that may consume one of the topics: those bound to it and those bound to the namespace. */
    CompletionStage<Void> wakeConsumersOf(Namespace namespace, List<String> topics) {
        if (topics.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        List<String> scopes = new ArrayList<>(topics);
        scopes.add("");
        CompletableFuture<?>[] woken = scopes.stream()
                .map(scope -> names.in(namespace, scope).thenCompose(this::wake).toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new);
        return CompletableFuture.allOf(woken);
    }

    private CompletionStage<Void> wake(List<GroupId> groups) {
        return CompletableFuture.allOf(groups.stream()
                .map(group -> update(group, List.of()).toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new));
    }

    /**
     * Sets fields of an existing group and makes it due.
     *
     * @return when a lease that is renewed then ends, milliseconds; empty when there is no such group
     */
    public CompletionStage<Optional<String>> update(GroupId group, List<String> fields) {
        GroupKeys keys = new GroupKeys(group);
        List<Object> args = new ArrayList<>();
        args.add(keys.path);
        args.addAll(fields);
        return redis.send(UPDATE_GROUP.call(List.of(keys.group, keys.due, keys.sweep), args.toArray()))
                .thenApply(reply -> Optional.ofNullable(reply).map(Response::toString));
    }
}
