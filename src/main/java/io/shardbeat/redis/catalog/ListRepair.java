package io.shardbeat.redis.catalog;

import io.shardbeat.catalog.Namespace;
import io.shardbeat.coordinator.StoreListener;
import io.shardbeat.coordinator.catalog.CatalogStore.Relisted;
import io.shardbeat.group.GroupId;
import io.shardbeat.redis.format.GroupKeys;
import io.shardbeat.redis.format.Keys;
import io.shardbeat.redis.link.RedisCall;
import io.shardbeat.redis.link.RedisPipeline;
import io.vertx.redis.client.Command;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Completes the lists of namespaces and of groups' names out of what they list, by a look at every key. What is there in
 * place of a list goes. Done twice, or by two nodes, it is the same.
 */
final class ListRepair {
    private static final int CHUNK = 500;
    private static final String NAMESPACE_HEAD = "sb:{";
    private static final String NAMESPACE_TAIL = "}:namespace";
    private static final String GROUP_TAIL = Keys.group("");

    private final RedisPipeline redis;
    private final StoreListener listener;
    /** The one under way: whoever needs it meanwhile waits for it, too. */
    private final AtomicReference<@Nullable CompletableFuture<Integer>> underWay = new AtomicReference<>();

    ListRepair(RedisPipeline redis, StoreListener listener) {
        this.redis = redis;
        this.listener = listener;
    }

    CompletionStage<Relisted> all() {
        return namespaces().thenCompose(namespaces -> groups().thenApply(groups -> new Relisted(namespaces, groups)));
    }

    /** How many namespaces are listed now, at the least. */
    CompletionStage<Integer> namespaces() {
        CompletableFuture<Integer> mine = new CompletableFuture<>();
        CompletableFuture<Integer> others = underWay.compareAndExchange(null, mine);
        if (others != null) {
            return others;
        }
        redis.keys(NAMESPACE_HEAD + "*" + NAMESPACE_TAIL)
                .thenCompose(keys -> {
                    List<String> names = keys.stream()
                            .flatMap(key -> namespace(key).stream())
                            .map(Namespace::toString)
                            .distinct()
                            .toList();
                    return clear(Keys.namespaces(), "set")
                            .thenCompose(done -> inChunks(names, chunk -> add(Keys.namespaces(), chunk)))
                            .thenApply(done -> names.size());
                })
                .whenComplete((count, failure) -> {
                    underWay.set(null);
                    if (failure == null) {
                        listener.listMadeAnew(Keys.namespaces(), count);
                        mine.complete(count);
                    } else {
                        mine.completeExceptionally(failure);
                    }
                });
        return mine;
    }

    private CompletionStage<Integer> groups() {
        return redis.keys(NAMESPACE_HEAD + "*" + GROUP_TAIL).thenCompose(keys -> {
            List<GroupId> groups = keys.stream()
                    .flatMap(key -> group(key).stream())
                    .distinct()
                    .sorted(Comparator.comparing(GroupId::path))
                    .toList();
            return inChunks(groups, this::list).thenApply(done -> groups.size());
        });
    }

    private CompletionStage<?> list(List<GroupId> groups) {
        return CompletableFuture.allOf(groups.stream()
                .map(group -> {
                    String list = Keys.groups(group.namespace(), group.scope());
                    return clear(list, "hash")
                            .thenCompose(done -> redis.send(
                                    RedisCall.of(Command.HSETNX, list, GroupNames.lower(group), group.name())))
                            .toCompletableFuture();
                })
                .toArray(CompletableFuture<?>[]::new));
    }

    private CompletionStage<?> clear(String list, String kind) {
        return redis.send(RedisCall.of(Command.TYPE, list))
                .thenCompose(type -> List.of(kind, "none").contains(String.valueOf(type))
                        ? CompletableFuture.completedFuture(null)
                        : redis.send(RedisCall.of(Command.UNLINK, list)));
    }

    private CompletionStage<?> add(String list, List<String> names) {
        List<Object> command = new ArrayList<>(List.of(list));
        command.addAll(names);
        return redis.send(RedisCall.of(Command.SADD, command.toArray()));
    }

    private static <T> CompletionStage<?> inChunks(List<T> all, Function<List<T>, CompletionStage<?>> deal) {
        return all.isEmpty()
                ? CompletableFuture.completedFuture(null)
                : deal.apply(all.subList(0, Math.min(CHUNK, all.size())))
                        .thenCompose(done -> inChunks(all.subList(Math.min(CHUNK, all.size()), all.size()), deal));
    }

    /** Empty for a key that only looks like one: a member may have any name, and a lease's key ends in it. */
    private static Optional<Namespace> namespace(String key) {
        try {
            String[] parts = key.substring(NAMESPACE_HEAD.length(), key.length() - NAMESPACE_TAIL.length())
                    .split("/", -1);
            Namespace namespace = new Namespace(parts[0], parts[1]);
            return Keys.namespace(namespace).equals(key) && isWord(parts[0])
                    ? Optional.of(namespace)
                    : Optional.empty();
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<GroupId> group(String key) {
        try {
            String path = key.substring(key.indexOf("}:") + 2, key.length() - GROUP_TAIL.length());
            GroupId group = GroupId.parse(path);
            return new GroupKeys(group).group.equals(key)
                            && isWord(group.namespace().dialect())
                    ? Optional.of(group)
                    : Optional.empty();
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    private static boolean isWord(String dialect) {
        return dialect.chars().allMatch(Character::isLetter);
    }
}
