package io.shardbeat.redis.beat;

import io.shardbeat.assignment.ShardSet;
import io.shardbeat.catalog.Topic;
import io.shardbeat.coordinator.Heartbeat;
import io.shardbeat.coordinator.ShardSetCodec;
import io.shardbeat.redis.beat.GroupKeyCache.BeatTarget;
import io.shardbeat.redis.catalog.RedisCatalogStore;
import io.shardbeat.redis.catalog.StoreLimits;
import io.shardbeat.redis.format.Codecs;
import io.shardbeat.redis.format.GroupKeys;
import io.shardbeat.redis.format.Records;
import io.shardbeat.redis.format.TopicSizes;
import io.shardbeat.redis.link.ChunkedReads;
import io.shardbeat.redis.link.RedisCall;
import io.shardbeat.redis.link.RedisPipeline;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Response;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Keeps of a report what the catalog has for its group, so that nobody fills the store with names of his own. Whether
 * there is something to leave out is told without a look at the store, as a rule; only what seems unknown costs one.
 *
 * <p>Nothing that the member may hold is ever left out: neither what it is granted nor what it has not let go of. A report
 * without it would release it. Nor is anything while the catalog itself may not be back after a loss of writes.
 */
public final class ReportFilter {
    /** Of the topics that a report names, beside the group's own, so many are looked up. */
    private static final int MOST_NAMES = 1_000;

    private static final TopicSizes NONE = new TopicSizes(Map.of());

    private final RedisPipeline redis;
    private final ChunkedReads reads;
    private final RedisCatalogStore catalog;
    private final Codecs codecs;
    private final StoreLimits limits;

    public ReportFilter(RedisPipeline redis, RedisCatalogStore catalog, Codecs codecs, StoreLimits limits) {
        this.redis = redis;
        this.reads = new ChunkedReads(redis);
        this.catalog = catalog;
        this.codecs = codecs;
        this.limits = limits;
    }

    /** Whether the report names only what the catalog is known to have. */
    public boolean passes(Heartbeat heartbeat, BeatTarget target) {
        TopicSizes sizes = target.sizes().get();
        return isWithin(heartbeat, sizes == null || sizes.areToBeReadAgain() ? NONE : sizes);
    }

    private boolean isWithin(Heartbeat heartbeat, TopicSizes sizes) {
        return heartbeat.report().length <= limits.reportBytes()
                && codecs.of(heartbeat.group()).isWithin(heartbeat.group(), heartbeat.report(), sizes::of);
    }

    /** The heartbeat with what there is of its report; empty bytes when that is still too much. */
    public CompletionStage<Heartbeat> cut(Heartbeat heartbeat, BeatTarget target) {
        GroupKeys keys = target.keys();
        return redis.sendAll(List.of(
                        RedisCall.of(Command.HMGET, keys.group, "topics", "rebuild", "incarnation"),
                        RedisCall.of(Command.HGET, keys.sweep, "incarnation"),
                        RedisCall.of(
                                Command.HGET, keys.members, heartbeat.member().name())))
                .thenCompose(replies -> {
                    Response group = replies.get(0);
                    if (group == null || group.get(0) == null) {
                        return CompletableFuture.completedFuture(heartbeat);
                    }
                    boolean settled = group.get(1) == null && equal(group.get(2), replies.get(1));
                    Look look = new Look(
                            heartbeat, target, List.of(group.get(0).toString().split(",")), settled);
                    return look.cut(replies.get(2));
                });
    }

    private static boolean equal(@Nullable Response one, @Nullable Response other) {
        return one != null && other != null && one.toString().equals(other.toString());
    }

    /** One report that seemed to name something unknown. */
    private final class Look {
        private final Heartbeat heartbeat;
        private final BeatTarget target;
        private final List<String> topics;
        private final boolean settled;
        private final ShardSetCodec codec;
        private final ShardSet report;

        Look(Heartbeat heartbeat, BeatTarget target, List<String> topics, boolean settled) {
            this.heartbeat = heartbeat;
            this.target = target;
            this.topics = topics;
            this.settled = settled;
            this.codec = codecs.of(heartbeat.group());
            this.report = codec.decode(heartbeat.group(), heartbeat.report());
        }

        public CompletionStage<Heartbeat> cut(@Nullable Response member) {
            Set<String> asked = new LinkedHashSet<>(topics);
            report.topics().stream().limit(MOST_NAMES).forEach(asked::add);
            return catalog.topics(heartbeat.group().namespace(), List.copyOf(asked))
                    .thenCompose(found -> {
                        Map<String, Integer> sizes = new HashMap<>();
                        for (Topic topic : found) {
                            sizes.put(
                                    topic.id(),
                                    topics.contains(topic.id())
                                            ? topic.lineage().size()
                                            : 0);
                        }
                        TopicSizes now = new TopicSizes(sizes);
                        target.sizes().set(now);
                        if (isWithin(heartbeat, now)) {
                            return CompletableFuture.completedFuture(heartbeat);
                        }
                        boolean complete = sizes.keySet().containsAll(topics);
                        return settled || complete
                                ? held(member).thenApply(held -> kept(sizes, held))
                                : CompletableFuture.completedFuture(bounded(heartbeat.report()));
                    });
        }

        /** What the member is granted and what it has not let go of. */
        private CompletionStage<ShardSet> held(@Nullable Response member) {
            if (member == null) {
                return CompletableFuture.completedFuture(ShardSet.EMPTY);
            }
            var grant = new Records(heartbeat.group(), codec).grant(member.toBytes());
            ShardSet.Builder held = new ShardSet.Builder();
            grant.shards().topics().forEach(topic -> {
                int[] numbers = grant.shards().numbers(topic);
                if (numbers.length > 0) {
                    held.addAll(topic, numbers);
                }
            });
            if (settled && !grant.handingOver()) {
                return CompletableFuture.completedFuture(held.build());
            }
            return reads.hash(target.keys().handOvers).thenApply(handOvers -> {
                handOvers.forEach((shard, record) -> {
                    if (Records.handOver(shard, record).holder().equals(heartbeat.member())) {
                        held.add(
                                Records.shard(shard).topic(),
                                Records.shard(shard).number());
                    }
                });
                return held.build();
            });
        }

        private Heartbeat kept(Map<String, Integer> sizes, ShardSet held) {
            ShardSet.Builder kept = new ShardSet.Builder();
            int shards = 0;
            int names = 0;
            for (String topic : report.topics()) {
                Integer size = sizes.get(topic);
                int[] numbers = report.numbers(topic);
                int[] own = held.numbers(topic);
                int[] left = Arrays.stream(numbers)
                        .filter(number -> size != null && number < size || Arrays.binarySearch(own, number) >= 0)
                        .toArray();
                shards += numbers.length - left.length;
                if (size != null || left.length > 0) {
                    kept.topic(topic).addAll(topic, left);
                } else {
                    names++;
                }
            }
            if (shards == 0 && names == 0) {
                return bounded(heartbeat.report());
            }
            limits.listener().reportCut(heartbeat.group(), shards, names);
            return bounded(codec.encode(heartbeat.group(), kept.build()));
        }

        private Heartbeat bounded(byte[] bytes) {
            return new Heartbeat(
                    heartbeat.group(),
                    heartbeat.member(),
                    bytes.length > limits.reportBytes() ? new byte[0] : bytes,
                    heartbeat.hasShards(),
                    heartbeat.stranger(),
                    heartbeat.sentAtSeconds(),
                    heartbeat.sender());
        }
    }
}
