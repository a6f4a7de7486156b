package io.shardbeat.redis.catalog;

import io.shardbeat.catalog.Lineage;
import io.shardbeat.catalog.Namespace;
import io.shardbeat.catalog.NamespaceInfo;
import io.shardbeat.catalog.Topic;
import io.shardbeat.coordinator.Creation;
import io.shardbeat.coordinator.StoreListener;
import io.shardbeat.coordinator.StoreUnavailableException;
import io.shardbeat.coordinator.catalog.CatalogStore;
import io.shardbeat.coordinator.catalog.CatalogView;
import io.shardbeat.coordinator.catalog.NamespaceSummary;
import io.shardbeat.redis.format.Keys;
import io.shardbeat.redis.format.Nonce;
import io.shardbeat.redis.format.StoredNumber;
import io.shardbeat.redis.format.TopicRecord;
import io.shardbeat.redis.link.ChunkedReads;
import io.shardbeat.redis.link.LuaScript;
import io.shardbeat.redis.link.RedisCall;
import io.shardbeat.redis.link.RedisPipeline;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Response;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Namespaces and topics in Redis. Every change of a namespace's topics raises its version, which writes check. */
public final class RedisCatalogStore implements CatalogStore {
    private static final LuaScript RENAME_NAMESPACE = LuaScript.named("rename_namespace");
    private static final LuaScript MEND_NAMESPACE = LuaScript.named("mend_namespace");
    private static final LuaScript WRITE_TOPIC = LuaScript.named("write_topic");

    private final RedisPipeline redis;
    private final ChunkedReads reads;
    private final GroupWaker waker;
    private final ListRepair repair;
    private final NamespaceIndex index;
    private final StoreListener listener;

    public RedisCatalogStore(RedisPipeline redis, GroupWaker waker, StoreListener listener) {
        this.redis = redis;
        this.reads = new ChunkedReads(redis);
        this.waker = waker;
        this.listener = listener;
        this.repair = new ListRepair(redis, listener);
        this.index = new NamespaceIndex(redis, repair, listener);
    }

    /** The version first: a topic that is written meanwhile makes the write that rests on this fail. */
    @Override
    public CompletionStage<Optional<CatalogView>> read(Namespace namespace) {
        return redis.sendAll(List.of(
                        RedisCall.of(Command.HGETALL, Keys.namespace(namespace)),
                        RedisCall.of(Command.HLEN, Keys.topics(namespace)),
                        RedisCall.of(Command.TIME)))
                .thenCompose(replies -> {
                    Map<String, String> hash = NamespaceIndex.hash(replies.get(0));
                    return hash.isEmpty()
                            ? CompletableFuture.completedFuture(Optional.<CatalogView>empty())
                            : reads.hash(Keys.topics(namespace), NamespaceIndex.number(replies.get(1)))
                                    .thenApply(topics -> Optional.of(view(namespace, hash, topics, replies.get(2))));
                })
                .exceptionally(failure -> {
                    throw StoreUnavailableException.damaged("the catalog of " + namespace, failure);
                });
    }

    private CatalogView view(
            Namespace namespace, Map<String, String> hash, Map<String, byte[]> records, @Nullable Response time) {
        SortedMap<String, Topic> topics = new TreeMap<>();
        Set<String> damaged = new HashSet<>();
        records.forEach((id, json) -> {
            try {
                topics.put(id, TopicRecord.decode(id, json));
            } catch (RuntimeException unreadable) {
                listener.unreadable(namespace + " " + id, unreadable);
                damaged.add(id);
            }
        });
        return new CatalogView(
                NamespaceIndex.info(namespace, hash),
                topics,
                StoredNumber.of(hash.getOrDefault("version", "0")),
                now(time),
                damaged);
    }

    /** Of a reply to TIME: seconds and microseconds. Creation is told in milliseconds. */
    private static Instant now(@Nullable Response time) {
        return time == null
                ? Instant.EPOCH
                : Instant.ofEpochMilli(time.get(0).toLong() * 1000 + time.get(1).toLong() / 1000);
    }

    @Override
    public CompletionStage<List<Topic>> topics(Namespace namespace, List<String> ids) {
        List<String> read = new ArrayList<>(List.of(Keys.topics(namespace)));
        read.addAll(ids);
        return redis.send(RedisCall.of(Command.HMGET, read.toArray()))
                .thenApply(reply -> {
                    List<Topic> topics = new ArrayList<>();
                    for (int i = 0; reply != null && i < ids.size(); i++) {
                        Response json = reply.get(i);
                        if (json != null) {
                            topics.add(decoded(namespace, ids.get(i), json.toBytes()));
                        }
                    }
                    return topics;
                })
                .exceptionally(failure -> {
                    throw StoreUnavailableException.damaged("a topic of " + namespace, failure);
                });
    }

    private static Topic decoded(Namespace namespace, String id, byte[] json) {
        try {
            return TopicRecord.decode(id, json);
        } catch (RuntimeException unreadable) {
            throw StoreUnavailableException.damaged("topic " + id + " of " + namespace, unreadable);
        }
    }

    /** Every namespace, in no particular order. */
    CompletionStage<List<Namespace>> namespaces() {
        return index.all();
    }

    @Override
    public CompletionStage<List<NamespaceSummary>> namespaces(String dialect) {
        return index.summaries(dialect);
    }

    @Override
    public CompletionStage<List<Namespace>> having(String dialect, String topic) {
        return index.having(dialect, topic);
    }

    @Override
    public CompletionStage<Creation> create(NamespaceInfo info, int most) {
        return index.create(info, most);
    }

    @Override
    public CompletionStage<Boolean> rename(Namespace namespace, String name) {
        return redis.send(RENAME_NAMESPACE.call(List.of(Keys.namespace(namespace)), name))
                .thenApply(reply -> NamespaceIndex.number(reply) == 1);
    }

    @Override
    public CompletionStage<Void> mend(Namespace namespace) {
        return redis.send(MEND_NAMESPACE.call(List.of(Keys.namespace(namespace), Keys.topics(namespace))))
                .thenApply(done -> null);
    }

    @Override
    public CompletionStage<Relisted> relist() {
        return repair.all();
    }

    @Override
    public CompletionStage<Boolean> delete(CatalogView read) {
        return index.delete(read.id(), read.version());
    }

    @Override
    public CompletionStage<Boolean> write(CatalogView read, Topic topic) {
        Topic before = read.topics().get(topic.id());
        Lineage known = before == null ? null : before.lineage();
        return write(
                read, topic.id(), TopicRecord.encode(topic), !topic.lineage().equals(known));
    }

    @Override
    public CompletionStage<Boolean> remove(CatalogView read, String topic) {
        return write(read, topic, "", true);
    }

    private CompletionStage<Boolean> write(CatalogView read, String topic, String json, boolean wakes) {
        Namespace namespace = read.id();
        RedisCall call = WRITE_TOPIC.call(
                List.of(Keys.namespace(namespace), Keys.topics(namespace)),
                Long.toString(read.version()),
                topic,
                json,
                Nonce.next());
        return redis.send(call).thenCompose(reply -> {
            boolean written = NamespaceIndex.number(reply) == 1;
            return written && wakes
                    ? waker.wakeConsumersOf(namespace, List.of(topic)).thenApply(woken -> true)
                    : CompletableFuture.completedFuture(written);
        });
    }
}
