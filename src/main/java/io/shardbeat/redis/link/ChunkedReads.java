package io.shardbeat.redis.link;

import io.vertx.redis.client.Command;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Reads that may be big, in chunks: one long command would stop every heartbeat behind it. */
public final class ChunkedReads {
    private static final int CHUNK = 1_000;
    private static final LuaScript READ_VALUES = LuaScript.named("read_values");
    /** Of values in one reply, roughly. */
    private static final String REPLY_BYTES = Integer.toString(512 * 1024);

    private static final LongConsumer NOT_COUNTED = bytes -> {};
    private static final CompletionStage<Void> DONE = CompletableFuture.completedStage(null);

    private final RedisPipeline redis;

    public ChunkedReads(RedisPipeline redis) {
        this.redis = redis;
    }

    /**
     * A whole hash, in no particular order.
     *
     * @param size its size as last known: decides how it is read
     */
    public CompletionStage<Map<String, byte[]>> hash(String key, int size) {
        return hash(key, size, NOT_COUNTED);
    }

    /** @param bytes is told how many have come, and may refuse more */
    public CompletionStage<Map<String, byte[]>> hash(String key, int size, LongConsumer bytes) {
        Map<String, byte[]> hash = new LinkedHashMap<>(size * 2);
        if (size == 0) {
            return CompletableFuture.completedFuture(hash);
        }
        if (size <= CHUNK) {
            return redis.send(RedisCall.of(Command.HGETALL, key)).thenApply(reply -> {
                if (reply != null) {
                    bytes.accept(collect(reply, hash));
                }
                return hash;
            });
        }
        // HSCAN may repeat a field and may miss one that came during the scan: both are caught by the commit.
        return pages(Command.HSCAN, key, CHUNK, page -> {
                    bytes.accept(collect(page, hash));
                    return DONE;
                })
                .thenApply(done -> hash);
    }

    /** A whole hash whose size is not known. */
    public CompletionStage<Map<String, byte[]>> hash(String key) {
        return redis.send(RedisCall.of(Command.HLEN, key))
                .thenCompose(size -> hash(key, size == null ? 0 : size.toInteger()));
    }

    /** A whole set, in no particular order. */
    public CompletionStage<Set<String>> set(String key) {
        Set<String> set = new HashSet<>();
        return pages(Command.SSCAN, key, CHUNK, page -> {
                    page.forEach(member -> set.add(member.toString()));
                    return DONE;
                })
                .thenApply(done -> set);
    }

    /**
     * The pages of a scan, each when the one before has been dealt with.
     *
     * @param scan HSCAN or SSCAN
     * @param count how many entries a page has, roughly
     */
    public CompletionStage<Void> pages(
            Command scan, String key, int count, Function<Response, CompletionStage<Void>> deal) {
        return pagesFrom("0", scan, key, count, deal);
    }

    private CompletionStage<Void> pagesFrom(
            String cursor, Command scan, String key, int count, Function<Response, CompletionStage<Void>> deal) {
        return redis.send(RedisCall.of(scan, key, cursor, "COUNT", count)).thenCompose(reply -> {
            if (reply == null) {
                return DONE;
            }
            String next = reply.get(0).toString();
            CompletionStage<Void> dealt = deal.apply(reply.get(1));
            return next.equals("0") ? dealt : dealt.thenCompose(done -> pagesFrom(next, scan, key, count, deal));
        });
    }

    /** A hash reply is a map in RESP3 and a flat list in RESP2 (and always flat from HSCAN). */
    private static long collect(Response reply, Map<String, byte[]> into) {
        long bytes = 0;
        if (reply.isMap()) {
            for (String field : reply.getKeys()) {
                byte[] value = reply.get(field).toBytes();
                into.put(field, value);
                bytes += field.length() + value.length;
            }
            return bytes;
        }
        for (int i = 0; i + 1 < reply.size(); i += 2) {
            String field = reply.get(i).toString();
            byte[] value = reply.get(i + 1).toBytes();
            into.put(field, value);
            bytes += field.length() + value.length;
        }
        return bytes;
    }

    /**
     * The values of many keys of one slot, in the keys' order; {@code null} where there is none. A reply has as many of them
     * as fit, so that neither Redis nor this node is busy with one for long.
     */
    public CompletionStage<List<byte @Nullable []>> values(List<String> keys, LongConsumer bytes) {
        List<List<String>> chunks = new ArrayList<>();
        for (int from = 0; from < keys.size(); from += CHUNK) {
            chunks.add(keys.subList(from, Math.min(keys.size(), from + CHUNK)));
        }
        return chunks(chunks, bytes);
    }

    /** The chunks at once, then what was left of each. */
    private CompletionStage<List<byte @Nullable []>> chunks(List<List<String>> chunks, LongConsumer bytes) {
        List<CompletableFuture<List<byte @Nullable []>>> reads = chunks.stream()
                .map(chunk -> chunk(chunk, new ArrayList<>(chunk.size()), bytes).toCompletableFuture())
                .toList();
        return CompletableFuture.allOf(reads.toArray(new CompletableFuture<?>[0]))
                .thenApply(done -> {
                    List<byte @Nullable []> values = new ArrayList<>();
                    reads.forEach(read -> values.addAll(read.join()));
                    return values;
                });
    }

    private CompletionStage<List<byte @Nullable []>> chunk(
            List<String> keys, List<byte @Nullable []> found, LongConsumer bytes) {
        if (found.size() == keys.size()) {
            return CompletableFuture.completedFuture(found);
        }
        return redis.send(READ_VALUES.call(keys.subList(found.size(), keys.size()), REPLY_BYTES))
                .thenCompose(reply -> {
                    long size = 0;
                    for (Response value : Objects.requireNonNull(reply)) {
                        byte @Nullable [] read = value == null ? null : value.toBytes();
                        size += read == null ? 0 : read.length;
                        found.add(read);
                    }
                    bytes.accept(size);
                    return chunk(keys, found, bytes);
                });
    }
}
