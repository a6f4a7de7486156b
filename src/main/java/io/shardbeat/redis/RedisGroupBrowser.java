package io.shardbeat.redis;

import io.shardbeat.coordinator.GroupBrowser;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupSnapshot;
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
    private static final int READS_PER_SUMMARY = 3;

    private final RedisPipeline redis;
    private final RedisCatalogStore catalog;
    private final GroupNames names;
    private final GroupReader reader;
    private final Codecs codecs;
    private final HistoryRecord historyRecord;

    RedisGroupBrowser(
            RedisPipeline redis,
            RedisCatalogStore catalog,
            GroupNames names,
            GroupReader reader,
            Codecs codecs,
            HistoryRecord historyRecord) {
        this.redis = redis;
        this.catalog = catalog;
        this.names = names;
        this.reader = reader;
        this.codecs = codecs;
        this.historyRecord = historyRecord;
    }

    @Override
    public CompletionStage<Page> groups(Query query) {
        return new GroupWalk(redis, catalog, names, query)
                .run()
                .thenCompose(page -> redis.sendAll(page.groups().stream()
                                .flatMap(group -> summaryReads(group).stream())
                                .toList())
                        .thenApply(replies -> new Page(summaries(page.groups(), replies), page.next())));
    }

    private static List<RedisCall> summaryReads(GroupId group) {
        GroupKeys keys = new GroupKeys(group);
        return List.of(
                RedisCall.of(Command.HGET, keys.group, "epoch"),
                RedisCall.of(Command.HLEN, keys.members),
                RedisCall.of(Command.HLEN, keys.handOvers));
    }

    /** Without the names whose group is not there yet, or no more. */
    private static List<Summary> summaries(List<GroupId> groups, List<@Nullable Response> replies) {
        List<Summary> summaries = new ArrayList<>(groups.size());
        for (int i = 0; i < groups.size(); i++) {
            Response epoch = replies.get(i * READS_PER_SUMMARY);
            if (epoch != null) {
                summaries.add(new Summary(
                        groups.get(i),
                        epoch.toLong(),
                        number(replies.get(i * READS_PER_SUMMARY + 1)),
                        number(replies.get(i * READS_PER_SUMMARY + 2))));
            }
        }
        return summaries;
    }

    @Override
    public CompletionStage<Optional<GroupSnapshot>> look(GroupId group) {
        return codecs.find(group)
                .map(codec -> reader.look(group, codec))
                .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty()));
    }

    @Override
    public CompletionStage<Optional<List<Pass>>> history(GroupId group, int limit) {
        GroupKeys keys = new GroupKeys(group);
        return redis.sendAll(List.of(
                        RedisCall.of(Command.EXISTS, keys.group),
                        RedisCall.of(Command.XREVRANGE, keys.history, "+", "-", "COUNT", limit)))
                .thenApply(replies ->
                        number(replies.get(0)) == 0 ? Optional.empty() : Optional.of(passes(replies.get(1))));
    }

    private List<Pass> passes(@Nullable Response entries) {
        List<Pass> passes = new ArrayList<>();
        if (entries != null) {
            entries.forEach(entry ->
                    passes.add(historyRecord.decode(entry.get(0).toString(), SettingsRecord.hash(entry.get(1)))));
        }
        return passes;
    }

    private static int number(@Nullable Response reply) {
        return reply == null ? 0 : reply.toInteger();
    }
}
