package io.shardbeat.redis.catalog;

import io.shardbeat.catalog.Namespace;
import io.shardbeat.coordinator.StoreListener;
import io.shardbeat.coordinator.StoreUnavailableException;
import io.shardbeat.coordinator.groups.GroupBrowser.Query;
import io.shardbeat.coordinator.groups.GroupCursor;
import io.shardbeat.group.GroupId;
import io.shardbeat.redis.format.Keys;
import io.shardbeat.redis.link.RedisCall;
import io.shardbeat.redis.link.RedisPipeline;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Response;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One page of the names of all groups: namespace after namespace out of the index of namespaces, scope after scope,
 * until the page is full or enough has been read. Never scans the keyspace.
 */
public final class GroupWalk {
    /** How many namespaces are read for one page at the most, however empty they are. */
    private static final int MAX_NAMESPACES = 100;

    private final RedisPipeline redis;
    private final RedisCatalogStore catalog;
    private final GroupNames names;
    private final Query query;
    private final StoreListener listener;
    private final Deque<Namespace> namespaces = new ArrayDeque<>();
    private final Deque<String> scopes = new ArrayDeque<>();
    private final List<GroupId> found = new ArrayList<>();
    private int namespacesRead;

    public GroupWalk(
            RedisPipeline redis, RedisCatalogStore catalog, GroupNames names, Query query, StoreListener listener) {
        this.redis = redis;
        this.catalog = catalog;
        this.names = names;
        this.query = query;
        this.listener = listener;
    }

    /** @param next where to go on; {@code null} at the end */
    public record Names(List<GroupId> groups, @Nullable GroupCursor next) {}

    public CompletionStage<Names> run() {
        return catalog.namespaces().thenCompose(all -> {
            all.stream()
                    .filter(namespace -> mayHold(namespace + "/"))
                    .filter(namespace -> isAhead(GroupCursor.endOf(namespace)))
                    .sorted(Comparator.comparing(GroupCursor::startOf))
                    .forEach(namespaces::add);
            return nextNamespace();
        });
    }

    private CompletionStage<Names> nextNamespace() {
        if (namespaces.isEmpty()) {
            return CompletableFuture.completedFuture(new Names(found, null));
        }
        if (namespacesRead++ == MAX_NAMESPACES) {
            return CompletableFuture.completedFuture(new Names(found, GroupCursor.startOf(namespaces.element())));
        }
        Namespace namespace = namespaces.remove();
        return topics(namespace)
                .thenCompose(topics -> inhabited(namespace, topics))
                .thenCompose(inhabited -> {
                    scopes.addAll(inhabited);
                    return nextScope(namespace);
                });
    }

    /** Their names are enough: what a record says that cannot be read is nobody's concern here. */
    private CompletionStage<List<String>> topics(Namespace namespace) {
        return redis.send(RedisCall.of(Command.HKEYS, Keys.topics(namespace)))
                .thenApply(reply -> {
                    List<String> topics = new ArrayList<>();
                    if (reply != null) {
                        reply.forEach(topic -> topics.add(topic.toString()));
                    }
                    return topics;
                })
                .exceptionally(failure -> {
                    listener.unreadable(Keys.topics(namespace), skipped(failure));
                    return List.of();
                });
    }

    /** Goes on with a record that cannot be read, and ends where the store itself does not answer. */
    private static Throwable skipped(Throwable failure) {
        if (StoreUnavailableException.isBehind(failure)) {
            throw new CompletionException(StoreUnavailableException.behind(failure));
        }
        return failure;
    }

    /** The scopes that have groups: those bound to the namespace itself first, then topic by topic. */
    private CompletionStage<List<String>> inhabited(Namespace namespace, List<String> topics) {
        List<String> candidates = new ArrayList<>(topics);
        candidates.add("");
        candidates.removeIf(scope -> !isAhead(GroupCursor.endOf(namespace, scope))
                || !mayHold(scope.isEmpty() ? namespace + "/" : namespace + "/" + scope + "/"));
        candidates.sort(Comparator.naturalOrder());
        List<RedisCall> sizes = candidates.stream()
                .map(scope -> RedisCall.of(Command.HLEN, Keys.groups(namespace, scope)))
                .toList();
        return redis.sendEach(sizes).thenApply(ends -> {
            List<String> inhabited = new ArrayList<>();
            for (int i = 0; i < ends.size(); i++) {
                Response size = ends.get(i).reply();
                if (size != null && size.toInteger() > 0) {
                    inhabited.add(candidates.get(i));
                }
            }
            return inhabited;
        });
    }

    private CompletionStage<Names> nextScope(Namespace namespace) {
        String scope = scopes.poll();
        if (scope == null) {
            return nextNamespace();
        }
        return names.in(namespace, scope).thenCompose(groups -> {
            for (GroupId group : groups) {
                if (isAhead(GroupCursor.at(group)) && group.path().startsWith(query.prefix())) {
                    if (found.size() == query.limit()) {
                        return CompletableFuture.completedFuture(new Names(found, GroupCursor.at(group)));
                    }
                    found.add(group);
                }
            }
            return nextScope(namespace);
        });
    }

    private boolean isAhead(GroupCursor place) {
        return place.compareTo(query.from()) >= 0;
    }

    /** Whether paths that begin with {@code stem} can begin with the prefix. */
    private boolean mayHold(String stem) {
        return stem.startsWith(query.prefix()) || query.prefix().startsWith(stem);
    }
}
