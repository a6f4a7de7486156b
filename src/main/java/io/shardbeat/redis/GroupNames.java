package io.shardbeat.redis;

import io.shardbeat.catalog.Namespace;
import io.shardbeat.group.GroupId;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Response;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/**
 * The names of a namespace's groups, unique ignoring case (some clients compare that way). Kept beside the catalog, in
 * another slot than the groups: a name may be listed whose group is not there yet, or no more.
 */
final class GroupNames {
    private final RedisPipeline redis;
    private final BigReads reads;

    GroupNames(RedisPipeline redis) {
        this.redis = redis;
        this.reads = new BigReads(redis);
    }

    CompletionStage<List<GroupId>> in(Namespace namespace, String scope) {
        String key = Keys.groups(namespace, scope);
        return reads.hash(key)
                .thenApply(names -> names.values().stream()
                        .flatMap(name -> group(namespace, scope, new String(name)))
                        .sorted(java.util.Comparator.comparing(GroupId::name))
                        .toList());
    }

    /** None for what no node has written. */
    private static Stream<GroupId> group(Namespace namespace, String scope, String name) {
        try {
            return Stream.of(new GroupId(namespace, scope, name));
        } catch (IllegalArgumentException e) {
            return Stream.empty();
        }
    }

    /** Takes the name; the answer is the group that has it, which may be spelt differently. */
    CompletionStage<GroupId> claim(GroupId group) {
        String key = Keys.groups(group.namespace(), group.scope());
        String lower = lower(group);
        return redis.sendAll(List.of(
                        RedisCall.of(Command.HSETNX, key, lower, group.name()), RedisCall.of(Command.HGET, key, lower)))
                .thenApply(replies -> {
                    String name = Optional.ofNullable(replies.get(1))
                            .map(Response::toString)
                            .orElse(group.name());
                    return new GroupId(group.namespace(), group.scope(), name);
                });
    }

    /** Takes the name whoever had it. */
    CompletionStage<?> overwrite(GroupId group) {
        return redis.send(
                RedisCall.of(Command.HSET, Keys.groups(group.namespace(), group.scope()), lower(group), group.name()));
    }

    CompletionStage<?> remove(GroupId group) {
        return redis.send(RedisCall.of(Command.HDEL, Keys.groups(group.namespace(), group.scope()), lower(group)));
    }

    private static String lower(GroupId group) {
        return group.name().toLowerCase(Locale.ROOT);
    }
}
