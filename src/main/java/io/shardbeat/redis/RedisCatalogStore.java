package io.shardbeat.redis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.shardbeat.catalog.Namespace;
import io.shardbeat.catalog.Topic;
import io.shardbeat.coordinator.CatalogStore;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Namespaces and topics in Redis. */
final class RedisCatalogStore implements CatalogStore {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NAMESPACES = "sb:namespaces";

    private final RedisPipeline redis;
    private final BigReads reads;
    private final GroupWaker waker;

    RedisCatalogStore(RedisPipeline redis, GroupWaker waker) {
        this.redis = redis;
        this.reads = new BigReads(redis);
        this.waker = waker;
    }

    @Override
    public CompletionStage<Optional<Map<String, Topic>>> topics(Namespace namespace) {
        return redis.sendAll(List.of(
                        Request.cmd(Command.EXISTS).arg(Keys.namespace(namespace)),
                        Request.cmd(Command.HLEN).arg(Keys.topics(namespace))))
                .thenCompose(replies -> number(replies.get(0)) == 0
                        ? CompletableFuture.completedFuture(Optional.empty())
                        : reads.hash(Keys.topics(namespace), number(replies.get(1)))
                                .thenApply(RedisCatalogStore::decode)
                                .thenApply(Optional::of));
    }

    /** Every namespace, in no particular order. */
    CompletionStage<List<Namespace>> namespaces() {
        return reads.set(NAMESPACES)
                .thenApply(names -> names.stream()
                        .map(name -> name.split("/", 2))
                        .map(parts -> new Namespace(parts[0], parts[1]))
                        .toList());
    }

    @Override
    public CompletionStage<List<Topic>> topics(Namespace namespace, List<String> ids) {
        Request request = Request.cmd(Command.HMGET).arg(Keys.topics(namespace));
        ids.forEach(request::arg);
        return redis.send(request).thenApply(reply -> {
            List<Topic> topics = new ArrayList<>();
            for (int i = 0; reply != null && i < ids.size(); i++) {
                Response json = reply.get(i);
                if (json != null) {
                    topics.add(decode(ids.get(i), json.toBytes()));
                }
            }
            return topics;
        });
    }

    @Override
    public CompletionStage<Void> declare(Namespace namespace, String displayName, List<Topic> topics) {
        return topics(namespace).thenCompose(existing -> {
            List<Request> writes = new ArrayList<>();
            writes.add(Request.cmd(Command.HSET)
                    .arg(Keys.namespace(namespace))
                    .arg("name")
                    .arg(displayName));
            writes.add(Request.cmd(Command.SADD).arg(NAMESPACES).arg(namespace.toString()));
            List<String> grown = new ArrayList<>();
            for (Topic topic : topics) {
                Topic before = existing.orElse(Map.of()).get(topic.id());
                if (before == null || before.shards() < topic.shards()) {
                    writes.add(Request.cmd(Command.HSET)
                            .arg(Keys.topics(namespace))
                            .arg(topic.id())
                            .arg(encode(topic)));
                    grown.add(topic.id());
                }
            }
            return redis.sendAll(writes).thenCompose(done -> waker.wakeConsumersOf(namespace, grown));
        });
    }

    private static int number(@org.jspecify.annotations.Nullable Response reply) {
        return reply == null ? 0 : reply.toInteger();
    }

    private static Map<String, Topic> decode(Map<String, byte[]> hash) {
        Map<String, Topic> topics = new TreeMap<>();
        hash.forEach((id, json) -> topics.put(id, decode(id, json)));
        return topics;
    }

    private static String encode(Topic topic) {
        return JSON.createObjectNode()
                .put("name", topic.name())
                .put("shards", topic.shards())
                .toString();
    }

    private static Topic decode(String id, byte[] json) {
        try {
            JsonNode node = JSON.readTree(new String(json, StandardCharsets.UTF_8));
            return new Topic(
                    id, node.path("name").asText(id), node.path("shards").asInt());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored topic " + id + " is not JSON", e);
        }
    }
}
