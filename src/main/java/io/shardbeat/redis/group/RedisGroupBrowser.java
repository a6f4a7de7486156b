package io.shardbeat.redis.group;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.coordinator.StoreListener;
import io.shardbeat.coordinator.StoreUnavailableException;
import io.shardbeat.coordinator.groups.Beginnings;
import io.shardbeat.coordinator.groups.GroupBrowser;
import io.shardbeat.coordinator.groups.Histories.Because;
import io.shardbeat.coordinator.groups.HistoryPage;
import io.shardbeat.coordinator.groups.HistoryQuery;
import io.shardbeat.coordinator.groups.MemberFacts;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupSnapshot;
import io.shardbeat.redis.catalog.GroupNames;
import io.shardbeat.redis.catalog.GroupWalk;
import io.shardbeat.redis.catalog.RedisCatalogStore;
import io.shardbeat.redis.format.Codecs;
import io.shardbeat.redis.format.GroupKeys;
import io.shardbeat.redis.format.HistoryRecord;
import io.shardbeat.redis.format.StoredNumber;
import io.shardbeat.redis.format.WishesRecord;
import io.shardbeat.redis.link.RedisCall;
import io.shardbeat.redis.link.RedisPipeline;
import io.shardbeat.redis.link.RedisPipeline.Ended;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** What operators see, out of Redis. */
public final class RedisGroupBrowser implements GroupBrowser {
    private static final int READS_PER_SUMMARY = 4;

    private final RedisPipeline redis;
    private final RedisCatalogStore catalog;
    private final GroupNames names;
    private final GroupReader reader;
    private final Codecs codecs;
    private final RedisHistory history;
    private final StoreListener listener;
    private final MemberFactsReader facts;

    /** @param executor where histories are decoded */
    public RedisGroupBrowser(
            RedisPipeline redis,
            RedisCatalogStore catalog,
            GroupNames names,
            GroupReader reader,
            Codecs codecs,
            Executor executor,
            StoreListener listener) {
        this.listener = listener;
        this.redis = redis;
        this.facts = new MemberFactsReader(redis);
        this.catalog = catalog;
        this.names = names;
        this.reader = reader;
        this.codecs = codecs;
        this.history = new RedisHistory(redis, new HistoryRecord(), executor, listener);
    }

    @Override
    public CompletionStage<Page> groups(Query query) {
        return new GroupWalk(redis, catalog, names, query, listener)
                .run()
                .thenCompose(page -> redis.sendEach(page.groups().stream()
                                .flatMap(group -> summaryReads(group).stream())
                                .toList())
                        .thenApply(replies -> new Page(summaries(page.groups(), replies), page.next())));
    }

    private static List<RedisCall> summaryReads(GroupId group) {
        GroupKeys keys = new GroupKeys(group);
        return List.of(
                RedisCall.of(Command.HMGET, keys.group, "epoch", "rebuild", WishesRecord.FIELD, StuckRecord.FIELD),
                RedisCall.of(Command.HLEN, keys.members),
                RedisCall.of(Command.HLEN, keys.handOvers),
                DamagedGroups.read(group));
    }

    /** Without the names whose group is not there yet, or no more. One that cannot be read is listed as damaged. */
    private static List<Summary> summaries(List<GroupId> groups, List<Ended> ends) {
        List<Summary> summaries = new ArrayList<>(groups.size());
        for (int i = 0; i < groups.size(); i++) {
            summary(groups.get(i), ends.subList(i * READS_PER_SUMMARY, (i + 1) * READS_PER_SUMMARY))
                    .ifPresent(summaries::add);
        }
        return summaries;
    }

    private static Optional<Summary> summary(GroupId group, List<Ended> ends) {
        Response mark = ends.get(3).reply();
        Damage damage = mark == null ? null : DamagedGroups.decode(mark.toString());
        try {
            Response head = ends.get(0).orThrow();
            Response epoch = head == null ? null : head.get(0);
            return head == null || epoch == null
                    ? Optional.empty()
                    : Optional.of(new Summary(
                            group,
                            StoredNumber.of(epoch.toString()),
                            number(ends.get(1).orThrow()),
                            number(ends.get(2).orThrow()),
                            StuckRecord.count(head.get(3)),
                            head.get(1) != null,
                            isPaused(head.get(2)),
                            damage));
        } catch (RuntimeException e) {
            String reason = String.valueOf(StoreUnavailableException.behind(e).getMessage());
            return Optional.of(new Summary(
                    group, 0, 0, 0, 0, false, false, damage == null ? new Damage(reason, 0, null) : damage));
        }
    }

    private static boolean isPaused(@Nullable Response wishes) {
        return wishes != null
                && WishesRecord.wishes(Map.of(WishesRecord.FIELD, wishes.toString()))
                                .pause()
                        != null;
    }

    @Override
    public CompletionStage<Optional<Damage>> damage(GroupId group) {
        return redis.send(DamagedGroups.read(group))
                .thenApply(mark -> Optional.ofNullable(mark).map(record -> DamagedGroups.decode(record.toString())));
    }

    @Override
    public CompletionStage<Optional<GroupSnapshot>> look(GroupId group) {
        return codecs.find(group)
                .map(codec -> reader.look(group, codec).exceptionally(failure -> {
                    throw StoreUnavailableException.damaged(group.path(), failure);
                }))
                .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty()));
    }

    @Override
    public CompletionStage<Map<MemberId, MemberFacts>> facts(GroupId group, List<MemberId> members) {
        return facts.read(group, members);
    }

    @Override
    public CompletionStage<Optional<HistoryPage>> history(GroupId group, HistoryQuery query) {
        return history.read(new GroupKeys(group), query).exceptionally(failure -> {
            throw StoreUnavailableException.damaged("the history of " + group.path(), failure);
        });
    }

    @Override
    public CompletionStage<Map<ShardId, Because>> beginnings(GroupId group, Collection<ShardId> shards, long epoch) {
        return history.beginnings(new GroupKeys(group), new Beginnings(shards, epoch))
                .exceptionally(failure -> {
                    throw StoreUnavailableException.damaged("the history of " + group.path(), failure);
                });
    }

    private static int number(@Nullable Response reply) {
        return reply == null ? 0 : reply.toInteger();
    }
}
