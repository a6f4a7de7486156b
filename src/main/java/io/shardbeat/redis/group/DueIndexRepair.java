package io.shardbeat.redis.group;

import io.shardbeat.coordinator.StoreListener;
import io.shardbeat.coordinator.groups.GroupBrowser.Query;
import io.shardbeat.coordinator.groups.GroupCursor;
import io.shardbeat.group.GroupId;
import io.shardbeat.redis.catalog.GroupNames;
import io.shardbeat.redis.catalog.GroupWalk;
import io.shardbeat.redis.catalog.RedisCatalogStore;
import io.shardbeat.redis.format.GroupKeys;
import io.shardbeat.redis.format.Keys;
import io.shardbeat.redis.link.ChunkedReads;
import io.shardbeat.redis.link.RedisCall;
import io.shardbeat.redis.link.RedisPipeline;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Makes a bucket's due index anew after it was found to be no index: every group of the bucket is due, and every lease is
 * looked at. Done twice, or by two nodes, it is the same.
 */
public final class DueIndexRepair {
    private static final int PAGE = 500;

    private final RedisPipeline redis;
    private final ChunkedReads reads;
    private final RedisCatalogStore catalog;
    private final GroupNames names;
    private final StoreListener listener;
    private final Set<Integer> underWay = ConcurrentHashMap.newKeySet();

    public DueIndexRepair(RedisPipeline redis, RedisCatalogStore catalog, GroupNames names, StoreListener listener) {
        this.redis = redis;
        this.reads = new ChunkedReads(redis);
        this.catalog = catalog;
        this.names = names;
        this.listener = listener;
    }

    /** Until it is done, the bucket asks for it at every sweep. */
    void start(int bucket) {
        if (underWay.add(bucket)) {
            from(GroupCursor.START, bucket, 0)
                    .thenCompose(groups -> redis.send(RedisCall.of(Command.HDEL, Keys.sweep(bucket), "reindex"))
                            .thenAccept(done -> listener.indexMadeAnew(bucket, groups)))
                    .whenComplete((done, failure) -> {
                        underWay.remove(bucket);
                        if (failure != null) {
                            listener.bucketFailed(bucket, failure);
                        }
                    });
        }
    }

    private CompletionStage<Integer> from(GroupCursor cursor, int bucket, int before) {
        return new GroupWalk(redis, catalog, names, new Query("", cursor, PAGE), listener)
                .run()
                .thenCompose(page -> {
                    List<GroupId> own = page.groups().stream()
                            .filter(group -> Keys.bucket(group.path()) == bucket)
                            .toList();
                    CompletableFuture<?>[] adds = own.stream()
                            .map(group -> add(new GroupKeys(group)).toCompletableFuture())
                            .toArray(CompletableFuture<?>[]::new);
                    int found = before + own.size();
                    GroupCursor next = page.next();
                    return CompletableFuture.allOf(adds)
                            .thenCompose(done -> next == null
                                    ? CompletableFuture.completedFuture(found)
                                    : from(next, bucket, found));
                });
    }

    /** A lease's entry only says when to look: at once. */
    private CompletionStage<Void> add(GroupKeys group) {
        return redis.send(RedisCall.of(Command.ZADD, group.due, "NX", "1", "g" + group.path))
                .thenCompose(done -> reads.pages(Command.HSCAN, group.members, PAGE, members -> leases(group, members)))
                .exceptionally(unreadable -> {
                    listener.unreadable(group.path, unreadable);
                    return null;
                });
    }

    private CompletionStage<Void> leases(GroupKeys group, Response members) {
        if (members.size() == 0) {
            return CompletableFuture.completedFuture(null);
        }
        List<String> entries = new ArrayList<>(List.of(group.due, "NX"));
        for (int i = 0; i < members.size(); i += 2) {
            entries.add("1");
            entries.add("l" + group.path + Keys.SEPARATOR + members.get(i));
        }
        return redis.send(RedisCall.of(Command.ZADD, entries.toArray())).thenApply(done -> null);
    }
}
