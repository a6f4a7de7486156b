package io.shardbeat.redis.catalog;

import io.shardbeat.catalog.Namespace;
import io.shardbeat.catalog.NamespaceInfo;
import io.shardbeat.coordinator.Creation;
import io.shardbeat.coordinator.StoreListener;
import io.shardbeat.coordinator.StoreUnavailableException;
import io.shardbeat.coordinator.catalog.NamespaceSummary;
import io.shardbeat.redis.format.Keys;
import io.shardbeat.redis.format.Nonce;
import io.shardbeat.redis.format.SettingsRecord;
import io.shardbeat.redis.format.StoredNumber;
import io.shardbeat.redis.format.TopicRecord;
import io.shardbeat.redis.link.ChunkedReads;
import io.shardbeat.redis.link.LuaScript;
import io.shardbeat.redis.link.RedisCall;
import io.shardbeat.redis.link.RedisPipeline;
import io.shardbeat.redis.link.RedisPipeline.Ended;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Response;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Which namespaces there are. The list of them is in a slot of its own, so it is only ever too long, never too short. */
public final class NamespaceIndex {
    private static final LuaScript TAKE_NAMESPACE = LuaScript.named("take_namespace");
    private static final LuaScript CREATE_NAMESPACE = LuaScript.named("create_namespace");
    private static final LuaScript DELETE_NAMESPACE = LuaScript.named("delete_namespace");

    /** How many namespaces are asked about at a time. */
    private static final int CHUNK = 500;

    private final RedisPipeline redis;
    private final ChunkedReads reads;
    private final ListRepair repair;
    private final StoreListener listener;

    NamespaceIndex(RedisPipeline redis, ListRepair repair, StoreListener listener) {
        this.redis = redis;
        this.repair = repair;
        this.listener = listener;
        this.reads = new ChunkedReads(redis);
    }

    /** Every namespace, in no particular order. */
    CompletionStage<List<Namespace>> all() {
        return mended(() -> reads.set(Keys.namespaces()))
                .thenApply(names ->
                        names.stream().flatMap(name -> parse(name).stream()).toList());
    }

    /** What is no list of ours holds nothing of ours: the list is made anew, once, and what needs it is tried again. */
    private <T> CompletionStage<T> mended(Supplier<CompletionStage<T>> use) {
        return use.get()
                .exceptionallyCompose(failure -> StoreUnavailableException.isDamage(failure)
                        ? repair.namespaces().thenCompose(made -> use.get())
                        : CompletableFuture.failedFuture(failure));
    }

    /** Empty for what no node has written: it is nobody's namespace, and stays. */
    private Optional<Namespace> parse(String name) {
        String[] parts = name.split("/", 2);
        try {
            return Optional.of(new Namespace(parts[0], parts[1]));
        } catch (RuntimeException e) {
            listener.unreadable(Keys.namespaces() + " " + name, e);
            return Optional.empty();
        }
    }

    private CompletionStage<List<Namespace>> of(String dialect) {
        return all().thenApply(all -> all.stream()
                .filter(namespace -> namespace.dialect().equals(dialect))
                .sorted(Comparator.comparing(Namespace::name))
                .toList());
    }

    CompletionStage<List<NamespaceSummary>> summaries(String dialect) {
        List<NamespaceSummary> found = new ArrayList<>();
        return of(dialect)
                .thenCompose(all -> each(
                        all,
                        namespace -> List.of(
                                RedisCall.of(Command.HGETALL, Keys.namespace(namespace)),
                                RedisCall.of(Command.HLEN, Keys.topics(namespace))),
                        (namespace, replies) -> {
                            Map<String, String> hash = hash(replies.get(0));
                            if (!hash.isEmpty()) {
                                found.add(new NamespaceSummary(info(namespace, hash), number(replies.get(1))));
                            }
                        }))
                .thenApply(done -> found);
    }

    CompletionStage<List<Namespace>> having(String dialect, String topic) {
        List<Namespace> found = new ArrayList<>();
        return of(dialect)
                .thenCompose(all -> each(
                        all,
                        namespace -> List.of(RedisCall.of(Command.HEXISTS, Keys.topics(namespace), topic)),
                        (namespace, replies) -> {
                            if (number(replies.get(0)) == 1) {
                                found.add(namespace);
                            }
                        }))
                .thenApply(done -> found);
    }

    /** Asks about every namespace, a chunk at a time. */
    private CompletionStage<Void> each(
            List<Namespace> all,
            Function<Namespace, List<RedisCall>> requests,
            BiConsumer<Namespace, List<@Nullable Response>> reader) {
        if (all.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        List<Namespace> chunk = all.subList(0, Math.min(CHUNK, all.size()));
        List<RedisCall> asked =
                chunk.stream().flatMap(n -> requests.apply(n).stream()).toList();
        int width = asked.size() / chunk.size();
        return redis.sendEach(asked).thenCompose(ends -> {
            for (int i = 0; i < chunk.size(); i++) {
                read(chunk.get(i), ends.subList(i * width, (i + 1) * width), reader);
            }
            return each(all.subList(chunk.size(), all.size()), requests, reader);
        });
    }

    /** One that cannot be read is left out of the listing; the others are not concerned. */
    private void read(Namespace namespace, List<Ended> ends, BiConsumer<Namespace, List<@Nullable Response>> reader) {
        try {
            List<@Nullable Response> replies = new ArrayList<>();
            for (Ended end : ends) {
                replies.add(end.orThrow());
            }
            reader.accept(namespace, replies);
        } catch (RuntimeException e) {
            listener.unreadable(namespace.toString(), e);
        }
    }

    /** Listed before it is there, so that it counts, and after, since a deletion may have taken it off the list meanwhile. */
    CompletionStage<Creation> create(NamespaceInfo info, int most) {
        Supplier<RedisCall> take = () -> TAKE_NAMESPACE.call(
                List.of(Keys.namespaces()), info.id().toString(), info.id().dialect() + "/", Integer.toString(most));
        return mended(() -> redis.send(take.get()))
                .thenCompose(taken ->
                        number(taken) == 1 ? createHash(info) : CompletableFuture.completedFuture(Creation.TOO_MANY));
    }

    private CompletionStage<Creation> createHash(NamespaceInfo info) {
        RedisCall call = CREATE_NAMESPACE.call(
                List.of(Keys.namespace(info.id())),
                Nonce.next(),
                "name",
                info.name(),
                "description",
                info.description(),
                "tags",
                TopicRecord.texts(info.tags()).toString());
        return redis.send(call)
                .thenCompose(reply -> number(reply) == 1
                        ? list(info.id()).thenApply(listed -> Creation.CREATED)
                        : CompletableFuture.completedFuture(Creation.EXISTS));
    }

    CompletionStage<Boolean> delete(Namespace namespace, long version) {
        RedisCall call = DELETE_NAMESPACE.call(
                List.of(Keys.namespace(namespace), Keys.topics(namespace), Keys.deletion(namespace)),
                Long.toString(version),
                Nonce.next());
        return redis.send(call)
                .thenCompose(reply -> number(reply) == 1
                        ? unlist(namespace).thenApply(done -> true)
                        : CompletableFuture.completedFuture(false));
    }

    private CompletionStage<?> list(Namespace namespace) {
        return redis.send(RedisCall.of(Command.SADD, Keys.namespaces(), namespace.toString()));
    }

    /** Listed again where somebody created it anew meanwhile. */
    private CompletionStage<?> unlist(Namespace namespace) {
        return redis.sendAll(List.of(
                        RedisCall.of(Command.SREM, Keys.namespaces(), namespace.toString()),
                        RedisCall.of(Command.EXISTS, Keys.namespace(namespace))))
                .thenCompose(replies ->
                        number(replies.get(1)) == 1 ? list(namespace) : CompletableFuture.completedFuture(null));
    }

    static NamespaceInfo info(Namespace namespace, Map<String, String> hash) {
        return new NamespaceInfo(
                namespace,
                hash.getOrDefault("name", namespace.name()),
                hash.getOrDefault("description", ""),
                TopicRecord.texts(hash.getOrDefault("tags", "{}")),
                Instant.ofEpochMilli(StoredNumber.of(hash.getOrDefault("created", "0"))));
    }

    public static Map<String, String> hash(@Nullable Response reply) {
        if (reply == null) {
            return Map.of();
        }
        if (reply.isMap()) {
            return reply.getKeys().stream()
                    .collect(java.util.stream.Collectors.toMap(
                            field -> field, field -> reply.get(field).toString()));
        }
        return SettingsRecord.hash(reply);
    }

    static int number(@Nullable Response reply) {
        return reply == null ? 0 : reply.toInteger();
    }
}
