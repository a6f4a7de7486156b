package io.shardbeat.redis.group;

import io.shardbeat.assignment.ShardId;
import io.shardbeat.coordinator.StoreListener;
import io.shardbeat.coordinator.groups.Beginnings;
import io.shardbeat.coordinator.groups.Histories.Because;
import io.shardbeat.coordinator.groups.HistoryPage;
import io.shardbeat.coordinator.groups.HistoryPage.Pass;
import io.shardbeat.coordinator.groups.HistoryQuery;
import io.shardbeat.redis.format.GroupKeys;
import io.shardbeat.redis.format.HistoryRecord;
import io.shardbeat.redis.format.Millis;
import io.shardbeat.redis.format.SettingsRecord;
import io.shardbeat.redis.link.RedisCall;
import io.shardbeat.redis.link.RedisPipeline;
import io.shardbeat.redis.link.RedisPipeline.Ended;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Response;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Reads a group's history backwards, a chunk of the stream at a time. */
final class RedisHistory {
    private static final int CHUNK = 100;
    /** A token is of a heartbeat of late. */
    private static final int FEW = 10;
    /** Entries that one page looks at: what is asked for may be rare. */
    private static final int MOST_ENTRIES = 4_000;
    /** Entries that a page of shards looks at: there may be hundreds of such pages. */
    private static final int MOST_FOR_BEGINNINGS = 1_000;
    /** Decisions of one page: a pass may have thousands. */
    private static final int MOST_DECISIONS = 5_000;

    private final RedisPipeline redis;
    private final HistoryRecord record;
    private final Executor executor;
    private final StoreListener listener;

    /** @param executor where entries are decoded */
    RedisHistory(RedisPipeline redis, HistoryRecord record, Executor executor, StoreListener listener) {
        this.redis = redis;
        this.record = record;
        this.executor = executor;
        this.listener = listener;
    }

    CompletionStage<Optional<HistoryPage>> read(GroupKeys keys, HistoryQuery query) {
        return redis.sendEach(List.of(
                        RedisCall.of(Command.HGET, keys.group, "created"),
                        RedisCall.of(Command.EXISTS, keys.group),
                        RedisCall.of(Command.XINFO, "STREAM", keys.history)))
                .thenCompose(ends -> number(ends.get(1).orThrow()) == 0
                        ? CompletableFuture.completedFuture(Optional.empty())
                        : new Page(keys, query, Kept.of(ends.get(0), ends.get(2))).read());
    }

    /** How the states of shards began, as far as the last entries tell. */
    CompletionStage<Map<ShardId, Because>> beginnings(GroupKeys keys, Beginnings wanted) {
        return beginnings(keys, wanted, "+", 0);
    }

    private CompletionStage<Map<ShardId, Because>> beginnings(
            GroupKeys keys, Beginnings wanted, String upper, int looked) {
        if (wanted.isComplete() || looked >= MOST_FOR_BEGINNINGS) {
            return CompletableFuture.completedFuture(wanted.found());
        }
        return redis.send(RedisCall.of(Command.XREVRANGE, keys.history, upper, "-", "COUNT", CHUNK))
                .thenComposeAsync(
                        entries -> {
                            int size = entries == null ? 0 : entries.size();
                            String last = upper;
                            for (int i = 0; i < size && !wanted.isComplete(); i++) {
                                Response entry = entries.get(i);
                                last = entry.get(0).toString();
                                add(wanted, last, entry);
                            }
                            return size < CHUNK
                                    ? CompletableFuture.completedFuture(wanted.found())
                                    : beginnings(keys, wanted, "(" + last, looked + size);
                        },
                        executor);
    }

    private void add(Beginnings wanted, String id, Response entry) {
        try {
            wanted.add(record.decode(id, SettingsRecord.hash(entry.get(1)), wanted::wants));
        } catch (RuntimeException e) {
            listener.unreadable("history entry " + id, e);
        }
    }

    /**
     * @param begins from when on nothing is missing
     * @param whole whether nothing ever went
     */
    private record Kept(Instant begins, boolean whole) {
        /** An older entry has gone if more were added than there are. XINFO fails where nothing was ever decided. */
        static Kept of(Ended created, Ended info) {
            Response stream = info.failure() == null ? info.reply() : null;
            Instant since = Instant.ofEpochMilli(created.failure() == null ? number(created.reply()) : 0);
            Response first = stream == null ? null : stream.get("first-entry");
            boolean whole = stream == null || number(stream.get("entries-added")) == number(stream.get("length"));
            return new Kept(
                    whole || first == null
                            ? since
                            : HistoryRecord.time(first.get(0).toString()),
                    whole);
        }
    }

    private static long number(@Nullable Response reply) {
        return reply == null ? 0 : Long.parseLong(reply.toString());
    }

    /** One that cannot be read is none that was reached. */
    private static long epoch(Response entry) {
        String epoch = SettingsRecord.hash(entry.get(1)).getOrDefault("epoch", "");
        return epoch.matches("[0-9]{1,18}") ? Long.parseLong(epoch) : Long.MAX_VALUE;
    }

    /** One page as it is filled. */
    private final class Page {
        private final GroupKeys keys;
        private final HistoryQuery query;
        private final Kept kept;
        private final List<Pass> passes = new ArrayList<>();
        private String upper;
        private int looked;
        private int decisions;
        private boolean reached;

        private Page(GroupKeys keys, HistoryQuery query, Kept kept) {
            this.keys = keys;
            this.query = query;
            this.kept = kept;
            String until = query.until() == null ? "+" : Millis.text(query.until());
            this.upper = query.from().isEmpty() ? until : "(" + query.from();
        }

        private CompletionStage<Optional<HistoryPage>> read() {
            int chunk = query.wantsAll()
                    ? Math.min(CHUNK, query.limit() - passes.size())
                    : query.afterEpoch() > 0 ? FEW : CHUNK;
            String lower = Millis.text(query.since());
            return redis.send(RedisCall.of(Command.XREVRANGE, keys.history, upper, lower, "COUNT", chunk))
                    .thenComposeAsync(
                            entries -> {
                                boolean ends = entries == null || entries.size() < chunk;
                                boolean full = entries != null && add(entries);
                                if (full || reached || ends || looked >= MOST_ENTRIES) {
                                    boolean more = full
                                            || !ends && !reached
                                            || query.afterEpoch() > 0 && !reached && !kept.whole();
                                    return CompletableFuture.completedFuture(
                                            Optional.of(page(more ? upper.substring(1) : null)));
                                }
                                return read();
                            },
                            executor);
        }

        private HistoryPage page(@Nullable String next) {
            return new HistoryPage(passes, next, kept.begins());
        }

        /** Whether the page is full, at the entry after which the next one begins. */
        private boolean add(Response entries) {
            for (Response entry : entries) {
                String id = entry.get(0).toString();
                if (query.afterEpoch() > 0 && epoch(entry) <= query.afterEpoch()) {
                    reached = true;
                    return false;
                }
                upper = "(" + id;
                looked++;
                Pass pass = decoded(id, entry);
                if (pass != null && isWanted(pass)) {
                    passes.add(pass);
                    decisions += pass.decisions().size();
                    if (passes.size() >= query.limit() || decisions >= MOST_DECISIONS) {
                        return true;
                    }
                }
            }
            return false;
        }

        private boolean isWanted(Pass pass) {
            return query.wantsAll() || !pass.decisions().isEmpty() || query.afterEpoch() > 0 && !pass.whole();
        }

        /** {@code null} for one that cannot be read: the others are not its fault. */
        private @Nullable Pass decoded(String id, Response entry) {
            try {
                return record.decode(id, SettingsRecord.hash(entry.get(1)), query::wants);
            } catch (RuntimeException e) {
                listener.unreadable("history entry " + id, e);
                return query.afterEpoch() > 0 ? new Pass(0, HistoryRecord.time(id), 0, List.of(), false) : null;
            }
        }
    }
}
