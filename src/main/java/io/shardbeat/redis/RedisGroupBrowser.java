package io.shardbeat.redis;

import io.shardbeat.coordinator.GroupBrowser;
import io.shardbeat.coordinator.StoreListener;
import io.shardbeat.coordinator.StoreUnavailableException;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupSnapshot;
import io.shardbeat.redis.RedisPipeline.Ended;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What operators see, out of Redis. */
final class RedisGroupBrowser implements GroupBrowser {
    private static final int READS_PER_SUMMARY = 4;

    private final RedisPipeline redis;
    private final RedisCatalogStore catalog;
    private final GroupNames names;
    private final GroupReader reader;
    private final Codecs codecs;
    private final HistoryRecord historyRecord;
    private final StoreListener listener;

    RedisGroupBrowser(
            RedisPipeline redis,
            RedisCatalogStore catalog,
            GroupNames names,
            GroupReader reader,
            Codecs codecs,
            HistoryRecord historyRecord,
            StoreListener listener) {
        this.listener = listener;
        this.redis = redis;
        this.catalog = catalog;
        this.names = names;
        this.reader = reader;
        this.codecs = codecs;
        this.historyRecord = historyRecord;
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
                RedisCall.of(Command.HGET, keys.group, "epoch"),
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
            Response epoch = ends.get(0).orThrow();
            return epoch == null
                    ? Optional.empty()
                    : Optional.of(new Summary(
                            group,
                            Long.parseLong(epoch.toString()),
                            number(ends.get(1).orThrow()),
                            number(ends.get(2).orThrow()),
                            damage));
        } catch (RuntimeException e) {
            String reason = String.valueOf(StoreUnavailableException.behind(e).getMessage());
            return Optional.of(new Summary(group, 0, 0, 0, damage == null ? new Damage(reason, 0, 0) : damage));
        }
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
    public CompletionStage<Optional<List<Pass>>> history(GroupId group, int limit) {
        GroupKeys keys = new GroupKeys(group);
        return redis.sendAll(List.of(
                        RedisCall.of(Command.EXISTS, keys.group),
                        RedisCall.of(Command.XREVRANGE, keys.history, "+", "-", "COUNT", limit)))
                .thenApply(replies -> number(replies.get(0)) == 0
                        ? Optional.<List<Pass>>empty()
                        : Optional.of(passes(replies.get(1))))
                .exceptionally(failure -> {
                    throw StoreUnavailableException.damaged("the history of " + group.path(), failure);
                });
    }

    private List<Pass> passes(@Nullable Response entries) {
        List<Pass> passes = new ArrayList<>();
        if (entries != null) {
            entries.forEach(entry -> {
                String id = entry.get(0).toString();
                try {
                    passes.add(historyRecord.decode(id, SettingsRecord.hash(entry.get(1))));
                } catch (RuntimeException e) {
                    listener.unreadable("history entry " + id, e);
                }
            });
        }
        return passes;
    }

    private static int number(@Nullable Response reply) {
        return reply == null ? 0 : reply.toInteger();
    }
}
